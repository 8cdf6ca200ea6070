//! The rooms of the tool know what is below them, and nothing above.

use std::path::Path;

use course::source::project::{files, read, write};
use tests::rooms::Rooms;
use tests::{project, report};

/// Each room, and those that it may name.
const MAY_NAME: [(&str, &[&str]); 9] = [
    ("source", &[]),
    ("evidence", &["source"]),
    ("make", &["source", "evidence"]),
    ("pages", &["source", "evidence"]),
    ("exercises", &["source", "evidence", "make"]),
    ("programs", &["source", "make"]),
    (
        "site",
        &[
            "source",
            "evidence",
            "make",
            "exercises",
            "pages",
            "programs",
        ],
    ),
    (
        "checks",
        &["source", "evidence", "make", "programs", "site"],
    ),
    ("commands", &["source", "make", "pages", "site"]),
];

#[test]
fn rooms_know_what_is_below_them() {
    report(
        "move what is named to a room below, or split it; the table stands in tests/promises/rooms.rs",
        problems(&project().root.join("crates/course/src")),
    );
}

fn problems(src: &Path) -> Vec<String> {
    let rooms = Rooms::of(src).unwrap();
    let may = |from: &str, to: &str| {
        let known = MAY_NAME.iter().find(|(room, _)| *room == from);
        known.is_some_and(|(_, named)| named.contains(&to))
    };
    let mut problems = Vec::new();
    for room in rooms.lines.keys() {
        if !MAY_NAME.iter().any(|(known, _)| known == room) {
            problems.push(format!("{room} is no room; put it in one"));
        }
    }
    for (from, to) in &rooms.arrows {
        if !may(from, to) {
            problems.push(format!("{from} names {to}, which is not below it"));
        }
    }
    for (from, named) in MAY_NAME {
        for to in named {
            if !rooms.arrows.contains(&(from.to_owned(), to.to_string())) {
                problems.push(format!("{from} no longer names {to}: say so in the table"));
            }
        }
    }
    problems
}

#[test]
fn an_arrow_upwards_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let file = |path: &str, text: &str| write(&folder.path().join(path), text).unwrap();
    file("pages/mod.rs", "mod quiz;\n");
    file(
        "pages/quiz.rs",
        "use crate::{make::run::once, source::lang::Lang};\n",
    );
    file("make/mod.rs", "use crate::evidence::graph;\n");
    file("lib.rs", "use crate::pages;\n");
    file("helpers.rs", "");
    let problems = problems(folder.path());
    let said = |words: &str| problems.iter().any(|problem| problem.contains(words));
    assert!(
        said("pages names make, which is not below it"),
        "{problems:?}"
    );
    assert!(said("helpers is no room"), "{problems:?}");
    assert!(said("make no longer names source"), "{problems:?}");
    assert!(!said("pages names source"), "{problems:?}");
}

/// What each room never does, outside its tests: words that would stand there if
/// it did. ARCHITECTURE says the rest.
const NEVER: [(&str, &[&str]); 8] = [
    ("crates/formats/src", &[PROCESS, FILES, "<div", "<span"]),
    (
        "crates/explorer/src",
        &[WRITES, "explored_std", "explored_tokio", "shuttle"],
    ),
    ("crates/explored-tokio/src", &[PROCESS, FILES, "#![feature"]),
    ("crates/course/src/source", &[PROCESS, "<div", "<span"]),
    (
        "crates/course/src/evidence",
        &[PROCESS, WRITES, "<div", "<span"],
    ),
    ("crates/course/src/make", &["<div", "<span"]),
    ("crates/course/src/pages", &[PROCESS, WRITES, "book/"]),
    ("crates/course/src/programs", &["<div", "<span"]),
];
const PROCESS: &str = "process::Command";
const FILES: &str = "std::fs";
const WRITES: &str = "fs::write";

#[test]
fn rooms_keep_to_what_they_are_for() {
    let project = project();
    let mut problems = Vec::new();
    for (room, never) in NEVER {
        for path in files(&project.root.join(room), "rs").unwrap() {
            let name = project.relative(&path);
            let text = read(&path).unwrap();
            problems.extend(strays(&text, never).map(|word| format!("{name} has `{word}`")));
        }
    }
    report(
        "what is named belongs in another room; tests/promises/rooms.rs and ARCHITECTURE.md say what each never does",
        problems,
    );
}

fn strays<'a>(text: &str, never: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim().starts_with("//"));
    let code: Vec<&str> = lines.collect();
    let code = code.join("\n");
    never
        .iter()
        .copied()
        .filter(move |word| code.contains(word))
}

#[test]
fn a_process_that_a_room_should_not_start_is_seen() {
    let text = "use std::process::Command;\n// fs::write\n#[cfg(test)]\nuse std::fs;\n";
    let found: Vec<&str> = strays(text, &[PROCESS, FILES, WRITES]).collect();
    assert_eq!(found, [PROCESS]);
}
