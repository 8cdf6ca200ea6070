//! Reports of ThreadSanitizer and the listings that race go together.
//!
//! That they are still true is a phase of its own: it needs the nightly
//! compiler.

use std::collections::BTreeSet;

use course::evidence::report::{report_path, sanitized};
use course::source::listing::{Listings, Sanitizer};
use course::source::project::files;
use tests::{house, report};

#[test]
fn listings_that_race_and_reports_go_together() {
    let house = house();
    let listings = Listings::load(&house).unwrap();
    let wanted: BTreeSet<String> = sanitized(&listings)
        .filter(|(_, rule)| rule.sanitizer == Some(Sanitizer::Race))
        .map(|(name, _)| house.name(&report_path(&house, name)))
        .collect();
    let folder = house.listings().join("evidence/reports");
    let there: BTreeSet<String> = match folder.is_dir() {
        true => files(&folder, "txt")
            .unwrap()
            .iter()
            .map(|path| house.name(path))
            .collect(),
        false => BTreeSet::new(),
    };
    report(
        "these reports are missing; run `cargo course record` with the nightly compiler",
        wanted.difference(&there),
    );
    report(
        "these reports belong to no listing that says sanitizer = \"race\"; delete them",
        there.difference(&wanted),
    );
}
