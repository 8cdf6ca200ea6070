//! Every output that a page shows can be had again.

use std::collections::BTreeSet;

use course::evidence::recording::path;
use course::make::cargo;
use course::make::record::difference;
use course::make::run::once;
use course::source::lang::{BOTH, Lang};
use course::source::listing::Listings;
use course::source::project;
use course::source::project::House;
use tests::report;

use crate::english::house_with_english;

#[test]
fn french_listings_run_as_recorded() {
    report(WHAT_TO_DO, differing(Lang::Fr));
}

#[test]
fn english_listings_run_as_recorded() {
    report(WHAT_TO_DO, differing(Lang::En));
}

const WHAT_TO_DO: &str = "these listings no longer do what the pages show; mend them, or run the command and read the diff (what differs from run to run is declared in listings/listings.toml)";

fn differing(lang: Lang) -> Vec<String> {
    let house = house_with_english();
    let listings = Listings::load(house).unwrap_or_else(|error| panic!("{error:#}"));
    let programs = cargo::build(house, lang, None).unwrap();
    let difference = |name: &str| -> anyhow::Result<Option<String>> {
        let rule = listings.rule(name)?;
        let run = once(house, &programs[name], rule)?;
        difference(house, lang, name, &run, rule)
    };
    listings
        .names()
        .filter_map(|name| {
            let difference = difference(name).unwrap_or_else(|error| Some(format!("{error:#}")))?;
            let difference = difference.replace('\n', "\n    ");
            let code = lang.code();
            Some(format!(
                "{code} {name} (`cargo course record {name}`): {difference}"
            ))
        })
        .collect()
}

#[test]
fn listings_and_recordings_go_together() {
    let house = house_with_english();
    let (mut missing, mut alone) = (Vec::new(), Vec::new());
    for lang in BOTH {
        let (wanted, there) = (expected(house, lang), recorded(house, lang));
        missing.extend(wanted.difference(&there).cloned());
        alone.extend(there.difference(&wanted).cloned());
    }
    report(
        "these recordings are missing; run `cargo course record`",
        missing,
    );
    report("these recordings have no listing; delete them", alone);
}

fn expected(house: &House, lang: Lang) -> BTreeSet<String> {
    let listings = Listings::load(house).unwrap_or_else(|error| panic!("{error:#}"));
    listings
        .names()
        .map(|name| house.name(&path(house, lang, name)))
        .collect()
}

fn recorded(house: &House, lang: Lang) -> BTreeSet<String> {
    let folder = house
        .listings()
        .join("evidence/recordings")
        .join(lang.code());
    project::files(&folder, "txt")
        .unwrap()
        .iter()
        .map(|file| house.name(file))
        .collect()
}
