//! A recorded run: what a listing printed, when, and how it ended.

use crate::{Made, Unreadable};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    Out,
    Err,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub ms: u64,
    pub stream: Stream,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    Exit(i32),
    Panic,
    Limit,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    pub made: Made,
    pub lines: Vec<Line>,
    pub end: End,
}

impl Recording {
    /// Reads the text of a file.
    pub fn parse(text: &str) -> Result<Recording, Unreadable> {
        let mut made = Made::default();
        let mut lines = Vec::new();
        let mut end = None;
        for (number, line) in text.lines().enumerate() {
            let wrong = || Unreadable::Damaged(format!("line {}: `{line}`", number + 1));
            if let Some(header) = line.strip_prefix("# ") {
                for pair in header.split(' ') {
                    match pair.split_once('=').ok_or_else(wrong)? {
                        ("date", v) => made.date = v.into(),
                        ("cores", v) => made.cores = v.into(),
                        ("rustc", v) => made.rustc = v.into(),
                        _ => return Err(wrong()),
                    }
                }
            } else if let Some((ms, rest)) = line.split_once('\t') {
                let (stream, text) = rest.split_once('\t').ok_or_else(wrong)?;
                lines.push(Line {
                    ms: ms.parse().map_err(|_| wrong())?,
                    stream: match stream {
                        "out" => Stream::Out,
                        "err" => Stream::Err,
                        _ => return Err(wrong()),
                    },
                    text: text.into(),
                });
            } else {
                end = Some(match line.split_once(' ') {
                    None if line == "panic" => End::Panic,
                    None if line == "limit" => End::Limit,
                    Some(("exit", code)) => End::Exit(code.parse().map_err(|_| wrong())?),
                    _ => return Err(wrong()),
                });
            }
        }
        let no_end = || Unreadable::Damaged("the last line does not say how the run ended".into());
        let end = end.ok_or_else(no_end)?;
        Ok(Recording { made, lines, end })
    }

    pub fn format(&self) -> String {
        let Made { date, cores, rustc } = &self.made;
        let mut text = format!("# date={date} cores={cores} rustc={rustc}\n");
        for line in &self.lines {
            let stream = match line.stream {
                Stream::Out => "out",
                Stream::Err => "err",
            };
            text.push_str(&format!("{}\t{stream}\t{}\n", line.ms, line.text));
        }
        text.push_str(&match self.end {
            End::Exit(code) => format!("exit {code}\n"),
            End::Panic => "panic\n".into(),
            End::Limit => "limit\n".into(),
        });
        text
    }

    pub fn stdout(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.stream == Stream::Out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_survives_being_written_and_read() {
        let text =
            "# date=2026-11-21 cores=2 rustc=1.95.0\n0\tout\tBonjour\n204\terr\thélas\nexit 0\n";
        assert_eq!(Recording::parse(text).unwrap().format(), text);
    }

    #[test]
    fn a_damaged_line_is_named() {
        let error = |text: &str| Recording::parse(text).unwrap_err().to_string();
        assert!(error("# date=1\n12 out Bonjour\nexit 0\n").contains("line 2"));
        assert!(error("0\tout\tx\n").contains("how the run ended"));
    }
}
