//! What was reasoned out of an explored listing, held against what is found.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use formats::Count;
use formats::graph::outcome_text;

use super::graph::Graph;
use super::recording::{End, Recording};
use crate::source::listing::Explore;
use crate::source::project::{Project, read};

/// One line of `NAME.outcomes`: `COUNT<TAB>right|wrong<TAB>TEXT`. Lines that
/// begin with `#` say why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    pub schedules: Count,
    /// It should never be.
    pub wrong: bool,
    pub text: String,
}

pub fn outcomes_path(project: &Project, name: &str) -> PathBuf {
    project.listings().join(format!("outcomes/{name}.outcomes"))
}

pub fn expected(project: &Project, name: &str) -> Result<Vec<Expected>> {
    let path = outcomes_path(project, name);
    let lines = read(&path)?;
    let lines = lines.lines().zip(1..);
    lines
        .filter(|(line, _)| !line.starts_with('#'))
        .map(|(line, number)| {
            parse(line).with_context(|| format!("{}:{number}: `{line}`", project.relative(&path)))
        })
        .collect()
}

fn parse(line: &str) -> Result<Expected> {
    let parts: Vec<&str> = line.splitn(3, '\t').collect();
    let [count, verdict @ ("right" | "wrong"), text] = parts[..] else {
        bail!("write COUNT<TAB>right|wrong<TAB>TEXT, or a reason after `#`");
    };
    let schedules = count.parse::<Count>().map_err(anyhow::Error::msg)?;
    Ok(Expected {
        schedules,
        wrong: verdict == "wrong",
        text: text.into(),
    })
}

/// How what was found differs from what was expected, both ways; and what the
/// rule promises that is not so.
pub fn verdict(project: &Project, name: &str, explore: Explore, graph: &Graph) -> Vec<String> {
    let path = outcomes_path(project, name);
    let file = project.relative(&path);
    let found: BTreeSet<String> = graph
        .outcomes
        .iter()
        .map(|o| format!("{}\t{}", o.schedules, o.text))
        .collect();
    if !fs::exists(&path).unwrap_or_default() {
        let found: Vec<String> = found.into_iter().collect();
        return vec![format!(
            "{file} is missing; reason out what can happen, write it there, one line an outcome (COUNT<TAB>right|wrong<TAB>TEXT), and compare:\n{}",
            found.join("\n")
        )];
    }
    let expected = match expected(project, name) {
        Ok(expected) => expected,
        Err(error) => return vec![format!("{error:#}")],
    };
    let lines: BTreeSet<String> = expected
        .iter()
        .map(|e| format!("{}\t{}", e.schedules, e.text))
        .collect();
    let appeared = found
        .difference(&lines)
        .map(|line| format!("  possible, but not expected: {line}"));
    let gone = lines
        .difference(&found)
        .map(|line| format!("  expected, but not possible: {line}"));
    let changes: Vec<String> = appeared.chain(gone).collect();
    let mut problems = Vec::new();
    if !changes.is_empty() {
        problems.push(format!(
            "{name}: what can happen has changed; mend the listing, or, if the change is right, {file}:\n{}",
            changes.join("\n")
        ));
    }
    let wrong = expected.iter().any(|e| e.wrong);
    match explore {
        Explore::Bug if !wrong => problems.push(format!(
            "{name}: listings.toml says explore = \"bug\", and {file} has no `wrong` line"
        )),
        Explore::Fixed if wrong => problems.push(format!(
            "{name}: listings.toml says explore = \"fixed\", and {file} has a `wrong` line"
        )),
        _ => {}
    }
    problems
}

/// The ranks of the outcomes that should never be.
pub fn wrong(graph: &Graph, expected: &[Expected]) -> Vec<usize> {
    let is_wrong = |text: &str| expected.iter().any(|e| e.wrong && e.text == text);
    (0..graph.outcomes.len())
        .filter(|&rank| is_wrong(&graph.outcomes[rank].text))
        .collect()
}

/// Whether a run is one of the outcomes that were found.
pub fn has_run(graph: &Graph, run: &Recording) -> bool {
    let printed: Vec<&str> = run.stdout().map(|line| line.text.as_str()).collect();
    let text = |end: &str| outcome_text(printed.iter().copied(), end);
    if graph.outcomes.iter().any(|o| o.is_undefined()) {
        return true;
    }
    let mut outcomes = graph.outcomes.iter().map(|o| o.text.as_str());
    match run.end {
        End::Exit(0) => outcomes.any(|o| o == text("exit")),
        End::Exit(_) => outcomes.any(|o| o.starts_with(&text("error: "))),
        End::Panic => outcomes.any(|o| o.starts_with(&text("panic: "))),
        End::Limit => outcomes.any(|o| o == text("deadlock")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::graph::tests::graph_of as graph;
    use crate::source::project::write;
    use crate::source::small::SmallCourse;

    fn check(text: Option<&str>, explore: Explore, expected: &[&str]) {
        let project = SmallCourse::new("");
        if let Some(text) = text {
            write(&outcomes_path(&project, "lunch"), text).unwrap();
        }
        let found = graph(&[("4", "1 | exit"), ("2", "deadlock")]);
        let problems = verdict(&project, "lunch", explore, &found).join("\n");
        for words in expected {
            assert!(problems.contains(words), "{problems}");
        }
        assert_eq!(problems.is_empty(), expected.is_empty(), "{problems}");
    }

    #[test]
    fn the_verdict_names_what_appeared_and_what_is_gone() {
        check(
            None,
            Explore::Bug,
            &["lunch.outcomes is missing; reason out"],
        );
        check(
            Some("4\tright\t1 | exit\n2\twrong\t2 | exit\n"),
            Explore::Bug,
            &[
                "possible, but not expected: 2\tdeadlock",
                "expected, but not possible: 2\t2 | exit",
            ],
        );
        let right = "# Each pan is taken in turn.\n2\twrong\tdeadlock\n4\tright\t1 | exit\n";
        check(Some(right), Explore::Bug, &[]);
    }

    #[test]
    fn the_verdict_holds_the_rule() {
        let all_right = "2\tright\tdeadlock\n4\tright\t1 | exit\n";
        check(Some(all_right), Explore::Fixed, &[]);
        check(Some(all_right), Explore::Bug, &["has no `wrong` line"]);
        let one_wrong = "2\twrong\tdeadlock\n4\tright\t1 | exit\n";
        check(Some(one_wrong), Explore::Fixed, &["has a `wrong` line"]);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named() {
        check(
            Some("# why\n4\t1 | exit\n"),
            Explore::Fixed,
            &["lunch.outcomes:2: `4\t1 | exit`: write COUNT<TAB>right|wrong<TAB>TEXT"],
        );
        check(
            Some("four\tright\t1 | exit\n"),
            Explore::Fixed,
            &["`four` is not a number of schedules"],
        );
    }

    #[test]
    fn a_run_is_an_outcome_or_is_not() {
        let found = graph(&[("4", "1 | exit"), ("2", "deadlock")]);
        let run = |text: &str| Recording::parse(text).unwrap();
        assert!(has_run(&found, &run("0\tout\t1\nexit 0\n")));
        assert!(has_run(&found, &run("limit\n")));
        assert!(!has_run(&found, &run("0\tout\t2\nexit 0\n")));
        assert!(!has_run(&found, &run("0\tout\t1\npanic\n")));
        let raced = graph(&[("1", "data race: write at line 1, write at line 1")]);
        assert!(has_run(&raced, &run("0\tout\t2\nexit 0\n")));
    }
}
