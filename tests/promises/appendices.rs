//! The two appendices that are made of everything else leave nothing out: what
//! is verified names every program, who teaches finds every page, and both say
//! what the pages and the tests say.

use std::collections::{BTreeMap, BTreeSet};

use course::source::lang::{BOTH, Lang};
use course::source::listing::witness::on_shuttle;
use course::source::listing::{Listings, fail_names};
use regex::Regex;
use scraper::{Html, Selector};
use tests::{project, report, site};

use crate::against_shuttle::on_shuttle_too;

fn page(lang: Lang, path: &str) -> Html {
    let path = site().join(lang.pick("", "en/")).join(path);
    let html = std::fs::read_to_string(&path).expect("the page was built");
    Html::parse_document(&html)
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).unwrap();
    let found = page.select(&selector);
    found.map(|element| element.text().collect()).collect()
}

/// How often each name stands in a list, where each must stand once.
fn not_once(wanted: &BTreeSet<String>, named: &[String]) -> Vec<String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for name in named {
        *times.entry(name).or_default() += 1;
    }
    let missing = wanted
        .iter()
        .filter(|name| !times.contains_key(name.as_str()));
    let missing = missing.map(|name| format!("{name} is missing"));
    let wrong = times
        .iter()
        .filter(|(name, n)| **n > 1 || !wanted.contains(**name));
    let wrong = wrong.map(|(name, n)| format!("{name} stands there {n} times"));
    missing.chain(wrong).collect()
}

#[test]
fn every_program_is_among_those_that_are_verified() {
    let project = project();
    let listings = Listings::load(&project).unwrap();
    let mut wanted: BTreeSet<String> = listings.names().map(str::to_owned).collect();
    wanted.extend(fail_names(&project).unwrap());
    let problems = BOTH.into_iter().flat_map(|lang| {
        let page = page(lang, "appendix/verification.html");
        not_once(&wanted, &texts(&page, ".cc-verified li > a > code"))
    });
    report(
        "give each part its {{#verification PART}} in src/appendix/verification.md",
        problems,
    );
}

#[test]
fn a_name_that_is_left_out_or_stands_twice_is_found() {
    let wanted = ["a", "b"].map(str::to_owned).into();
    let named = ["a", "a", "c"].map(str::to_owned);
    assert_eq!(
        not_once(&wanted, &named),
        [
            "b is missing",
            "a stands there 2 times",
            "c stands there 1 times"
        ]
    );
}

/// A page says at its top how long it takes: who teaches reads the same.
#[test]
fn minutes_are_those_that_pages_say() {
    let row = Selector::parse("tr[data-page]").unwrap();
    let cell = Selector::parse("td").unwrap();
    let minutes = Regex::new(r"(\d+)\smin").unwrap();
    let mut problems = Vec::new();
    for lang in BOTH {
        let teaching = page(lang, "appendix/teaching.html");
        let mut rows = 0;
        for row in teaching.select(&row) {
            rows += 1;
            let path = row.attr("data-page").unwrap();
            let said = row.select(&cell).nth(1).unwrap().text().collect::<String>();
            let own = texts(&page(lang, &format!("{path}.html")), ".cc-crumb").concat();
            let number = |text: &str| minutes.captures(text).map(|found| found[1].to_owned());
            if number(&said) != number(&own) {
                problems.push(format!(
                    "{path} ({}): {said}, and its top says {own}",
                    lang.code()
                ));
            }
        }
        assert!(rows > 50, "only {rows} pages have their minutes");
    }
    report("mend crates/course/src/pages/whole.rs", problems);
}

/// What the appendix calls « shuttle » is what shuttle is held to.
#[test]
fn shuttle_goes_through_what_is_said_of_it() {
    let project = project();
    let listings = Listings::load(&project).unwrap();
    let compared = on_shuttle_too();
    let problems = listings.names().filter_map(|name| {
        let said = on_shuttle(name, listings.rule(name).unwrap());
        let why = match (said, compared.contains(name)) {
            (true, false) => "shuttle does not find its outcomes: add it to the list",
            (false, true) => "shuttle finds its outcomes: take it off the list",
            _ => return None,
        };
        Some(format!("{name}: {why}"))
    });
    report(
        "mend NOT_ON_SHUTTLE (crates/course/src/source/listing/witness.rs)",
        problems,
    );
}
