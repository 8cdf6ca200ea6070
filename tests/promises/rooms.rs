//! The rooms of the tool know what is below them, and nothing above.

use std::path::Path;

use course::source::project::write;
use tests::rooms::Rooms;
use tests::{project, report};

/// Each room, and those that it may name.
const MAY_NAME: [(&str, &[&str]); 8] = [
    ("source", &[]),
    ("evidence", &["source"]),
    ("make", &["source", "evidence"]),
    ("pages", &["source", "evidence"]),
    ("programs", &["source", "make"]),
    ("site", &["source", "evidence", "make", "pages", "programs"]),
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
