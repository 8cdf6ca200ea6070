//! What pages say of speed is what was measured: who is ahead, and within what
//! bounds. Times are compared with times of the same file, never with a clock.

use std::collections::BTreeSet;

use course::evidence::Evidence;
use course::evidence::measure::{Figures, Measure};
use course::make::measure::{Runners, same_result};
use course::source::comparisons::{Comparison, Comparisons};
use course::source::lang::Lang;
use regex::Regex;
use tests::{pages, project, report};

#[test]
fn figures_have_the_shape_that_pages_describe() {
    let project = project();
    let mut problems = Vec::new();
    for comparison in comparisons().iter() {
        match Measure::load(&project, Lang::Fr, &comparison.name) {
            Ok(measure) => problems.extend(misshapen(comparison, |key| measure.quotient(key))),
            Err(error) => problems.push(format!("{error:#}")),
        }
    }
    report(
        "measure these again on a quiet machine (`cargo course measure NAME`), or mend what the pages say of them, and listings/measures/measures.toml",
        problems,
    );
}

fn comparisons() -> Comparisons {
    Comparisons::load(&project()).unwrap_or_else(|error| panic!("{error:#}"))
}

fn misshapen(comparison: &Comparison, figure: impl Fn(&str) -> anyhow::Result<f64>) -> Vec<String> {
    let Comparison { name, bounds, .. } = comparison;
    let wrong = bounds
        .iter()
        .filter_map(|(key, [low, high])| match figure(key) {
            Ok(found) if (*low..=*high).contains(&found) => None,
            Ok(found) => Some(format!(
                "{name}: {key} is {found:.2}, not between {low} and {high}"
            )),
            Err(error) => Some(format!("{name}: {error:#}")),
        });
    wrong.collect()
}

#[test]
fn every_comparison_has_whole_figures() {
    let project = project();
    let mut problems = Vec::new();
    for comparison in comparisons().iter() {
        let Comparison {
            name, cases, size, ..
        } = comparison;
        match Measure::load(&project, Lang::Fr, name) {
            Ok(measure) => {
                let there = measure.cases.iter().map(|case| &case.name);
                if !there.clone().eq(cases) {
                    let there: Vec<&String> = there.collect();
                    problems.push(format!("{name}: its cases are {there:?}, not {cases:?}"));
                }
                if measure.size != *size {
                    let was = measure.size;
                    problems.push(format!("{name}: it was measured on {was}, not on {size}"));
                }
                problems.extend(damaged(&measure).map(|problem| format!("{name}: {problem}")));
            }
            Err(error) => problems.push(format!("{error:#}")),
        }
    }
    report(
        "run `cargo course measure` for these, with python3",
        problems,
    );
}

/// A median between its quarters, as many samples as rounds.
fn damaged(measure: &Measure) -> impl Iterator<Item = String> {
    measure.cases.iter().filter_map(|case| {
        let ordered = 0 < case.low && case.low <= case.median && case.median <= case.high;
        let whole = case.samples.len() == measure.rounds && measure.rounds >= 5;
        (!ordered || !whole).then(|| format!("{} has damaged figures", case.name))
    })
}

#[test]
fn comparisons_and_pages_go_together() {
    let named = Regex::new(r"\{\{#(?:measure |value measured:)(\w+)").unwrap();
    let drawn = Regex::new(r"(?m)^\{\{#measure (\w+)\}\}$").unwrap();
    let find = |regex: &Regex| -> BTreeSet<String> {
        let pages = pages();
        let names = pages.iter().flat_map(|page| {
            let found = regex.captures_iter(&page.text);
            found.map(|found| found[1].to_owned()).collect::<Vec<_>>()
        });
        names.collect()
    };
    let known: BTreeSet<String> = comparisons().iter().map(|c| c.name.clone()).collect();
    report(
        "pages name these comparisons, and none is called so",
        find(&named).difference(&known),
    );
    report(
        "draw these comparisons on a page, with {{#measure NAME}}",
        known.difference(&find(&drawn)),
    );
}

/// The programs themselves, once, on little work: no clock, only results.
#[test]
fn cases_of_a_comparison_do_the_same_work() {
    let project = project();
    let comparisons = comparisons();
    let all: Vec<&Comparison> = comparisons.iter().collect();
    let runners = Runners::build(&project, &all, false).unwrap();
    let mut problems = Vec::new();
    for comparison in all {
        for skipped in runners.skipped(comparison) {
            println!("{}: skipped, {}", skipped.case, skipped.why);
        }
        let found: anyhow::Result<Vec<_>> = runners
            .cases(comparison)
            .map(|case| {
                Ok((
                    case,
                    runners.once(&project, comparison, case, comparison.small)?,
                ))
            })
            .collect();
        if let Err(error) = found.and_then(|found| same_result(&found)) {
            problems.push(format!("{}: {error:#}", comparison.name));
        }
    }
    report(
        "mend these programs (listings/measures, listings/python)",
        problems,
    );
}

#[test]
fn a_ratio_out_of_bounds_is_noticed() {
    let lunch = Comparisons::parse(
        r#"[comparison.lunch]
        title = { fr = "Manger", en = "Eating" }
        cases = ["threads", "in_turn"]
        size = 2
        small = 1
        bounds = { "threads/in_turn.ratio" = [0.4, 0.9] }
        [case]
        threads = { fr = "threads", en = "threads" }
        in_turn = { fr = "à la suite", en = "in turn" }"#,
    )
    .unwrap();
    let lunch = lunch.named("lunch").unwrap();
    assert!(misshapen(lunch, |_| Ok(0.5)).is_empty());
    assert_eq!(
        misshapen(lunch, |_| Ok(1.0)),
        ["lunch: threads/in_turn.ratio is 1.00, not between 0.4 and 0.9"]
    );
    assert_eq!(
        misshapen(lunch, |_| anyhow::bail!("there is no case `threads`")),
        ["lunch: there is no case `threads`"]
    );
}
