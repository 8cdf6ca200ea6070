//! Every output that a page shows can be had again.

use course::make::listings;
use course::make::record::difference;
use course::make::run::once;
use course::source::lang::Lang;
use course::source::listing::{Kind, Listings};
use course::source::project::read;
use tests::report;

use crate::english::project_with_english;

#[test]
fn french_listings_run_as_recorded() {
    report(WHAT_TO_DO, differing(Lang::Fr));
}

#[test]
fn english_listings_run_as_recorded() {
    report(WHAT_TO_DO, differing(Lang::En));
}

const WHAT_TO_DO: &str = "these listings no longer do what the pages show; mend them, or run the command and read the diff (what differs from run to run is declared in listings/listings.toml)";

/// How often a listing with a pause or a time limit in it may differ, where other
/// programs keep this machine from being on time.
const LATE: usize = 3;

fn differing(lang: Lang) -> Vec<String> {
    let project = project_with_english();
    let listings = Listings::load(project).unwrap_or_else(|error| panic!("{error:#}"));
    let programs = listings::build(project, lang, None).unwrap();
    let difference = |name: &str| -> anyhow::Result<Option<String>> {
        let rule = listings.rule(name)?;
        // What no clock decides is wrong, however rare.
        let tells_time = read(&Kind::Runs.path(project, name))?.contains("time::");
        for _ in 0..if tells_time { LATE } else { 0 } {
            let run = once(project, &programs[name], rule);
            if let Ok(run) = run
                && difference(project, lang, name, &run, rule)?.is_none()
            {
                return Ok(None);
            }
            println!(
                "{} {name} differs; once more, this machine may be busy",
                lang.code()
            );
        }
        let run = once(project, &programs[name], rule)?;
        difference(project, lang, name, &run, rule)
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
