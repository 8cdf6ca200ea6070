//! CONTRIBUTING says which check sees what: its table names those that there are.

use std::collections::BTreeSet;

use course::checks::phases::names;
use course::source::project::read;
use tests::{project, report};

#[test]
fn the_table_names_every_promise_and_every_phase() {
    let contributing = read(&project().root.join("CONTRIBUTING.md")).unwrap();
    let promises = include_str!("main.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'))
        .filter(|module| !["program", "contributing"].contains(module));
    report(
        "mend the table « Which check sees it » of CONTRIBUTING.md",
        problems(
            &contributing,
            promises.collect(),
            names().split(", ").collect(),
        ),
    );
}

fn problems(text: &str, promises: BTreeSet<&str>, phases: BTreeSet<&str>) -> Vec<String> {
    let rows = text
        .lines()
        .skip_while(|line| !line.starts_with("| changed |"))
        .skip(2)
        .map_while(|line| line.strip_prefix('|'));
    let cells: Vec<Vec<&str>> = rows.map(|row| row.split('|').collect()).collect();
    let named = |column: usize| -> BTreeSet<&str> {
        let all = cells.iter().filter_map(|row| row.get(column));
        let words = all.flat_map(|cell| cell.split('`').skip(1).step_by(2));
        words.filter(|word| !word.contains(' ')).collect()
    };
    let mut problems = Vec::new();
    for (what, there, named) in [("promise", promises, named(1)), ("phase", phases, named(2))] {
        let missing = there.difference(&named);
        problems.extend(missing.map(|name| format!("no row names the {what} `{name}`")));
        let gone = named.difference(&there);
        problems.extend(gone.map(|name| format!("there is no {what} `{name}`")));
    }
    problems
}

#[test]
fn a_name_that_is_gone_or_missing_is_seen() {
    let table = "| changed | promises | phases |\n| --- | --- | --- |\n| a page | `links` `soup` | `html`, `cargo x` |\n\nAfter.\n";
    let promises = BTreeSet::from(["links", "terms"]);
    assert_eq!(
        problems(table, promises, BTreeSet::from(["html", "site"])),
        [
            "no row names the promise `terms`",
            "there is no promise `soup`",
            "no row names the phase `site`"
        ]
    );
}
