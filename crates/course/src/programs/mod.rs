//! `cargo course browser`: the listings as programs that run in a page.
//!
//! A compiler with the sources of its standard library (`toolchain`), that
//! library and a small libc (`sysroot`), the listings compiled with them
//! (`build`) and finished (`rewrite`).

pub mod build;
mod rewrite;
pub mod sysroot;
pub mod toolchain;

pub use build::{Programs, Which};

use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::source::listing::Listings;
use crate::source::project::{Project, all_or_nothing, ci};

/// Builds what has changed, and says how many programs there are.
pub fn browser(project: &Project, names: &[String]) -> Result<()> {
    let listings = Listings::load(project)?;
    for name in names {
        listings.rule(name)?;
    }
    let which = match names {
        [] => Which::All,
        names => Which::Named(names),
    };
    let programs = Programs::build(project, which)?;
    println!("{}", programs.count());
    all_or_nothing(programs.problems)
}

/// Builds what has changed, puts every program into a new site, and says how
/// many there are. Without a compiler for them the site has none; such a site is
/// not published.
pub fn add_to(project: &Project, which: Which, site: &Path) -> Result<String> {
    let programs = Programs::build(project, which)?;
    let count = programs.count();
    if ci() && programs.because.is_some() {
        bail!("{count}; a site without programs is not published (CI=true)");
    }
    programs.place(site)?;
    all_or_nothing(programs.problems).context(count.clone())?;
    Ok(count)
}

/// What stands for all these texts, in hexadecimal.
fn hash(texts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text);
    }
    hexadecimal(&hasher.finalize())
}

fn hash_of_bytes(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
