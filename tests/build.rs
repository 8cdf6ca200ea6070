//! Hands the Rust blocks of both editions to skeptic, which makes a test of each.

use std::collections::BTreeSet;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context, Result};
use course::pages::book::{expanded, translated};
use course::pages::{self, Edition, Part, parts};
use course::source::lang::{BOTH, Lang};
use course::source::listing::{Kind, Listings};
use course::source::po::Po;
use course::source::project::remove;
use course::source::project::{House, write};

fn main() -> Result<()> {
    for room in ["src", "listings", "po", "book.toml"] {
        println!("cargo::rerun-if-changed=../{room}");
    }
    // skeptic takes the outermost `build` among the four folders above this one
    // for cargo's: one folder deeper, `target/build` is out of its sight.
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("skeptic");
    remove(&out.join("pages"))?;
    write(&out.join("skeptic-tests.rs"), "")?;
    rustc_2024(&out.join("rustc"))?;

    // A page that cannot be made has no blocks; promises/skeptic.rs says why.
    let house = House::find()?;
    let pages = copies(&house, &out.join("pages")).unwrap_or_default();
    // SAFETY: this program has one thread.
    unsafe {
        std::env::set_var("OUT_DIR", &out);
        // What a block may use is what the listings may: their dependencies.
        std::env::set_var("CARGO_MANIFEST_DIR", house.listings());
    }
    skeptic::generate_doc_tests(&pages);
    Ok(())
}

/// skeptic knows editions up to 2021.
fn rustc_2024(wrapper: &Path) -> Result<()> {
    let rustc = std::env::var("RUSTC")?;
    let script = format!(
        "#!/bin/sh\n\
         for argument do\n\
         \x20 shift\n\
         \x20 case $argument in --edition=*) argument=--edition=2024 ;; esac\n\
         \x20 set -- \"$@\" \"$argument\"\n\
         done\n\
         exec '{rustc}' \"$@\"\n"
    );
    write(wrapper, &script)?;
    Ok(fs::set_permissions(wrapper, Permissions::from_mode(0o755))?)
}

/// Both editions' pages, each under a name of its own.
fn copies(house: &House, to: &Path) -> Result<Vec<PathBuf>> {
    let translations = Po::load(house)?.translations();
    let listings = &Listings::load(house)?;
    let expanded = expanded(house)?;
    let mut copies = Vec::new();
    for lang in BOTH {
        let edition = Edition {
            house,
            lang,
            translations: Some(&translations).filter(|_| lang == Lang::En),
            listings,
        };
        let book = translated(&edition, expanded.clone())?;
        let mut shown = BTreeSet::new();
        for page in pages::pages(&book) {
            let path = page.path.as_ref().context("every page has a file")?;
            let name = path.with_extension("").display().to_string();
            let copy = to.join(format!("{}-{}.md", lang.code(), name.replace('/', "-")));
            write(&copy, &programs(&edition, &page.content, &mut shown)?)?;
            // Older than this run, or cargo would find it changed and run again.
            File::options()
                .append(true)
                .open(&copy)?
                .set_modified(SystemTime::UNIX_EPOCH)?;
            copies.push(copy);
        }
    }
    Ok(copies)
}

/// A page with whole programs only, each once in its edition: a fragment gives
/// its file, and what must not compile is left to trybuild.
fn programs(edition: &Edition, page: &str, shown: &mut BTreeSet<String>) -> Result<String> {
    let mut text = String::new();
    for part in parts(page) {
        match part {
            Part::Prose { text: prose, .. } => text.push_str(&prose),
            Part::Code {
                info, text: code, ..
            } => {
                let Some((name, fragment)) = listing(info) else {
                    continue;
                };
                let program = match fragment {
                    true => pages::source(edition, &Kind::Runs, name)?,
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
