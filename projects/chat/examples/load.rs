// Des clients dans des salles, et le temps que met chaque ligne.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use clap::Parser;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::task::JoinSet;
use tokio::time::{interval, timeout};

/// Charge un chat : dans chaque salle, un client parle et tous écoutent.
///
/// Code de sortie : 0 si chaque ligne est reçue ou annoncée manquée, 1 sinon.
#[derive(Parser)]
struct Arguments {
    /// L’adresse du serveur.
    #[arg(long, default_value = "127.0.0.1:7878")]
    server: String,
    /// Les clients, en tout.
    #[arg(long, default_value_t = 100)]
    clients: usize,
    /// Les salles, entre lesquelles ils se partagent.
    #[arg(long, default_value_t = 10)]
    rooms: usize,
    /// Les lignes que dit chaque client qui parle.
    #[arg(long, default_value_t = 100)]
    lines: usize,
    /// Les millisecondes entre deux lignes.
    #[arg(long, default_value_t = 20)]
    every: u64,
    /// Parle à un serveur IRC.
    #[arg(long)]
    irc: bool,
}

/// Ce qui annonce un texte, sur IRC.
const COLON: &str = ":";

type Lines = tokio::io::Lines<BufReader<OwnedReadHalf>>;

/// Ce qu’un client a vu.
#[derive(Default)]
struct Seen {
    times: Vec<Duration>,
    told: usize,
    lost: usize,
}

// ANCHOR: hear
/// Écoute jusqu’à la dernière ligne ; une ligne porte son heure de départ.
async fn hear(mut lines: Lines, count: usize, start: Instant) -> Result<Seen> {
    let mut seen = Seen::default();
    while seen.times.len() + seen.told < count {
        let next = timeout(Duration::from_secs(10), lines.next_line());
        let Ok(line) = next.await else {
            break; // Ce qui manque ne viendra plus.
        };
        let line = line?.context("le serveur a fermé")?;
        if let Some((_, stamp)) = line.rsplit_once("stamp ") {
            let sent = Duration::from_nanos(stamp.parse()?);
            seen.times.push(start.elapsed() - sent);
        } else if line.starts_with("* ") && !line.contains("client") {
            let missed = line.rsplit(" ").next().context("un nombre")?;
            seen.told += missed.parse::<usize>()?;
        }
    }
    seen.lost = count - seen.times.len() - seen.told;
    Ok(seen)
}
// ANCHOR_END: hear

// ANCHOR: talk
/// Dit ses lignes à heures fixes, que le serveur suive ou non.
async fn talk(
    mut output: OwnedWriteHalf,
    arguments: &Arguments,
    room: usize,
    start: Instant,
) -> Result<OwnedWriteHalf> {
    let mut ticks = interval(Duration::from_millis(arguments.every));
    for _ in 0..arguments.lines {
        // L’heure prévue : le retard de l’envoi compte aussi.
        let due = ticks.tick().await.into_std();
        let stamp = due.duration_since(start).as_nanos();
        let line = match arguments.irc {
            true => format!("PRIVMSG #room{room} {COLON}stamp {stamp}\r\n"),
            false => format!("stamp {stamp}\n"),
        };
        output.write_all(line.as_bytes()).await?;
    }
    Ok(output)
}
// ANCHOR_END: talk

/// Un client entré dans sa salle.
async fn enter(
    arguments: &Arguments,
    id: usize,
) -> Result<(Lines, OwnedWriteHalf)> {
    let stream = TcpStream::connect(&arguments.server)
        .await
        .with_context(|| format!("aucun chat à {}", arguments.server))?;
    let (input, mut output) = stream.into_split();
    let mut lines = BufReader::new(input).lines();
    let room = id % arguments.rooms;
    let (hello, seated) = match arguments.irc {
        true => (
            format!("NICK c{id}\r\nUSER c{id} 0 * c\r\nJOIN #room{room}\r\n"),
            " 366 ".to_owned(),
        ),
        false => (
            format!("client{id}\n/join room{room}\n"),
            format!("* vous êtes dans room{room}"),
        ),
    };
    output.write_all(hello.as_bytes()).await?;
    loop {
        let line = lines.next_line().await?.context("le serveur a fermé")?;
        if line.contains(&seated) {
            return Ok((lines, output));
        }
        if let Some(token) = line.strip_prefix("PING ") {
            output
                .write_all(format!("PONG {token}\r\n").as_bytes())
                .await?;
        } else if line.starts_with("!") || line.starts_with("ERROR") {
            bail!("refusé : {line}");
        }
    }
}

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let arguments: &Arguments = Box::leak(Box::new(Arguments::parse()));
    let (clients, rooms) = (arguments.clients, arguments.rooms);
    ensure!(rooms > 0 && clients >= 2 * rooms, "deux clients par salle");
    let mut all = Vec::new();
    for id in 0..clients {
        all.push(enter(arguments, id).await?);
    }
    let start = Instant::now();
    let (mut hearing, mut talking) = (JoinSet::new(), JoinSet::new());
    let mut held = Vec::new(); // Une connexion vit jusqu’à la fin.
    for (id, (lines, output)) in all.into_iter().enumerate() {
        let talks = id < rooms;
        // Sur IRC, qui parle ne s’entend pas.
        if !talks || !arguments.irc {
            hearing.spawn(hear(lines, arguments.lines, start));
        }
        match talks {
            true => _ = talking.spawn(talk(output, arguments, id, start)),
            false => held.push(output),
        }
    }
    while let Some(output) = talking.join_next().await {
        held.push(output??);
    }
    report(hearing).await
}

async fn report(mut hearing: JoinSet<Result<Seen>>) -> Result<ExitCode> {
    let mut all = Seen::default();
    while let Some(seen) = hearing.join_next().await {
        let seen = seen??;
        all.times.extend(seen.times);
        all.told += seen.told;
        all.lost += seen.lost;
    }
    all.times.sort();
    let at = |share: usize| {
        let last = all.times.len().saturating_sub(1);
        all.times
            .get(last * share / 100)
            .copied()
            .unwrap_or_default()
    };
    let (received, told, lost) = (all.times.len(), all.told, all.lost);
    println!("reçues : {received}, annoncées : {told}, perdues : {lost}");
    for share in [50, 99, 100] {
        println!("{share} % en moins de {:.2?}", at(share));
    }
    Ok(ExitCode::from(u8::from(lost > 0)))
}
