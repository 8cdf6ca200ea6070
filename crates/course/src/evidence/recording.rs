//! A recorded run: what a listing printed, when, and how it ended.

use std::path::PathBuf;
use std::sync::LazyLock;

use anyhow::{Context, Result, bail};
use regex::Regex;
use serde::{Deserialize, Serialize};

use crate::source::lang::Lang;
use crate::source::listing::{Mask, Output, Rule};
use crate::source::project::{House, read};

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

/// Where and when it was made: times mean nothing without it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Made {
    pub date: String,
    pub cores: String,
    pub rustc: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    pub made: Made,
    pub lines: Vec<Line>,
    pub end: End,
}

pub fn path(house: &House, lang: Lang, name: &str) -> PathBuf {
    house
        .listings()
        .join("evidence/recordings")
        .join(lang.code())
        .join(format!("{name}.txt"))
}

impl Recording {
    pub fn load(house: &House, lang: Lang, name: &str) -> Result<Recording> {
        let path = path(house, lang, name);
        if !path.is_file() {
            bail!(
                "listing `{name}` has no recording in {} yet; run `cargo course record {name}`",
                lang.code()
            );
        }
        Recording::parse(&read(&path)?).with_context(|| {
            let file = house.name(&path);
            format!("{file} is damaged; run `cargo course record --force {name}`")
        })
    }

    pub fn parse(text: &str) -> Result<Recording> {
        let mut made = Made::default();
        let mut lines = Vec::new();
        let mut end = None;
        for (number, line) in text.lines().enumerate() {
            let wrong = || format!("line {}: `{line}`", number + 1);
            if let Some(header) = line.strip_prefix("# ") {
                for pair in header.split(' ') {
                    match pair.split_once('=').with_context(wrong)? {
                        ("date", v) => made.date = v.into(),
                        ("cores", v) => made.cores = v.into(),
                        ("rustc", v) => made.rustc = v.into(),
                        _ => bail!(wrong()),
                    }
                }
            } else if let Some((ms, rest)) = line.split_once('\t') {
                let (stream, text) = rest.split_once('\t').with_context(wrong)?;
                lines.push(Line {
                    ms: ms.parse().with_context(wrong)?,
                    stream: match stream {
                        "out" => Stream::Out,
                        "err" => Stream::Err,
                        _ => bail!(wrong()),
                    },
                    text: text.into(),
                });
            } else {
                end = Some(match line.split_once(' ') {
                    None if line == "panic" => End::Panic,
                    None if line == "limit" => End::Limit,
                    Some(("exit", code)) => End::Exit(code.parse().with_context(wrong)?),
                    _ => bail!(wrong()),
                });
            }
        }
        let end = end.context("the last line does not say how the run ended")?;
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

    /// What differs from `other` by the listing's rule, if anything does.
    pub fn differs(&self, other: &Recording, rule: &Rule) -> Option<String> {
        if self.end != other.end {
            return Some(format!("it ended with {:?}, not {:?}", other.end, self.end));
        }
        for stream in [Stream::Out, Stream::Err] {
            let [mut expected, mut got] = [self, other].map(|run| {
                let lines = run.lines.iter().filter(|line| line.stream == stream);
                lines
                    .map(|line| masked(&line.text, &rule.mask))
                    .collect::<Vec<_>>()
            });
            if rule.output == Output::AnyOrder {
                expected.sort();
                got.sort();
            }
            if expected != got {
                let (expected, got) = (expected.join("\n"), got.join("\n"));
                return Some(format!("expected:\n{expected}\ngot:\n{got}"));
            }
        }
        None
    }

    /// The figure that `{{#value recording:NAME:KEY}}` shows.
    pub fn value(&self, key: &str, lang: Lang) -> Result<String> {
        let parts: Vec<&str> = key.split('.').collect();
        match parts[..] {
            ["cores"] => Ok(self.made.cores.clone()),
            ["rustc"] => Ok(self.made.rustc.clone()),
            ["date"] => Ok(lang.date(&self.made.date)),
            ["time", line] => Ok(lang.instant(self.line(line)?.ms)),
            ["line", line, nth] => {
                let text = &self.line(line)?.text;
                let nth: usize = nth.parse().context("the second number counts from 1")?;
                let found = NUMBER
                    .captures_iter(text)
                    .nth(nth.wrapping_sub(1))
                    .with_context(|| format!("`{text}` has no number {nth}"))?;
                Ok(lang.number(&found[1], found.get(2).map_or("", |unit| unit.as_str())))
            }
            _ => bail!("`{key}` is none of line.L.K, time.L, cores, date, rustc"),
        }
    }

    fn line(&self, number: &str) -> Result<&Line> {
        let lines: Vec<&Line> = self.stdout().collect();
        let at: isize = number
            .parse()
            .with_context(|| format!("`{number}` is no line number"))?;
        let at = if at < 0 {
            lines.len() as isize + at
        } else {
            at - 1
        };
        usize::try_from(at)
            .ok()
            .and_then(|at| lines.get(at).copied())
            .with_context(|| format!("the run has {} lines, none is {number}", lines.len()))
    }
}

static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(\d+(?:\.\d+)?)(ns|µs|ms|s\b|%)?").unwrap());
static DURATION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d+(\.\d+)?\s?(ns|µs|ms|s)\b").unwrap());
static DECIMAL: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d+(\.\d+)?").unwrap());
static THREAD_ID: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"ThreadId\(\d+\)|thread '([^']*)' \(\d+\)").unwrap());

fn masked(text: &str, masks: &[Mask]) -> String {
    let mut text = text.to_owned();
    for mask in masks {
        text = match mask {
            Mask::Duration => DURATION.replace_all(&text, "[duration]").into(),
            Mask::ThreadId => THREAD_ID.replace_all(&text, "[thread '$1']").into(),
            Mask::Number => DECIMAL.replace_all(&text, "[number]").into(),
        };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# date=2026-11-21 cores=2 rustc=1.95.0\n0\tout\tBonjour\n203\tout\tFini en 612.3ms, 1.9 fois\n204\terr\thélas\nexit 0\n";

    fn recording() -> Recording {
        Recording::parse(TEXT).unwrap()
    }

    #[test]
    fn a_recording_survives_being_written_and_read() {
        assert_eq!(recording().format(), TEXT);
    }

    #[test]
    fn a_damaged_line_is_named() {
        let error = Recording::parse("# date=1\n12 out Bonjour\nexit 0\n").unwrap_err();
        assert!(format!("{error:#}").contains("line 2"), "{error:#}");
        assert!(Recording::parse("0\tout\tx\n").is_err(), "an end is needed");
    }

    #[test]
    fn values_come_from_the_run() {
        let value = |key| recording().value(key, Lang::Fr).map_err(|e| e.to_string());
        assert_eq!(value("line.2.1").unwrap(), "612,3\u{202f}ms");
        assert_eq!(value("line.-1.2").unwrap(), "1,9");
        assert_eq!(value("time.2").unwrap(), "203\u{202f}ms");
        assert_eq!(value("date").unwrap(), "21 novembre 2026");
        assert!(value("line.3.1").unwrap_err().contains("2 lines"));
        assert!(value("speed").unwrap_err().contains("none of"));
    }

    #[test]
    fn masks_hide_what_differs_and_nothing_else() {
        let mut other = recording();
        other.lines[1].text = "Fini en 598ms, 1.9 fois".into();
        other.lines[1].ms = 999;
        let mut rule = Rule::default();
        assert!(recording().differs(&other, &rule).is_some());
        rule.mask = vec![Mask::Duration];
        assert_eq!(recording().differs(&other, &rule), None);
        other.lines[0].text = "Bonsoir".into();
        assert!(
            recording()
                .differs(&other, &rule)
                .unwrap()
                .contains("Bonsoir")
        );
        assert_eq!(
            masked("thread 'alice' (4021) panicked", &[Mask::ThreadId]),
            "[thread 'alice'] panicked"
        );
    }

    #[test]
    fn order_counts_only_where_the_rule_says_so() {
        let mut other = recording();
        other.lines.swap(0, 1);
        let mut rule = Rule::default();
        assert!(recording().differs(&other, &rule).is_some());
        rule.output = Output::AnyOrder;
        assert_eq!(recording().differs(&other, &rule), None);
    }

    #[test]
    fn an_unexpected_end_is_a_difference() {
        let mut other = recording();
        other.end = End::Panic;
        assert!(
            recording()
                .differs(&other, &Rule::default())
                .unwrap()
                .contains("Panic")
        );
    }
}
