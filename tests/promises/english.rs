//! The English programs say and do what the English pages show.

use std::sync::LazyLock;

use course::evidence::Evidence;
use course::evidence::recording::{Recording, Stream, differs};
use course::make::{listings, process};
use course::pages::book::{expanded, finished};
use course::pages::{Edition, escape, pages};
use course::source::lang::Lang;
use course::source::listing::Listings;
use course::source::po::Po;
use course::source::project::Project;
use tests::{HUNG, project};

use crate::program::course;

/// The project with its English listings written: once, since the promises run
/// side by side.
pub fn project_with_english() -> &'static Project {
    static PROJECT: LazyLock<Project> = LazyLock::new(|| {
        let project = project();
        listings::generate_english(&project).unwrap_or_else(|error| panic!("{error:#}"));
        project
    });
    &PROJECT
}

#[test]
fn a_listing_gets_the_arguments_of_the_reader() {
    let project = project_with_english();
    let arguments = ["--lang", "en", "--release", "--", "1", "4"];
    let arguments = [&["run", "process_squares"], &arguments[..]].concat();
    let mut command = course(&project.root, &arguments);
    let run = process::run(&mut command, HUNG).unwrap();
    let printed: Vec<&str> = run.lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(printed, ["14"], "1² + 2² + 3²");
}

#[test]
fn an_english_run_prints_what_the_english_page_shows() {
    const NAME: &str = "threads_greetings";
    let project = project_with_english();
    let mut command = course(&project.root, &["run", NAME, "--lang", "en"]);
    let run = process::run(&mut command, HUNG).unwrap();
    let printed = Recording {
        made: Default::default(),
        lines: run.lines,
        end: run.end,
    };

    let listings = Listings::load(project).unwrap();
    let recorded = Recording::load(project, Lang::En, NAME).unwrap();
    let difference = differs(&recorded, &printed, listings.rule(NAME).unwrap());
    assert_eq!(difference, None, "run `cargo course record {NAME}`");

    let page = english_page(project, &format!("data-name=\"{NAME}\""));
    for line in printed.lines.iter().filter(|l| l.stream == Stream::Out) {
        assert!(
            page.contains(&escape(&line.text)),
            "the English page of {NAME} does not show `{}`, which the program prints; run `cargo course record {NAME}`",
            line.text
        );
    }
}

/// The first page of the English edition that holds this text.
fn english_page(project: &Project, text: &str) -> String {
    let translations = Po::load(project).unwrap().translations();
    let edition = Edition {
        project,
        lang: Lang::En,
        translations: Some(&translations),
        listings: &Listings::load(project).unwrap(),
    };
    let book = finished(&edition, expanded(project).unwrap()).unwrap();
    pages(&book)
        .find(|page| page.content.contains(text))
        .map(|page| page.content.clone())
        .unwrap_or_else(|| panic!("no English page holds {text}"))
}
