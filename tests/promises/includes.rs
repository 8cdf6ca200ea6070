//! A page holds no Rust: it shows listings, and every listing is shown.

use std::collections::BTreeSet;

use course::pages::book::expanded;
use course::source::listing::{Kind, anchors};
use course::source::project::read;
use course::source::session::Sessions;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use regex::Regex;
use tests::{Offence, except, offence, pages, project, report};

/// Listings that no page shows, and why.
const NOT_SHOWN: &[(&str, &str)] = &[];
/// Listings whose output no page shows, and why.
const OUTPUT_NOT_SHOWN: &[(&str, &str)] = &[];

/// mdBook shows an empty block for a missing anchor and exits with success;
/// our preprocessor refuses it.
#[test]
fn every_include_exists() {
    let problems = expanded(&project()).err();
    report(
        "these blocks show no listing; mend the page or the listing",
        problems.map(|error| error.to_string()),
    );
}

#[test]
fn every_rust_block_is_an_include() {
    let problems = pages().into_iter().flat_map(|page| {
        let typed = typed_blocks(&page.text).into_iter();
        typed.map(move |(line, problem)| format!("{}:{line}: {problem}", page.path))
    });
    report(
        "put the code in a file of listings/src/bin/ and show it with ```rust and {{#include …}}",
        problems,
    );
}

/// Blocks of code that a command did not make. Unlike the preprocessor, this
/// reads Markdown as mdBook does: `~~~`, indented blocks, blocks in lists.
fn typed_blocks(markdown: &str) -> Vec<(usize, &'static str)> {
    let include = Regex::new(r"^\{\{#include \S+\.rs(:\w+)?\}\}\s*$").unwrap();
    let mut problems = Vec::new();
    let mut open: Option<(usize, String, String)> = None;
    for (event, range) in Parser::new_ext(markdown, Options::all()).into_offset_iter() {
        let line = 1 + markdown[..range.start].matches('\n').count();
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                problems.push((line, "code indented by four spaces"));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                open = Some((line, info.to_string(), String::new()));
            }
            Event::Text(text) => {
                if let Some((_, _, code)) = &mut open {
                    code.push_str(&text);
                }
            }
            Event::End(_) => {
                let Some((line, info, code)) = open.take() else {
                    continue;
                };
                if info.contains("ignore")
                    || info.contains("no_run")
                    || info.contains("compile_fail")
                {
                    problems.push((line, "a block that is not checked"));
                }
                let is_rust = info.is_empty() || info.starts_with("rust") || code.contains("fn ");
                if is_rust && !include.is_match(&code) {
                    problems.push((line, "Rust that is typed in the page, or in no language"));
                }
            }
            _ => {}
        }
    }
    problems
}

#[test]
fn every_listing_and_anchor_is_shown() {
    let shown = shown(r"\{\{#include \S*/(\w+\.rs(?::\w+)?)\}\}");
    let mut offences = Vec::new();
    for kind in [Kind::Runs, Kind::Fails] {
        for name in kind.names(&project()).unwrap() {
            let source = read(&kind.path(&project(), &name)).unwrap();
            offences.extend(unseen(&name, &anchors(&source), &shown));
        }
    }
    // Of a project, a page shows what it speaks of.
    let shown = self::shown(r"\{\{#include \S*/projects/(\S+\.rs:\w+)\}\}");
    for name in Kind::Project.names(&project()).unwrap() {
        let source = read(&Kind::Project.path(&project(), &name)).unwrap();
        let anchors = anchors(&source);
        let anchors = anchors.iter().map(|anchor| format!("{name}.rs:{anchor}"));
        let unseen = anchors.filter(|anchor| !shown.contains(anchor));
        offences.extend(unseen.map(|anchor| offence(&anchor, format!("anchor {anchor}"))));
    }
    report(
        "no page shows these; show them with {{#include …}}, or delete them",
        except(NOT_SHOWN, offences),
    );
}

fn unseen(name: &str, anchors: &[String], shown: &BTreeSet<String>) -> Vec<Offence> {
    let file = format!("{name}.rs");
    let mut offences = Vec::new();
    if !shown.iter().any(|s| s.split(':').next() == Some(&file)) {
        offences.push(offence(name, format!("listing {file}")));
    }
    for anchor in anchors {
        let anchor = format!("{file}:{anchor}");
        if !shown.contains(&anchor) {
            offences.push(offence(&anchor, format!("anchor {anchor}")));
        }
    }
    offences
}

#[test]
fn every_output_is_shown() {
    // An exploration shows more than a run, and so does a report.
    let outputs = shown(r"(?m)^\{\{#(?:output|explore|level|sanitizer) (\w+)\}\}");
    let messages = shown(r"(?m)^\{\{#compiler (\w+)\}\}");
    let mut offences = Vec::new();
    for (kind, shown, how) in [
        (Kind::Runs, outputs, "output"),
        (Kind::Fails, messages, "compiler"),
    ] {
        for name in kind.names(&project()).unwrap() {
            if !shown.contains(&name) {
                let message = format!("{name}: write {{{{#{how} {name}}}}} below its code");
                offences.push(offence(name, message));
            }
        }
    }
    report(
        "no page shows what these listings give",
        except(OUTPUT_NOT_SHOWN, offences),
    );
}

#[test]
fn every_session_is_shown() {
    let shown = shown(r"(?m)^\{\{#session (\w+)\}\}");
    let sessions = Sessions::load(&project()).unwrap();
    let is_shown = |name: &str| shown.contains(name.strip_suffix("_en").unwrap_or(name));
    let unseen = sessions.names().filter(|name| !is_shown(name));
    report(
        "no page shows what these commands print",
        unseen.map(|name| format!("{name}: write {{{{#session {name}}}}}, or delete it")),
    );
}

/// What a pattern's first group finds in the pages.
fn shown(pattern: &str) -> BTreeSet<String> {
    let pattern = Regex::new(pattern).unwrap();
    let mut found = BTreeSet::new();
    for page in pages() {
        found.extend(pattern.captures_iter(&page.text).map(|c| c[1].to_owned()));
    }
    found
}

#[test]
fn code_typed_in_any_form_is_found() {
    let bad = [
        "```rust\nfn main() {}\n```\n",
        "~~~rust\nlet x = 1;\n~~~\n",
        "- a\n\n  ```rust\n  {{#include a.rs}} let x = 1;\n  ```\n",
        "```\nfn main() {}\n```\n",
        "a\n\n    let x = 1;\n",
        "```rust,ignore\n{{#include a.rs:b}}\n```\n",
    ];
    for markdown in bad {
        assert_eq!(typed_blocks(markdown).len(), 1, "{markdown}");
    }
    let good = "```rust\n{{#include ../a.rs:b}}\n```\n\n```console\ncargo run\n```\n";
    assert_eq!(typed_blocks(good), []);
}

#[test]
fn what_no_page_shows_is_found() {
    let shown = BTreeSet::from(["lunch.rs:cook".to_owned()]);
    let keys = |name: &str, anchors: &[&str]| {
        let anchors: Vec<String> = anchors.iter().map(|a| a.to_string()).collect();
        let unseen = unseen(name, &anchors, &shown).into_iter();
        unseen.map(|o| o.key).collect::<Vec<_>>()
    };
    assert!(keys("lunch", &["cook"]).is_empty());
    assert_eq!(keys("lunch", &["cook", "eat"]), ["lunch.rs:eat"]);
    assert_eq!(keys("dinner", &[]), ["dinner"]);
}
