//! Running a program with a time limit, and noting when it printed each line.
//!
//! Two pipes would lose the order between the two streams: the program's
//! standard output and error are two sockets that send to a third, which
//! receives their lines in the order in which they were written.

use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use wait_timeout::ChildExt;

use crate::evidence::recording::{End, Line, Stream};

pub struct Run {
    pub lines: Vec<Line>,
    pub end: End,
}

/// Runs to the end, or until the limit, when the program is stopped.
pub fn run(command: &mut Command, limit: Duration) -> Result<Run> {
    let shown = format!("{command:?}");
    let folder = tempfile::tempdir()?;
    let receiver = UnixDatagram::bind(folder.path().join("receiver"))?;
    let socket = |name: &str| sender(folder.path(), name);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(OwnedFd::from(socket("out")?))
        .stderr(OwnedFd::from(socket("err")?))
        .spawn()
        .with_context(|| format!("cannot start {shown}"))?;
    // Keep no copy of the sockets: only the program holds them.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let reader = thread::spawn(move || receive(&receiver, start));

    let stopped = child.wait_timeout(limit)?.is_none();
    if stopped {
        child.kill().context("cannot stop the program")?;
    }
    let status = child.wait()?;
    socket("end")?.send(b"end")?;
    let lines = reader.join().expect("the reader does not panic")?;

    let panicked = lines
        .iter()
        .any(|l| l.stream == Stream::Err && l.text.contains("panicked at"));
    let end = match status.code() {
        _ if stopped => End::Limit,
        Some(101) if panicked => End::Panic,
        // Stopped by a signal: an abort, a stack overflow.
        code => End::Exit(code.unwrap_or(-1)),
    };
    Ok(Run { lines, end })
}

fn sender(folder: &Path, name: &str) -> Result<UnixDatagram> {
    let socket = UnixDatagram::bind(folder.join(name))?;
    socket.connect(folder.join("receiver"))?;
    socket.shutdown(Shutdown::Read)?;
    Ok(socket)
}

/// Everything that is written until the socket `end` says that it is over.
fn receive(socket: &UnixDatagram, start: Instant) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    // What each stream has written since its last end of line.
    let mut open = [(Stream::Out, Vec::new()), (Stream::Err, Vec::new())];
    let mut buffer = vec![0; 1 << 18];
    loop {
        let (length, from) = socket.recv_from(&mut buffer)?;
        let from = from
            .as_pathname()
            .and_then(Path::file_name)
            .unwrap_or_default();
        let ms = start.elapsed().as_millis() as u64;
        let (stream, written) = match from.to_str() {
            Some("out") => &mut open[0],
            Some("err") => &mut open[1],
            _ => break,
        };
        written.extend_from_slice(&buffer[..length]);
        while let Some(end) = written.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = written.drain(..=end).collect();
            lines.push(line_of(&line[..end], *stream, ms));
        }
    }
    let ms = start.elapsed().as_millis() as u64;
    for (stream, rest) in open.iter().filter(|(_, rest)| !rest.is_empty()) {
        lines.push(line_of(rest, *stream, ms));
    }
    Ok(lines)
}

fn line_of(bytes: &[u8], stream: Stream, ms: u64) -> Line {
    Line {
        ms,
        stream,
        text: String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(10);

    fn shell(script: &str, limit: Duration) -> Run {
        run(Command::new("sh").args(["-c", script]), limit).unwrap()
    }

    #[test]
    fn lines_keep_their_stream_and_the_end_its_code() {
        let run = shell("echo a; echo b >&2; exit 3", LONG);
        let text = |stream| {
            run.lines
                .iter()
                .filter(move |l| l.stream == stream)
                .map(|l| l.text.as_str())
        };
        assert_eq!(text(Stream::Out).collect::<Vec<_>>(), ["a"]);
        assert_eq!(text(Stream::Err).collect::<Vec<_>>(), ["b"]);
        assert_eq!(run.end, End::Exit(3));
    }

    #[test]
    fn the_order_between_the_streams_is_kept() {
        let run = shell(
            "for i in 1 2 3 4 5 6 7 8; do echo out; echo err >&2; done; printf last",
            LONG,
        );
        let seen: Vec<&str> = run.lines.iter().map(|line| line.text.as_str()).collect();
        let mut expected = ["out", "err"].repeat(8);
        expected.push("last");
        assert_eq!(seen, expected);
    }

    #[test]
    fn a_program_that_never_ends_is_stopped_at_the_limit() {
        let run = shell("echo a; exec tail -f /dev/null", Duration::from_millis(300));
        assert_eq!(run.lines.len(), 1);
        assert_eq!(run.end, End::Limit);
    }

    #[test]
    fn a_panic_is_told_from_another_failure() {
        assert_eq!(
            shell("echo panicked at x >&2; exit 101", LONG).end,
            End::Panic
        );
        assert_eq!(shell("exit 101", LONG).end, End::Exit(101));
    }
}
