//! Running a program with a time limit, and noting when it printed each line.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use wait_timeout::ChildExt;

use crate::recording::{End, Line, Stream};

pub struct Run {
    pub lines: Vec<Line>,
    pub end: End,
}

/// Runs to the end, or until the limit, when the program is stopped.
pub fn run(command: &mut Command, limit: Duration) -> Result<Run> {
    let shown = format!("{command:?}");
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {shown}"))?;
    let start = Instant::now();
    let (sender, receiver) = mpsc::channel();
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let readers = [
        out.map(|pipe| follow(pipe, Stream::Out, start, sender.clone())),
        err.map(|pipe| follow(pipe, Stream::Err, start, sender)),
    ];

    let mut lines = Vec::new();
    let mut stopped = false;
    // Both readers hang up when the program has ended.
    loop {
        let left = limit.saturating_sub(start.elapsed());
        match receiver.recv_timeout(left) {
            Ok(line) => lines.push(line),
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                child.kill().context("cannot stop the program")?;
                stopped = true;
                break;
            }
        }
    }
    let left = limit.saturating_sub(start.elapsed());
    if !stopped && child.wait_timeout(left)?.is_none() {
        child.kill().context("cannot stop the program")?;
        stopped = true;
    }
    let status = child.wait()?;
    for reader in readers.into_iter().flatten() {
        let _ = reader.join();
    }
    lines.extend(receiver.try_iter());

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

fn follow(
    pipe: impl Read + Send + 'static,
    stream: Stream,
    start: Instant,
    lines: mpsc::Sender<Line>,
) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for text in BufReader::new(pipe).lines() {
            let Ok(text) = text else { return };
            let ms = start.elapsed().as_millis() as u64;
            if lines.send(Line { ms, stream, text }).is_err() {
                return;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, limit: Duration) -> Run {
        run(Command::new("sh").args(["-c", script]), limit).unwrap()
    }

    #[test]
    fn lines_keep_their_stream_and_the_end_its_code() {
        let run = shell("echo a; echo b >&2; exit 3", Duration::from_secs(10));
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
    fn a_program_that_never_ends_is_stopped_at_the_limit() {
        let run = shell("echo a; exec tail -f /dev/null", Duration::from_millis(300));
        assert_eq!(run.lines.len(), 1);
        assert_eq!(run.end, End::Limit);
    }

    #[test]
    fn a_panic_is_told_from_another_failure() {
        assert_eq!(
            shell("echo panicked at x >&2; exit 101", Duration::from_secs(10)).end,
            End::Panic
        );
        assert_eq!(
            shell("exit 101", Duration::from_secs(10)).end,
            End::Exit(101)
        );
    }
}
