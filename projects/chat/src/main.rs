// Un chat : un serveur, et un client pour un terminal.

mod client;
mod house;
mod lines;
mod server;
mod text;

use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::{Parser, Subcommand, value_parser};
use tokio::signal;
use tokio_util::sync::CancellationToken;

use crate::server::Limits;
use crate::text::Name;

// ANCHOR: arguments
/// Un chat à plusieurs salles.
///
/// Code de sortie : 0 quand tout va bien, 1 quand le serveur refuse ou se coupe,
/// 2 quand la demande est impossible, 130 après Ctrl-C dans un client.
#[derive(Parser)]
#[command(name = "chat", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Ouvre un chat, jusqu’à Ctrl-C ou SIGTERM.
    Serve {
        /// L’adresse où attendre ; 0.0.0.0 : de partout.
        #[arg(long, default_value = "127.0.0.1")]
        listen: IpAddr,
        /// Le port ; 0 : un port libre, qui est affiché.
        #[arg(short, long, default_value_t = 7878)]
        port: u16,
        /// Les clients, au plus.
        #[arg(long, default_value_t = 100)]
        #[arg(value_parser = value_parser!(u32).range(1..=100_000))]
        clients: u32,
        /// Les salles, au plus, sans le hall.
        #[arg(long, default_value_t = 32)]
        rooms: usize,
        /// Les lignes d’un client par seconde, au plus.
        #[arg(long, default_value_t = 10)]
        #[arg(value_parser = value_parser!(u32).range(1..=1_000_000))]
        rate: u32,
        /// Les secondes de silence avant de demander, puis de fermer.
        #[arg(long, default_value_t = 60, value_name = "SECONDS")]
        #[arg(value_parser = value_parser!(u64).range(1..=60))]
        idle: u64,
        /// Les secondes laissées aux clients à l’arrêt.
        #[arg(long, default_value_t = 5, value_name = "SECONDS")]
        #[arg(value_parser = value_parser!(u64).range(0..=600))]
        grace: u64,
    },
    /// Entre dans un chat ; sans terminal, lit et écrit des lignes.
    Join {
        /// Votre nom : 1 à 16 lettres sans accent, chiffres, - ou _.
        name: Name,
        /// L’adresse du serveur.
        #[arg(short, long, default_value = "127.0.0.1:7878")]
        server: String,
        /// La salle où entrer d’abord.
        #[arg(short, long)]
        room: Option<Name>,
        /// Les secondes pendant lesquelles attendre que le serveur soit là.
        #[arg(short, long, default_value_t = 0, value_name = "SECONDS")]
        wait: u64,
    },
}
// ANCHOR_END: arguments

fn main() -> ExitCode {
    let runtime = tokio::runtime::Runtime::new().expect("un runtime démarre");
    match runtime.block_on(run(Arguments::parse().command)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("erreur : {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Join {
            name,
            server,
            room,
            wait,
        } => {
            let wait = Duration::from_secs(wait);
            client::join(&name, &server, room.as_ref(), wait).await
        }
        Command::Serve {
            listen,
            port,
            clients,
            rooms,
            rate,
            idle,
            grace,
        } => {
            let limits = Limits {
                clients: clients as usize,
                rooms,
                pace: Duration::from_secs(1) / rate,
                idle: Duration::from_secs(idle),
                grace: Duration::from_secs(grace),
            };
            serve(SocketAddr::new(listen, port), limits).await
        }
    }
}

// ANCHOR: serve
async fn serve(address: SocketAddr, limits: Limits) -> Result<ExitCode> {
    let mut stops = Stops::new().context("les signaux ne se suivent pas")?;
    let listener = match server::open(address) {
        Ok(listener) => listener,
        Err(error) => {
            eprintln!("erreur : {address} n’est pas à nous : {error}");
            eprintln!("donnez un autre --port, ou 0 pour un port libre");
            return Ok(ExitCode::from(2));
        }
    };
    let mut output = std::io::stdout();
    writeln!(output, "le chat est à {}", listener.local_addr()?)?;
    let stop = CancellationToken::new();
    let mut served =
        tokio::spawn(server::serve(listener, limits, stop.clone()));
    stops.next().await;
    stop.cancel();
    tokio::select! {
        said = &mut served => writeln!(output, "lignes dites : {}", said?)?,
        // On insiste : les clients en retard sont laissés.
        () = stops.next() => return Ok(ExitCode::from(130)),
    }
    Ok(ExitCode::SUCCESS)
}
// ANCHOR_END: serve

// ANCHOR: stops
/// Ctrl-C, ou SIGTERM là où il existe.
struct Stops {
    #[cfg(unix)]
    signals: [signal::unix::Signal; 2],
}

#[cfg(unix)]
impl Stops {
    fn new() -> std::io::Result<Stops> {
        use signal::unix::SignalKind;
        let kinds = [SignalKind::interrupt(), SignalKind::terminate()];
        let [interrupt, terminate] = kinds.map(signal::unix::signal);
        Ok(Stops {
            signals: [interrupt?, terminate?],
        })
    }

    async fn next(&mut self) {
        let [interrupt, terminate] = &mut self.signals;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }
}
// ANCHOR_END: stops

#[cfg(not(unix))]
impl Stops {
    fn new() -> std::io::Result<Stops> {
        Ok(Stops {})
    }

    async fn next(&mut self) {
        let _ = signal::ctrl_c().await;
    }
}
