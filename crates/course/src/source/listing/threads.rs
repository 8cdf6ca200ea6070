//! The number of threads that a listing takes from its reader.

use std::fmt;

use serde::Deserialize;

use super::MANY_THREADS;

/// `threads = "VARIABLE 1..8"` of `listings.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Threads {
    /// Of the environment; unset, the listing chooses.
    pub variable: String,
    from: usize,
    to: usize,
}

/// Variables that a crate reads, and what a listing that uses it says.
const READ_BY_CRATES: [(&str, &str); 2] = [
    ("RAYON_NUM_THREADS", "rayon::"),
    ("TOKIO_WORKER_THREADS", "tokio::"),
];

impl Threads {
    /// Whether a listing with this text takes its number from the variable.
    pub fn is_read_in(&self, source: &str) -> bool {
        source.contains(&format!("\"{}\"", self.variable))
            || READ_BY_CRATES
                .iter()
                .any(|(variable, used)| *variable == self.variable && source.contains(used))
    }
}

impl TryFrom<String> for Threads {
    type Error = String;

    fn try_from(text: String) -> Result<Threads, String> {
        let is_name = |name: &str| {
            let known = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
            name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(known)
        };
        let parts = || {
            let (variable, range) = text.split_once(' ')?;
            let (from, to) = range.split_once("..")?;
            let (from, to) = (from.parse().ok()?, to.parse().ok()?);
            is_name(variable).then_some((variable.to_owned(), from, to))
        };
        let Some((variable, from, to)) = parts() else {
            return Err(format!(
                "{text:?} is no variable with a range; write \"VARIABLE 1..8\""
            ));
        };
        if !(1 <= from && from <= to && to <= MANY_THREADS) {
            return Err(format!(
                "{from}..{to} is no range of threads; write the least and the most, from 1 to {MANY_THREADS}"
            ));
        }
        Ok(Threads { variable, from, to })
    }
}

/// As it is written, for the page's script.
impl fmt::Display for Threads {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}..{}", self.variable, self.from, self.to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn threads(text: &str) -> Result<Threads, String> {
        Threads::try_from(text.to_owned())
    }

    #[track_caller]
    fn check_refused(text: &str, expected: &str) {
        let error = threads(text).unwrap_err();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn a_range_is_read_and_written_back() {
        assert_eq!(threads("COOKS 1..8").unwrap().to_string(), "COOKS 1..8");
        assert_eq!(threads("COOKS 64..64").unwrap().variable, "COOKS");
    }

    #[test]
    fn another_shape_is_refused() {
        for text in [
            "COOKS",
            "1..8",
            "COOKS 1-8",
            "COOKS 1..=8",
            "cooks 1..8",
            " 1..8",
        ] {
            check_refused(text, "write \"VARIABLE 1..8\"");
        }
    }

    #[test]
    fn a_range_out_of_what_a_page_starts_is_refused() {
        for text in ["COOKS 0..8", "COOKS 8..1", "COOKS 1..65"] {
            check_refused(text, "is no range of threads");
        }
    }

    #[test]
    fn a_listing_or_its_crate_reads_the_variable() {
        let cooks = threads("COOKS 1..8").unwrap();
        assert!(cooks.is_read_in("env::var(\"COOKS\")"));
        assert!(!cooks.is_read_in("const COOKS: usize = 4;"));
        let rayon = threads("RAYON_NUM_THREADS 1..8").unwrap();
        assert!(rayon.is_read_in("use rayon::prelude::*;"));
        assert!(!rayon.is_read_in("use std::thread;"));
        let tokio = threads("TOKIO_WORKER_THREADS 1..8").unwrap();
        assert!(tokio.is_read_in("#[tokio::main]"));
        assert!(!tokio.is_read_in("use rayon::prelude::*;"));
    }
}
