//! Plain `mdbook build` and `mdbook serve` work too, in French: book.toml alone
//! leads them to our preprocessor.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Result;
use course::evidence::Evidence;
use course::evidence::recording::Recording;
use course::pages::escape;
use course::source::lang::Lang;
use mdbook_driver::MDBook;
use mdbook_driver::book::{Book, BookItem};
use tests::project;

use crate::program::course;

const PAGE: &str = "threads/spawn-join";
const LISTING: &str = "threads_greetings";

#[test]
fn stock_mdbook_builds_the_french_edition() {
    let Some(mdbook) = mdbook() else {
        // Not `println!`, which is not shown when all is well.
        let why = "skipped: mdbook is neither on the PATH nor in the variable MDBOOK";
        writeln!(std::io::stderr(), "{why}").unwrap();
        return;
    };
    let to = tempfile::tempdir().unwrap();
    let output = Command::new(&mdbook)
        .args(["build", "--dest-dir"])
        .arg(to.path())
        .current_dir(project().root)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "`mdbook build` fails; mend book.toml or `cargo course preprocess`:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    check_page(&fs::read_to_string(to.path().join(format!("{PAGE}.html"))).unwrap());
}

/// The mdBook that is named by MDBOOK, or found on the PATH.
fn mdbook() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("MDBOOK") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join("mdbook"))
        .find(|program| program.is_file())
}

/// What mdBook sends, and what it reads back.
#[test]
fn the_preprocessor_answers_mdbook() {
    let project = project();
    let sent = MDBook::load(&project.root).unwrap();
    let context = serde_json::json!({
        "root": project.root,
        "config": sent.config,
        "renderer": "html",
        "mdbook_version": "0.5.4",
    });
    let sent = serde_json::to_vec(&(context, &sent.book)).unwrap();
    let answer: Book = serde_json::from_slice(&ask(&sent).unwrap()).unwrap();
    let page = answer.iter().find_map(|item| match item {
        BookItem::Chapter(page) if page.source_path == Some(format!("{PAGE}.md").into()) => {
            Some(&page.content)
        }
        _ => None,
    });
    check_page(page.expect("the answer has every page"));
}

fn ask(sent: &[u8]) -> Result<Vec<u8>> {
    let mut preprocessor = course(&project().root, &["preprocess"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    let mut stdin = preprocessor.stdin.take().expect("it is piped");
    stdin.write_all(sent)?;
    drop(stdin);
    Ok(preprocessor.wait_with_output()?.stdout)
}

/// The listing, the bar that says how to run it, and its recorded run.
#[track_caller]
fn check_page(html: &str) {
    let command = format!("cargo run -p listings --bin {LISTING}");
    let recording = Recording::load(&project(), Lang::Fr, LISTING).unwrap();
    let lines = recording.stdout().map(|line| escape(&line.text));
    for expected in [command].into_iter().chain(lines) {
        assert!(
            html.contains(&expected),
            "with stock mdBook, {PAGE} does not show `{expected}`; mend `cargo course preprocess`:\n{html}"
        );
    }
}
