//! What pages say of speed is what was measured: who is ahead, and within what
//! bounds. Times are compared with times of the same file, never with a clock.

use std::collections::BTreeSet;

use course::evidence::Evidence;
use course::evidence::measure::{Figures, Measure};
use course::make::measure::{Runners, same_result};
use course::source::comparisons::{COMPARISONS, Comparison};
use course::source::lang::Lang;
use regex::Regex;
use tests::{pages, project, report};

/// Numerator, denominator, and between what their ratio of medians lies: what
/// the pages say in words.
type Bound = (&'static str, &'static str, f64, f64);

const SHAPES: &[(&str, &[Bound])] = &[
    (
        // Waits overlap, in both languages alike.
        "waiting",
        &[
            ("rust_threads", "rust_in_turn", 0.05, 0.5),
            ("python_threads", "python_in_turn", 0.05, 0.6),
            ("python_in_turn", "rust_in_turn", 0.7, 1.4),
        ],
    ),
    (
        "counter",
        &[
            ("rust_atomic", "rust_mutex", 0.0, 1.0),
            ("python_lock", "rust_mutex", 3.0, 1e4),
        ],
    ),
    (
        // Threads compute faster in Rust, and do not in Python.
        "cpu_pool",
        &[
            ("rust_threads", "rust_in_turn", 0.2, 0.9),
            ("rust_rayon", "rust_in_turn", 0.2, 0.9),
            ("python_threads", "python_in_turn", 0.77, 3.0),
            ("python_processes", "python_in_turn", 0.2, 0.9),
            ("python_in_turn", "rust_in_turn", 10.0, 1e4),
        ],
    ),
    (
        "queue",
        &[
            ("rust_bounded", "rust_channel", 1.0, 1e3),
            ("python_queue", "rust_channel", 3.0, 1e4),
            ("python_queue", "python_simple_queue", 1.5, 1e3),
        ],
    ),
    (
        "ten_thousand",
        &[
            ("rust_tasks", "rust_threads", 0.1, 1.0),
            ("python_tasks", "rust_tasks", 1.0, 10.0),
        ],
    ),
    (
        "word_count",
        &[
            ("rust_threads", "rust_in_turn", 0.2, 0.95),
            ("rust_rayon", "rust_in_turn", 0.2, 0.95),
            ("python_in_turn", "rust_in_turn", 1.2, 100.0),
        ],
    ),
    (
        // One tool is as good as another, once it computes.
        "one_job",
        &[
            ("threads", "in_turn", 0.2, 0.9),
            ("rayon", "threads", 0.7, 1.4),
            ("processes", "threads", 0.7, 1.4),
            ("async", "threads", 0.7, 1.4),
        ],
    ),
    (
        "spawn",
        &[
            ("process", "thread", 5.0, 1e4),
            ("thread", "async_task", 5.0, 1e5),
            ("thread", "rayon_task", 5.0, 1e5),
        ],
    ),
    ("amdahl", &[("threads_2", "threads_1", 0.5, 0.9)]),
    ("false_sharing", &[("together", "apart", 1.1, 100.0)]),
];

/// As `SHAPES`, for memory.
const MEMORY: &[(&str, &[Bound])] =
    &[("ten_thousand", &[("rust_threads", "rust_tasks", 2.0, 1e3)])];

#[test]
fn figures_have_the_shape_that_pages_describe() {
    let project = project();
    let mut problems = Vec::new();
    for (name, bounds) in SHAPES {
        match Measure::load(&project, Lang::Fr, name) {
            Ok(measure) => problems.extend(misshapen(name, bounds, |a, b| measure.ratio(a, b))),
            Err(error) => problems.push(format!("{error:#}")),
        }
    }
    for (name, bounds) in MEMORY {
        let measure = Measure::load(&project, Lang::Fr, name).unwrap();
        let memory = |case: &str| Ok::<_, anyhow::Error>(measure.case(case)?.memory);
        problems.extend(misshapen(name, bounds, |a, b| {
            let [Some(a), Some(b)] = [memory(a)?, memory(b)?] else {
                anyhow::bail!("the memory of {a} or {b} is missing");
            };
            Ok(a as f64 / b as f64)
        }));
    }
    report(
        "measure these again on a quiet machine (`cargo course measure NAME`), or mend what the pages say of them",
        problems,
    );
}

fn misshapen(
    name: &str,
    bounds: &[Bound],
    ratio: impl Fn(&str, &str) -> anyhow::Result<f64>,
) -> Vec<String> {
    let wrong = bounds
        .iter()
        .filter_map(|(a, b, low, high)| match ratio(a, b) {
            Ok(found) if (*low..=*high).contains(&found) => None,
            Ok(found) => Some(format!(
                "{name}: {a} is {found:.2} of {b}, not between {low} and {high}"
            )),
            Err(error) => Some(format!("{name}: {error:#}")),
        });
    wrong.collect()
}

#[test]
fn every_comparison_has_a_shape_and_whole_figures() {
    let project = project();
    let shaped: Vec<&str> = SHAPES.iter().map(|(name, _)| *name).collect();
    let mut problems = Vec::new();
    for comparison in &COMPARISONS {
        let Comparison {
            name, cases, size, ..
        } = comparison;
        if !shaped.contains(name) {
            problems.push(format!("{name}: say who is ahead, in SHAPES"));
        }
        match Measure::load(&project, Lang::Fr, name) {
            Ok(measure) => {
                let there: Vec<&str> = measure.cases.iter().map(|c| c.name.as_str()).collect();
                if there != *cases {
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
    let known: BTreeSet<String> = COMPARISONS.iter().map(|c| c.name.to_owned()).collect();
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
    let runners = Runners::build(&project).unwrap();
    let mut problems = Vec::new();
    for comparison in &COMPARISONS {
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
    let bounds: &[Bound] = &[("threads", "in_turn", 0.4, 0.9)];
    let ratio = |found| move |_: &str, _: &str| Ok(found);
    assert!(misshapen("lunch", bounds, ratio(0.5)).is_empty());
    assert_eq!(
        misshapen("lunch", bounds, ratio(1.0)),
        ["lunch: threads is 1.00 of in_turn, not between 0.4 and 0.9"]
    );
    let missing = |_: &str, _: &str| anyhow::bail!("there is no case `threads`");
    assert_eq!(
        misshapen("lunch", bounds, missing),
        ["lunch: there is no case `threads`"]
    );
}
