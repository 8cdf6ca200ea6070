//! What the promises share: the project, its texts, its built site, and how a
//! failure reads.

pub mod against;
pub mod generated;
pub mod rooms;
pub mod siege;
mod site;
mod texts;

pub use site::{html_files, site, twin};
pub use texts::{Page, Text, english, french, in_edition, pages, prose};

use std::time::Duration;

use course::source::project::Project;

/// When a program has hung for certain: however slow the machine, no promise is
/// broken by its clock.
pub const HUNG: Duration = Duration::from_secs(60 * 60);

/// The project that is tested.
pub fn project() -> Project {
    Project::find().expect("the tests run inside the course")
}

/// Fails with every problem at once, under what to do about them.
#[track_caller]
pub fn report<T: ToString>(what_to_do: &str, problems: impl IntoIterator<Item = T>) {
    let problems: Vec<String> = problems.into_iter().map(|p| p.to_string()).collect();
    if !problems.is_empty() {
        panic!(
            "\n{what_to_do} ({}):\n  {}\n",
            problems.len(),
            problems.join("\n  ")
        );
    }
}

/// Something that breaks a promise, and what an exception calls it.
#[derive(Debug, PartialEq, Eq)]
pub struct Offence {
    pub key: String,
    pub message: String,
}

pub fn offence(key: impl Into<String>, message: impl Into<String>) -> Offence {
    Offence {
        key: key.into(),
        message: message.into(),
    }
}

/// Leaves out what is listed as (key, reason); an entry that no longer offends
/// is a problem too.
pub fn except(listed: &[(&str, &str)], offences: Vec<Offence>) -> Vec<String> {
    let stale = listed
        .iter()
        .filter(|(key, _)| !offences.iter().any(|o| o.key == *key))
        .map(|(key, reason)| {
            format!("`{key}` is listed ({reason}) and no longer offends; delete its entry")
        });
    let stale: Vec<String> = stale.collect();
    offences
        .into_iter()
        .filter(|o| !listed.iter().any(|(key, _)| o.key == *key))
        .map(|o| o.message)
        .chain(stale)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exceptions_are_left_out_while_they_offend() {
        let offences = vec![offence("a", "a is bad"), offence("b", "b is bad")];
        let left = except(&[("a", "old"), ("c", "gone")], offences);
        assert_eq!(
            left,
            [
                "b is bad",
                "`c` is listed (gone) and no longer offends; delete its entry"
            ]
        );
    }

    #[test]
    #[should_panic(expected = "mend them (2):\n  a\n  b")]
    fn a_report_has_every_problem() {
        report("mend them", ["a", "b"]);
    }
}
