//! A report of ThreadSanitizer: the compiler that made it, and its lines.

use anyhow::{Context, Result};

use super::Evidence;
use crate::source::listing::{Listings, Rule, Sanitizer};

/// The listings whose races, or whose lack of them, are checked.
pub fn sanitized(listings: &Listings) -> impl Iterator<Item = (&str, &Rule)> {
    listings
        .names()
        .filter_map(|name| Some((name, listings.rule(name).ok()?)))
        .filter(|(_, rule)| rule.sanitizer.is_some())
}

pub struct Report {
    pub rustc: String,
    pub lines: String,
}

impl Report {
    pub fn format(&self) -> String {
        format!("# rustc={}\n{}", self.rustc, self.lines)
    }
}

impl Evidence for Report {
    const WHAT: &str = "report of ThreadSanitizer";
    const COMMAND: &str = "cargo course record";
    const ASK: Option<&str> =
        Some("say `sanitizer = \"race\"` in listings.toml and install the nightly compiler");
    const FOLDER: &str = "reports";
    const ENDING: &str = "txt";

    fn read(text: &str, _: &str) -> Result<Report> {
        let (rustc, lines) = text
            .strip_prefix("# rustc=")
            .and_then(|text| text.split_once('\n'))
            .context("its first line is not `# rustc=…`")?;
        Ok(Report {
            rustc: rustc.into(),
            lines: lines.into(),
        })
    }

    fn wanted(listings: &Listings) -> Vec<&str> {
        sanitized(listings)
            .filter(|(_, rule)| rule.sanitizer == Some(Sanitizer::Race))
            .map(|(name, _)| name)
            .collect()
    }
}
