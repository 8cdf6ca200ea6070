//! Recorded runs: when two agree, and the figures that pages quote of them.

use std::sync::LazyLock;

use anyhow::{Context, Result, bail};
pub use formats::Made;
pub use formats::recording::{End, Line, Recording, Stream};
use regex::Regex;

use super::Evidence;
use crate::source::lang::{BOTH, Lang};
use crate::source::listing::{Listings, Mask, Output, Rule};

impl Evidence for Recording {
    const WHAT: &str = "recording";
    const COMMAND: &str = "cargo course record";
    const FOLDER: &str = "recordings";
    const ENDING: &str = "txt";
    const LANGS: &[Lang] = &BOTH;

    fn read(text: &str, _: &str) -> Result<Recording> {
        Ok(Recording::parse(text)?)
    }

    fn wanted(listings: &Listings) -> Vec<&str> {
        listings.names().collect()
    }

    fn value(&self, key: &str, lang: Lang) -> Result<String> {
        let parts: Vec<&str> = key.split('.').collect();
        match parts[..] {
            ["cores"] => Ok(self.made.cores.clone()),
            ["rustc"] => Ok(self.made.rustc.clone()),
            ["date"] => Ok(lang.date(&self.made.date)),
            ["time", at] => Ok(lang.instant(line(self, at)?.ms)),
            ["line", at, nth] => nth_number(&line(self, at)?.text, nth, lang),
            _ => bail!("`{key}` is none of line.L.K, time.L, cores, date, rustc"),
        }
    }
}

/// What differs from `other` by the listing's rule, if anything does.
pub fn differs(run: &Recording, other: &Recording, rule: &Rule) -> Option<String> {
    if run.end != other.end {
        return Some(format!("it ended with {:?}, not {:?}", other.end, run.end));
    }
    for stream in [Stream::Out, Stream::Err] {
        let [mut expected, mut got] = [run, other].map(|run| {
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

fn line<'a>(run: &'a Recording, number: &str) -> Result<&'a Line> {
    let lines: Vec<&Line> = run.stdout().collect();
    nth_line(&lines, number).copied()
}

/// From 1, or from the end, if it is negative.
pub(super) fn nth_line<'a, T>(lines: &'a [T], number: &str) -> Result<&'a T> {
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
        .and_then(|at| lines.get(at))
        .with_context(|| format!("the run has {} lines, none is {number}", lines.len()))
}

/// From 1, of those that stand in a line, as the language writes it.
pub(super) fn nth_number(text: &str, nth: &str, lang: Lang) -> Result<String> {
    let nth: usize = nth.parse().context("the second number counts from 1")?;
    let found = NUMBER
        .captures_iter(text)
        .nth(nth.wrapping_sub(1))
        .with_context(|| format!("`{text}` has no number {nth}"))?;
    Ok(lang.number(&found[1], found.get(2).map_or("", |unit| unit.as_str())))
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
        assert!(differs(&recording(), &other, &rule).is_some());
        rule.mask = vec![Mask::Duration];
        assert_eq!(differs(&recording(), &other, &rule), None);
        other.lines[0].text = "Bonsoir".into();
        assert!(
            differs(&recording(), &other, &rule)
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
        assert!(differs(&recording(), &other, &rule).is_some());
        rule.output = Output::AnyOrder;
        assert_eq!(differs(&recording(), &other, &rule), None);
    }

    #[test]
    fn an_unexpected_end_is_a_difference() {
        let mut other = recording();
        other.end = End::Panic;
        assert!(
            differs(&recording(), &other, &Rule::default())
                .unwrap()
                .contains("Panic")
        );
    }
}
