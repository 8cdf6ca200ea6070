//! Each edition's search index, in its language, by a program apart
//! (`crates/course/search`): pages do not wait until that is compiled.

use std::collections::BTreeSet;
use std::env::consts::EXE_EXTENSION;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::thread;
use std::time::SystemTime;

use anyhow::{Context, Result, bail};

use crate::make::cargo::cargo;
use crate::source::lang::{BOTH, Lang};
use crate::source::project::files;

/// Where the program stands in this clone.
const PACKAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/search");
const PROGRAM: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../target/debug/search-index"
);

pub fn index(folder: &Path) -> Result<()> {
    let program = &program()?;
    thread::scope(|s| {
        let editions = BOTH.map(|lang| s.spawn(move || index_one(program, lang, folder)));
        editions
            .into_iter()
            .try_for_each(|edition| edition.join().expect("indexing does not panic"))
    })
}

/// Has the program built where it is missing, or older than its source.
fn program() -> Result<PathBuf> {
    // One at a time says so, and the others wait.
    static BUILDING: Mutex<()> = Mutex::new(());
    let _building = BUILDING.lock().expect("no holder panics");
    let program = Path::new(PROGRAM).with_extension(EXE_EXTENSION);
    let made = modified(&program).ok();
    let is_newer = |source: &str| modified(&Path::new(PACKAGE).join(source)).ok() > made;
    if made.is_some() && !["Cargo.toml", "src/main.rs"].into_iter().any(is_newer) {
        return Ok(program);
    }
    println!("what makes the search index is compiled first: a minute, and only once");
    let status = cargo()
        .args(["build", "--quiet", "--package", "search-index"])
        .current_dir(PACKAGE)
        .status()
        .context("cannot start cargo")?;
    if !status.success() {
        bail!("crates/course/search does not compile; the compiler's messages are above");
    }
    Ok(program)
}

fn modified(path: &Path) -> std::io::Result<SystemTime> {
    fs::metadata(path)?.modified()
}

fn index_one(program: &Path, lang: Lang, site: &Path) -> Result<()> {
    let edition = site.join(lang.pick("", "en"));
    let pages = pages(lang, &edition)?;
    let output = Command::new(program)
        .arg(lang.code())
        .arg(&edition)
        .args(&pages)
        .output()
        .with_context(|| format!("cannot start {}", program.display()))?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(())
}

/// What readers search: the edition's pages, without those that repeat others.
fn pages(lang: Lang, edition: &Path) -> Result<Vec<String>> {
    let apart: BTreeSet<&str> = ["print.html", "404.html", "index.html"].into();
    let mut pages = Vec::new();
    for page in files(edition, "html")? {
        let name = page.strip_prefix(edition)?.to_string_lossy();
        let name = name.replace('\\', "/");
        let of_the_other = lang == Lang::Fr && name.starts_with("en/");
        if !apart.contains(name.as_str()) && !of_the_other {
            pages.push(name);
        }
    }
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::project::write;

    #[test]
    fn an_edition_is_indexed_without_the_other_and_what_repeats() {
        let site = tempfile::tempdir().unwrap();
        for name in ["index", "print", "404", "why/a", "en/print", "en/why/b"] {
            write(&site.path().join(format!("{name}.html")), "").unwrap();
        }
        assert_eq!(pages(Lang::Fr, site.path()).unwrap(), ["why/a.html"]);
        let english = pages(Lang::En, &site.path().join("en")).unwrap();
        assert_eq!(english, ["why/b.html"]);
    }
}
