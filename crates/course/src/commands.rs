//! The short commands: build, run, explore, po, preprocess.

use std::io;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Result, bail};
use mdbook_preprocessor::parse_input;

use crate::make::own::{self, Bounds};
use crate::make::{explore, listings};
use crate::pages::Edition;
use crate::pages::book::{Published, expand, finished};
use crate::pages::messages::template;
use crate::site::{Run, publish};
use crate::source::lang::Lang;
use crate::source::listing::Listings;
use crate::source::po::Po;
use crate::source::project::{Project, closest, write};

pub fn build(project: &Project, pages: bool) -> Result<()> {
    let start = Instant::now();
    let run = if pages { Run::Nothing } else { Run::ALL };
    let (book, missing) = publish(project, run)?;
    if missing > 0 {
        println!(
            "{missing} messages are not in English yet and show French; run `cargo course po`"
        );
    }
    let published = Published::load(project)?;
    for (key, value) in [
        ("site", published.site),
        ("repository", published.repository),
    ] {
        if value.is_none() {
            println!("book.toml has no [preprocessor.course] {key}: what needs it is left out");
        }
    }
    println!(
        "both editions are in {} ({:.1?})",
        book.display(),
        start.elapsed()
    );
    Ok(())
}

/// Runs a listing with the reader's own arguments, and ends as it does.
pub fn run(
    project: &Project,
    name: &str,
    lang: Lang,
    release: bool,
    arguments: &[String],
) -> Result<ExitCode> {
    let listings = Listings::load(project)?;
    let mut others: Vec<String> = listings::projects(project)?.into_iter().collect();
    others.extend(listings::examples(project)?);
    if listings.rule(name).is_err() && !others.iter().any(|other| other == name) {
        let all = listings.names().chain(others.iter().map(String::as_str));
        bail!("no listing is called `{name}` ({})", closest(name, all));
    }
    let program = listings::program(project, lang, name, release)?;
    run_instead(Command::new(program).args(arguments))
}

/// In the place of this program: who stops one stops the other.
#[cfg(unix)]
fn run_instead(command: &mut Command) -> Result<ExitCode> {
    Err(std::os::unix::process::CommandExt::exec(command).into())
}

#[cfg(not(unix))]
fn run_instead(command: &mut Command) -> Result<ExitCode> {
    let code = command.status()?.code();
    let code = code.and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// Listings by name, and files by path.
pub fn explore(project: &Project, words: &[String], bounds: &Bounds) -> Result<()> {
    if !cfg!(unix) {
        bail!("programs are explored on Linux and macOS only, and in WSL on Windows");
    }
    let (paths, names): (Vec<String>, Vec<String>) =
        words.iter().cloned().partition(|word| own::is_path(word));
    if !names.is_empty() || paths.is_empty() {
        if *bounds != Bounds::default() {
            bail!("bounds are for a file (./my.rs); those of a listing stand in listings.toml");
        }
        explore::explore(project, &names)?;
    }
    let mut wrong = 0;
    for path in &paths {
        let told = own::explore(project, Path::new(path), bounds)?;
        println!("{}", told.text);
        wrong += usize::from(told.wrong);
    }
    match wrong {
        0 => Ok(()),
        _ => bail!("{wrong} of {} files can end wrong", paths.len()),
    }
}

/// Merges the book's messages into `po/en.po`: translations that still fit are
/// kept, those of a changed text are kept as guesses.
pub fn po(project: &Project, check: bool) -> Result<()> {
    let template = template(project)?;
    let path = project.po();
    let name = project.relative(&path);
    if !check {
        write(&project.target().join("messages.pot"), &template.format())?;
        let old = if path.exists() {
            Po::load(project)?
        } else {
            Po::parse(&name, &template.format())?
        };
        let merged = template.merge(&old);
        write(&path, &merged)?;
    }
    let po = Po::load(project)?;
    let problems = po.problems();
    for problem in &problems {
        println!("{}", po.locate(problem));
    }
    let (total, missing) = (template.messages().count(), po.missing(&template));
    let fuzzy = po.entries.iter().filter(|e| e.fuzzy).count();
    println!("{total} messages, {missing} without an English text ({fuzzy} have a guess to check)");
    if check && (missing > 0 || !problems.is_empty()) {
        bail!("{name} is not complete; run `cargo course po`, then translate what it names");
    }
    Ok(())
}

/// Stock `mdbook build` and `serve`, in French: the book comes on stdin.
pub fn preprocess(project: &Project) -> Result<()> {
    let (_, mut book) = parse_input(io::stdin())?;
    expand(project, &mut book)?;
    let edition = Edition {
        project,
        lang: Lang::Fr,
        translations: None,
        listings: &Listings::load(project)?,
    };
    let book = finished(&edition, book)?;
    serde_json::to_writer(io::stdout(), &book)?;
    Ok(())
}
