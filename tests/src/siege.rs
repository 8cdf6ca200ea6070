//! A chat under siege: the program `chat_server`, and clients of every kind against
//! it. What each of them got is compared, line by line, with what was accepted.

use std::fmt::{self, Display};
use std::fs;
use std::io::{BufRead, BufReader as Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, ensure};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpSocket;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::HUNG;

/// How many clients of each kind, and how much is said.
pub struct Siege {
    /// They read all the time.
    pub readers: usize,
    /// They read nothing before the server stops.
    pub slow: usize,
    /// They never read: the server leaves them behind, after a while.
    pub deaf: usize,
    /// Lines of a kilobyte, each said when every reader has the one before.
    pub quiet: u64,
    /// Lines of the flood that a reader has when Ctrl-C comes.
    pub flood: u64,
}

pub struct Report {
    pub connections: usize,
    /// By the server, before it stopped.
    pub accepted: u64,
    pub readers: Got,
    pub slow: Got,
    pub flooder: Got,
    /// The most that the server had, in KiB, where the system says it.
    pub memory: Option<u64>,
}

/// What the clients of one kind got: lines received and lines told to be missed.
#[derive(Default)]
pub struct Got(pub Vec<(u64, u64)>);

const STOPS: &str = "le serveur s’arrête";
const SPEAKER: u64 = 1;
const FLOODER: u64 = 2;

impl Siege {
    /// Says what was wrong with what a client got, or what all of them got.
    pub fn lay(&self, program: &Path) -> Result<Report> {
        tokio::runtime::Runtime::new()?.block_on(async {
            let run = timeout(HUNG, self.run(program)).await;
            run.context("the siege hangs")?
        })
    }

    /// With the speaker, the flooder, and one that comes and goes.
    pub fn connections(&self) -> usize {
        self.readers + self.slow + self.deaf + 3
    }

    async fn run(&self, program: &Path) -> Result<Report> {
        let connections = self.connections();
        let server = Server::start(program, connections)?;
        let mut next_id = 0;
        let mut join = async |count: usize| {
            let mut clients = Vec::new();
            for _ in 0..count {
                next_id += 1;
                let client = Client::connect(server.port, self.quiet).await?;
                clients.push(
                    client
                        .welcomed(&format!("bienvenue, client {next_id}"))
                        .await?,
                );
            }
            anyhow::Ok(clients)
        };
        let mut readers = join(2 + self.readers).await?;
        let slow = join(self.slow).await?;
        let deaf = join(self.deaf).await?;
        let cut = join(1).await?.remove(0);
        one_too_many(server.port).await?;
        cut_in_mid_line(cut).await?;
        too_long(server.port).await?;
        for number in 0..self.quiet {
            let line = format!("q {number} {}\n", "x".repeat(1_000));
            readers[0].write(&line).await?;
            for reader in &mut readers {
                reader.hears_next().await?;
            }
        }
        let memory = server.memory();
        let mut flooder = readers.remove(1);
        let output = flooder.output.take().context("it writes")?;
        let flooding = tokio::spawn(flood(output));
        let (reached, enough) = oneshot::channel();
        let mut reached = Some((self.quiet + self.flood, reached));
        let mut reading = JoinSet::new();
        for reader in readers {
            reading.spawn(reader.until_the_end(reached.take()));
        }
        let flooder = tokio::spawn(flooder.until_the_end(None));
        // If no reader gets that far, what it got is what is wrong.
        let _ = enough.await;
        server.interrupt()?;
        let first = reading.join_next().await.context("there is a reader")??;
        let slow: JoinSet<_> = slow.into_iter().map(Client::at_last).collect();
        let flooder = flooder.await?;
        flooding.abort();
        let others = reading.join_all().await;
        let readers: Result<Vec<_>> = [first].into_iter().chain(others).collect();
        let slow: Result<Vec<_>> = slow.join_all().await.into_iter().collect();
        let accepted = server.end().await?;
        drop(deaf);
        let report = Report {
            connections,
            accepted,
            readers: Got(readers.context("a client that reads")?),
            slow: Got(slow.context("a slow client")?),
            flooder: Got(vec![flooder.context("the flooder")?]),
            memory,
        };
        report.check()?;
        Ok(report)
    }
}

impl Report {
    /// Each client knows of every line that was accepted: it has it, or was told
    /// that it missed it. That the order is right was seen line by line.
    fn check(&self) -> Result<()> {
        let kinds = [
            ("a client that reads", &self.readers),
            ("a slow client", &self.slow),
            ("the flooder", &self.flooder),
        ];
        for (who, Got(got)) in kinds {
            for (received, missed) in got {
                ensure!(
                    received + missed == self.accepted,
                    "{who} got {received} lines and was told of {missed} missed, of {} that were accepted",
                    self.accepted
                );
            }
        }
        ensure!(
            self.slow.0.iter().all(|(_, missed)| *missed > 0),
            "a client that did not read missed nothing: what is kept for it is not bounded, or too little was said"
        );
        Ok(())
    }
}

impl Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Report {
            connections,
            accepted,
            memory,
            ..
        } = self;
        writeln!(f, "{connections} connections, {accepted} lines accepted")?;
        let kinds = [
            ("readers", &self.readers),
            ("slow readers", &self.slow),
            ("flooding writer", &self.flooder),
        ];
        for (kind, Got(got)) in kinds {
            let range = |of: fn(&(u64, u64)) -> u64| {
                let figures = got.iter().map(of);
                let least = figures.clone().min().unwrap_or(0);
                format!("{least} to {}", figures.max().unwrap_or(0))
            };
            writeln!(
                f,
                "  {kind}: {}, each received {} lines and was told of {} missed",
                got.len(),
                range(|got| got.0),
                range(|got| got.1)
            )?;
        }
        match memory {
            Some(kib) => write!(
                f,
                "  at most {} KiB a connection",
                kib / *connections as u64
            ),
            None => write!(f, "  this system does not say how much memory"),
        }
    }
}

/// The program, as a process of its own.
struct Server {
    process: Child,
    output: Lines<ChildStdout>,
    port: u16,
}

impl Server {
    /// With as many files as the system allows.
    fn start(program: &Path, most: usize) -> Result<Server> {
        let mut process = Command::new("sh")
            .args(["-c", r#"ulimit -n "$(ulimit -Hn)"; exec "$0""#])
            .arg(program)
            .env("CLIENTS", most.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start sh")?;
        let output = process.stdout.take().context("it has no output")?;
        let mut server = Server {
            process,
            output: Lines::new(output),
            port: 0,
        };
        let address = server.says()?;
        let port = address.rsplit(':').next().unwrap_or_default();
        server.port = port
            .parse()
            .with_context(|| format!("`{address}` is no address"))?;
        Ok(server)
    }

    fn says(&mut self) -> Result<String> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        Ok(line.trim().to_owned())
    }

    fn interrupt(&self) -> Result<()> {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args(["-INT", &id]).status();
        ensure!(sent.context("cannot start kill")?.success(), "no signal");
        Ok(())
    }

    fn memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }

    /// How many lines it accepted.
    async fn end(mut self) -> Result<u64> {
        tokio::task::spawn_blocking(move || {
            let said = self.says()?;
            let status = self.process.wait()?;
            ensure!(status.success(), "the server ended with {status}: {said}");
            let accepted = said.rsplit(' ').next().unwrap_or_default();
            accepted
                .parse()
                .with_context(|| format!("it said `{said}`"))
        })
        .await?
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Client {
    input: BufReader<OwnedReadHalf>,
    output: Option<OwnedWriteHalf>,
    /// How many lines the speaker says, before those of the flooder.
    quiet: u64,
    received: u64,
    missed: u64,
}

enum Heard {
    Line,
    Word(String),
    End,
}

impl Client {
    /// The system keeps little for it: what it does not read waits in the server.
    async fn connect(port: u16, quiet: u64) -> Result<Client> {
        let socket = TcpSocket::new_v4()?;
        socket.set_recv_buffer_size(16 * 1024)?;
        let stream = socket.connect(([127, 0, 0, 1], port).into()).await?;
        let (input, output) = stream.into_split();
        Ok(Client {
            input: BufReader::with_capacity(1_024, input),
            output: Some(output),
            quiet,
            received: 0,
            missed: 0,
        })
    }

    async fn welcomed(mut self, welcome: &str) -> Result<Client> {
        let word = self.word().await?;
        ensure!(word == welcome, "it was told `{word}`, not `{welcome}`");
        Ok(self)
    }

    async fn write(&mut self, text: &str) -> Result<()> {
        let output = self.output.as_mut().context("another task writes")?;
        Ok(output.write_all(text.as_bytes()).await?)
    }

    /// The next line, which is the one that comes next of all that were accepted,
    /// but for those that it is told to have missed.
    async fn hear(&mut self) -> Result<Heard> {
        loop {
            let mut line = String::new();
            let read = self.input.read_line(&mut line).await;
            if read.context("its connection was cut")? == 0 {
                return Ok(Heard::End);
            }
            let line = line.trim_end();
            if let Some(missed) = missed(line) {
                self.missed += missed;
                continue;
            }
            let Some(number) = self.number(line) else {
                return Ok(Heard::Word(line.to_owned()));
            };
            let next = self.received + self.missed;
            ensure!(
                number == next,
                "it got line {number} of all that were accepted where line {next} comes, and was told of {} missed",
                self.missed
            );
            self.received += 1;
            return Ok(Heard::Line);
        }
    }

    /// Where a line stands among all that are accepted.
    fn number(&self, line: &str) -> Option<u64> {
        let (id, text) = line.split_once("\u{a0}: ")?;
        let mut words = text.split(' ');
        match (id.parse().ok()?, words.next()?) {
            (SPEAKER, "q") => words.next()?.parse().ok(),
            (FLOODER, "f") => Some(self.quiet + words.next()?.parse::<u64>().ok()?),
            _ => None,
        }
    }

    /// What the server says of its own.
    async fn word(&mut self) -> Result<String> {
        match self.hear().await? {
            Heard::Word(word) => Ok(word),
            Heard::Line => anyhow::bail!("it got a line where the server has a word to say"),
            Heard::End => anyhow::bail!("its connection was closed without a word"),
        }
    }

    async fn hears_next(&mut self) -> Result<()> {
        match self.hear().await? {
            Heard::Line => {}
            Heard::Word(word) => anyhow::bail!("a client that reads was told `{word}`"),
            Heard::End => anyhow::bail!("a client that reads lost its connection"),
        }
        ensure!(
            self.missed == 0,
            "a client that reads was told that it missed {} lines, while no more than one was said at a time",
            self.missed
        );
        Ok(())
    }

    /// Of one that read nothing so far: the server has stopped, and cannot close the
    /// connection before this is read. It writes, to see that the server reads too:
    /// what is closed with something unread is cut.
    async fn at_last(mut self) -> Result<(u64, u64)> {
        self.write(&"too late\n".repeat(1_000)).await?;
        self.until_the_end(None).await
    }

    /// What it received and missed before the server stopped; says when it has as
    /// many as that.
    async fn until_the_end(
        mut self,
        mut reached: Option<(u64, oneshot::Sender<()>)>,
    ) -> Result<(u64, u64)> {
        loop {
            match self.hear().await? {
                Heard::Line => {}
                Heard::Word(word) if word == STOPS => break,
                Heard::Word(word) => anyhow::bail!("it was told `{word}`"),
                Heard::End => anyhow::bail!(
                    "its connection ended after {} lines, and nobody told it that the server stops",
                    self.received + self.missed
                ),
            }
            let enough = |(line, _): &mut (u64, _)| self.received + self.missed >= *line;
            if let Some((_, reached)) = reached.take_if(enough) {
                let _ = reached.send(());
            }
        }
        ensure!(
            matches!(self.hear().await?, Heard::End),
            "something was said after the last word"
        );
        Ok((self.received, self.missed))
    }
}

fn missed(line: &str) -> Option<u64> {
    let number = line.strip_prefix("(lignes manquées\u{a0}: ")?;
    number.strip_suffix(')')?.parse().ok()
}

/// Every place is taken.
async fn one_too_many(port: u16) -> Result<()> {
    let mut client = Client::connect(port, 0).await?;
    let word = client.word().await?;
    ensure!(
        word == "complet",
        "a client more than the limit was told `{word}`"
    );
    ensure!(
        matches!(client.hear().await?, Heard::End),
        "it stays connected"
    );
    Ok(())
}

/// What it wrote is no line, and nobody hears it: readers stop at what they do not
/// know.
async fn cut_in_mid_line(mut client: Client) -> Result<()> {
    client.write("la moitié d’une li").await
}

/// In the place of the one that was cut, as soon as it is free.
async fn too_long(port: u16) -> Result<()> {
    let mut client = loop {
        let mut client = Client::connect(port, 0).await?;
        if client.word().await? != "complet" {
            break client;
        }
    };
    client.write(&"x".repeat(1 << 20)).await?;
    let word = client.word().await?;
    ensure!(
        word == "ligne trop longue",
        "a line of 1 MiB was answered with `{word}`"
    );
    ensure!(
        matches!(client.hear().await?, Heard::End),
        "it stays connected"
    );
    Ok(())
}

/// Until the connection is closed.
async fn flood(mut output: OwnedWriteHalf) {
    for number in 0_u64.. {
        let line = format!("f {number}\n");
        if output.write_all(line.as_bytes()).await.is_err() {
            return;
        }
    }
}
