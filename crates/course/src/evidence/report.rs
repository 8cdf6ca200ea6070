//! A report of ThreadSanitizer: the compiler that made it, and its lines.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::source::listing::{Listings, Rule};
use crate::source::project::{House, read};

/// The listings whose races, or whose lack of them, are checked.
pub fn sanitized(listings: &Listings) -> impl Iterator<Item = (&str, &Rule)> {
    listings
        .names()
        .filter_map(|name| Some((name, listings.rule(name).ok()?)))
        .filter(|(_, rule)| rule.sanitizer.is_some())
}

pub fn report_path(house: &House, name: &str) -> PathBuf {
    house
        .listings()
        .join(format!("evidence/reports/{name}.txt"))
}

/// A recorded report: the compiler that made it, and its lines.
pub struct Report {
    pub rustc: String,
    pub lines: String,
}

impl Report {
    pub fn load(house: &House, name: &str) -> Result<Report> {
        let path = report_path(house, name);
        if !path.is_file() {
            bail!(
                "listing `{name}` has no report of ThreadSanitizer; say sanitizer = \"race\" in listings.toml, then run `cargo course record {name}`, which needs the nightly compiler"
            );
        }
        let text = read(&path)?;
        let (rustc, lines) = text
            .strip_prefix("# rustc=")
            .and_then(|text| text.split_once('\n'))
            .with_context(|| {
                format!(
                    "{}:1: the first line is not `# rustc=…`; run `cargo course record {name}`",
                    house.name(&path)
                )
            })?;
        Ok(Report {
            rustc: rustc.into(),
            lines: lines.into(),
        })
    }

    pub fn format(&self) -> String {
        format!("# rustc={}\n{}", self.rustc, self.lines)
    }
}
