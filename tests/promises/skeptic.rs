//! The Rust blocks of both editions compile as they are shown.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use course::evidence::recording::End;
use course::make::cargo::WRAPPER;
use course::make::listings;
use course::make::process;
use course::pages::book::{expanded, translated};
use course::pages::{self, Edition, Part, parts};
use course::source::lang::{BOTH, Lang};
use course::source::listing::{Kind, Listings, slice};
use course::source::po::Po;
use course::source::project::{Project, files, read, write};
use tests::{HUNG, in_edition, project, report};

/// Whole programs, by skeptic, in edition 2024: its tests are a program apart,
/// so that only skeptic's own calls of the compiler go through the wrapper.
#[test]
fn blocks_of_both_editions_compile() {
    let project = project();
    let folder = project.target().join("skeptic");
    // A page that cannot be made has no blocks: that is said below.
    let _ = copies(&project, &folder.join("pages"));
    let wrapper = folder.join("rustc");
    rustc_2024(&wrapper).unwrap();
    let blocks = program(&project).unwrap();
    let mut command = Command::new(blocks);
    command.arg("--quiet").env("RUSTC", wrapper);
    let run = process::run(&mut command, HUNG).unwrap();
    let output: Vec<&str> = run.lines.iter().map(|line| line.text.as_str()).collect();
    let output = output.join("\n");
    assert_eq!(
        run.end,
        End::Exit(0),
        "a block of the pages does not compile in edition 2024; mend its listing (its English text is in po/en.po):\n{output}"
    );
    assert!(
        !output.contains("running 0 tests"),
        "no page has a Rust block; `cargo course build` says what is wrong with the pages"
    );
}

/// Builds skeptic's tests, after the listings: what these use is then there.
fn program(project: &Project) -> Result<String> {
    listings::build(project, Lang::Fr, None)?;
    let arguments = [
        "test",
        "--quiet",
        "--no-run",
        "--package=blocks",
        "--test=blocks",
        "--message-format=json",
    ];
    let mut command = listings::command(project, Lang::Fr, &arguments);
    // Clippy has nothing to say to what skeptic writes.
    let output = command.env_remove(WRAPPER).output()?;
    String::from_utf8(output.stdout)?
        .lines()
        .filter_map(|line| {
            let (_, rest) = line.split_once("\"executable\":\"")?;
            Some(rest.split_once('"')?.0.to_owned())
        })
        .next_back()
        .with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())
}

/// skeptic knows editions up to 2021.
fn rustc_2024(wrapper: &Path) -> Result<()> {
    let script = "#!/bin/sh\n\
         for argument do\n\
         \x20 shift\n\
         \x20 case $argument in --edition=*) argument=--edition=2024 ;; esac\n\
         \x20 set -- \"$@\" \"$argument\"\n\
         done\n\
         exec rustc \"$@\"\n";
    write(wrapper, script)?;
    Ok(fs::set_permissions(wrapper, Permissions::from_mode(0o755))?)
}

/// Pages by turns in French and in English, each under a name of its own: what
/// the other edition's programs are is compiled as listings, and
/// `fragments_are_slices_of_their_edition` looks at both.
fn copies(project: &Project, to: &Path) -> Result<()> {
    let translations = Po::load(project)?.translations();
    let listings = &Listings::load(project)?;
    let expanded = expanded(project)?;
    let mut copies = Vec::new();
    for lang in BOTH {
        let edition = Edition {
            project,
            lang,
            translations: Some(&translations).filter(|_| lang == Lang::En),
            listings,
        };
        let book = translated(&edition, expanded.clone())?;
        let mut shown = BTreeSet::new();
        let turn = BOTH.iter().position(|other| *other == lang);
        let pages = pages::pages(&book).enumerate();
        for (_, page) in pages.filter(|(rank, _)| Some(rank % BOTH.len()) == turn) {
            let path = page.path.as_ref().context("every page has a file")?;
            let name = path.with_extension("").display().to_string();
            let copy = to.join(format!("{}-{}.md", lang.code(), name.replace('/', "-")));
            write(&copy, &programs(&edition, &page.content, &mut shown)?)?;
            copies.push(copy);
        }
    }
    for path in files(to, "md")? {
        if !copies.contains(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// A page with whole programs only, each once in its edition: a fragment gives
/// its file, and what must not compile has its message compared.
fn programs(edition: &Edition, page: &str, shown: &mut BTreeSet<String>) -> Result<String> {
    let mut text = String::new();
    for part in parts(page) {
        match part {
            Part::Prose { text: prose, .. } => text.push_str(&prose),
            Part::Code {
                info, text: code, ..
            } => {
                let Some((name, fragment)) = listing(&info) else {
                    continue;
                };
                let program = match fragment {
                    true => pages::source(edition, Kind::Runs, name)?,
                    false => code,
                };
                if shown.insert(program.clone()) {
                    text.push_str(&format!("```rust,no_run\n{program}```\n"));
                }
            }
        }
    }
    Ok(text)
}

/// `rust,runs=NAME[,anchor=A]`: the name, and whether it is a fragment.
fn listing(info: &str) -> Option<(&str, bool)> {
    let rest = info.strip_prefix("rust,runs=")?;
    let name = rest.split(',').next()?;
    Some((name, rest.contains(",anchor=")))
}

/// A fragment is not given to skeptic, its file is: what holds for the file
/// holds for the page only if the page shows the file's own lines.
#[test]
fn fragments_are_slices_of_their_edition() {
    let project = project();
    report(
        "these blocks are not the lines of their file in this edition; keep a comment apart from the ANCHOR lines, or translate it the same in po/en.po",
        BOTH.iter().flat_map(|lang| {
            differing(&project, *lang).unwrap_or_else(|error| panic!("{error:#}"))
        }),
    );
}

fn differing(project: &Project, lang: Lang) -> Result<Vec<String>> {
    let translations = Po::load(project)?.translations();
    let mut problems = Vec::new();
    for page in in_edition(lang)? {
        for part in parts(&page.text) {
            let Part::Code { info, text, .. } = part else {
                continue;
            };
            let Some((kind, name, anchor)) = fragment(&info) else {
                continue;
            };
            let french = read(&kind.path(project, name))?;
            let file = match lang {
                Lang::Fr => french,
                Lang::En => translations.listing(&french)?,
            };
            if slice(&file, anchor).as_ref() != Ok(&text) {
                let (page, code) = (&page.path, lang.code());
                problems.push(format!("{page} ({code}): {name}:{anchor}"));
            }
        }
    }
    Ok(problems)
}

/// `rust,runs=NAME,anchor=A`, as `expand` leaves it.
fn fragment(info: &str) -> Option<(Kind, &str, &str)> {
    let (listing, anchor) = info.strip_prefix("rust,")?.split_once(",anchor=")?;
    let (word, name) = listing.split_once('=')?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word)?;
    Some((kind, name, anchor))
}
