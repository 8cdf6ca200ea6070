// Le client : un terminal, ou un tuyau, et une connexion.

use std::io::{self, BufRead, IsTerminal, Write};
use std::pin::pin;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Result, bail};
use rustyline_async::{Readline, ReadlineError, ReadlineEvent, SharedWriter};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::net::tcp::OwnedReadHalf;
use tokio::sync::mpsc::{Receiver, channel};
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tokio::{select, signal};

use crate::house::sign;
use crate::lines::{Input, Lines};
use crate::text::Name;

/// Octets d’une ligne du serveur, au plus.
const LINE: usize = 4096;
/// Un serveur en vie demande des nouvelles bien plus souvent.
const SILENCE: Duration = Duration::from_secs(180);

// ANCHOR: screen
/// Où l’on tape, et où l’on montre.
enum Screen {
    /// Ce qui arrive s’affiche au-dessus de ce que l’on tape.
    Terminal(Box<Readline>, SharedWriter),
    /// Un thread lit l’entrée : il meurt avec le programme.
    Plain(Receiver<String>),
}

enum Typed {
    Line(String),
    End,
    Interrupted,
}

impl Screen {
    fn open() -> Result<Screen> {
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            let (mut readline, writer) = Readline::new("> ".into())?;
            // La ligne dite revient du serveur : la sienne s’efface.
            readline.should_print_line_on(false, false);
            return Ok(Screen::Terminal(Box::new(readline), writer));
        }
        let (sender, lines) = channel(1);
        std::thread::spawn(move || {
            for line in io::stdin().lock().split(10) {
                let Ok(line) = line else { return };
                let line = String::from_utf8_lossy(&line).into_owned();
                if sender.blocking_send(line).is_err() {
                    return;
                }
            }
        });
        Ok(Screen::Plain(lines))
    }

    async fn typed(&mut self) -> Result<Typed, ReadlineError> {
        match self {
            Screen::Plain(lines) => {
                Ok(lines.recv().await.map_or(Typed::End, Typed::Line))
            }
            Screen::Terminal(readline, _) => {
                Ok(match readline.readline().await? {
                    ReadlineEvent::Line(line) => {
                        readline.add_history_entry(line.clone());
                        Typed::Line(line)
                    }
                    ReadlineEvent::Eof => Typed::End,
                    ReadlineEvent::Interrupted => Typed::Interrupted,
                })
            }
        }
    }

    fn show(&mut self, line: &str) -> io::Result<()> {
        match self {
            Screen::Plain(_) => writeln!(io::stdout(), "{line}"),
            Screen::Terminal(_, writer) => {
                writer.write_all(format!("{line}\n").as_bytes())
            }
        }
    }
}

/// Montre ce qui restait ; puis `Readline`, détruit ensuite, rend le terminal.
impl Drop for Screen {
    fn drop(&mut self) {
        if let Screen::Terminal(readline, _) = self {
            let _ = readline.flush();
        }
    }
}
// ANCHOR_END: screen

/// Un serveur peut ne pas être prêt encore : on réessaie pendant `wait`.
async fn connect(server: &str, wait: Duration) -> Result<TcpStream> {
    let start = Instant::now();
    loop {
        let tried =
            timeout(Duration::from_secs(10), TcpStream::connect(server));
        let error = match tried.await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) => anyhow::Error::new(error),
            Err(_) => anyhow::anyhow!("pas de réponse en 10 s"),
        };
        if start.elapsed() >= wait {
            let server =
                format!("aucun chat à {server} ; lancez-le, ou voyez --server");
            return Err(error.context(server));
        }
        sleep(Duration::from_millis(100)).await;
    }
}

/// La première ligne du serveur, puis sa réponse à notre nom.
async fn greet(
    lines: &mut Lines<OwnedReadHalf>,
    output: &mut (impl AsyncWriteExt + Unpin),
    name: &Name,
) -> Result<String> {
    expect_news(lines).await?;
    output.write_all(format!("{name}\n").as_bytes()).await?;
    expect_news(lines).await
}

async fn expect_news(lines: &mut Lines<OwnedReadHalf>) -> Result<String> {
    let line = match timeout(Duration::from_secs(10), lines.next()).await {
        Ok(Input::Line(line)) => line,
        Ok(_) => bail!("la connexion s’est fermée avant l’accueil"),
        Err(_) => bail!("ce qui répond là n’est pas un chat"),
    };
    match line.get(..1) {
        Some(sign::NEWS) => Ok(line),
        Some(sign::REFUSED) => bail!("refusé : {}", line[1..].trim()),
        Some(sign::LAST) => bail!("{}", line[1..].trim()),
        _ => bail!("ce qui répond là n’est pas un chat : {line}"),
    }
}

// ANCHOR: join
pub async fn join(
    name: &Name,
    server: &str,
    room: Option<&Name>,
    wait: Duration,
) -> Result<ExitCode> {
    let stream = connect(server, wait).await?;
    let (input, mut output) = stream.into_split();
    let mut lines = Lines::new(input, LINE);
    let hello = greet(&mut lines, &mut output, name).await?;
    let mut screen = Screen::open()?;
    screen.show(&hello)?;
    let mut to_send = Vec::new();
    if let Some(room) = room {
        to_send.extend(format!("/join {room}\n").bytes());
    }
    let mut interrupted = pin!(signal::ctrl_c());
    let (mut leaving, mut code) = (false, ExitCode::SUCCESS);
    let mut heard = Instant::now();
    loop {
        select! {
            // Sur un terminal, `typed` affiche aussi : elle tourne toujours.
            typed = screen.typed(), if matches!(screen, Screen::Terminal(..))
                || !leaving && to_send.is_empty() =>
            {
                let line = match typed? {
                    Typed::Interrupted if leaving => {
                        return Ok(ExitCode::from(130));
                    }
                    _ if leaving => continue,
                    Typed::Line(line) => line,
                    end => {
                        leaving = true;
                        if matches!(end, Typed::Interrupted) {
                            code = ExitCode::from(130);
                        }
                        "/quit".into()
                    }
                };
                to_send.extend(format!("{line}\n").bytes());
            }
            _ = &mut interrupted => {
                if leaving {
                    return Ok(ExitCode::from(130)); // On insiste.
                }
                (leaving, code) = (true, ExitCode::from(130));
                to_send.extend("/quit\n".bytes());
                interrupted.set(signal::ctrl_c());
            }
            sent = output.write(&to_send), if !to_send.is_empty() => {
                // Si le serveur est parti, la suite se lit.
                let sent = sent.unwrap_or(to_send.len());
                to_send.drain(..sent);
            }
            line = timeout_at(heard + SILENCE, lines.next()) => {
                heard = Instant::now();
                let line = match line {
                    Ok(Input::Line(line)) => line,
                    Ok(Input::TooLong) => continue,
                    Ok(Input::End) => bail!("connexion coupée"),
                    Err(_) => bail!("le serveur ne répond plus"),
                };
                match line.get(..1) {
                    Some(sign::PING) => to_send.extend("/pong\n".bytes()),
                    Some(sign::LAST) => {
                        screen.show(line[1..].trim())?;
                        return Ok(code);
                    }
                    _ => screen.show(&line)?,
                }
            }
        }
    }
}
// ANCHOR_END: join
