//! `chat_server` under siege, with as many connections, and what each client got:
//! `cargo run -p tests --example siege -- 10000`

use std::fs;

use anyhow::{Context, Result, ensure};
use course::make::listings;
use course::source::lang::Lang;
use tests::project;
use tests::siege::Siege;

const NAME: &str = "chat_server";
/// What a process has open beside its connections.
const BESIDE: usize = 50;

fn main() -> Result<()> {
    let wanted = match std::env::args().nth(1) {
        Some(word) => word.parse().context("say how many connections")?,
        None => 200,
    };
    let possible = files().map_or(wanted, |files| files.saturating_sub(BESIDE));
    let connections = wanted.min(possible);
    if connections < wanted {
        println!(
            "SKIPPED: {} of {wanted} connections, for this system gives a process {} files; \
             `ulimit -n` raises that, up to what `ulimit -Hn` says",
            wanted - connections,
            possible + BESIDE
        );
    }
    let (slow, deaf) = (connections / 100, 1);
    let readers = connections.checked_sub(slow + deaf + 3);
    ensure!(
        readers.is_some_and(|readers| readers > 0),
        "say at least 10"
    );
    let siege = Siege {
        readers: readers.context("there are some")?,
        slow,
        deaf,
        quiet: 400,
        flood: 200,
    };
    let programs = listings::build(&project(), Lang::Fr, Some(NAME))?;
    println!("{}", siege.lay(&programs[NAME])?);
    Ok(())
}

/// How many files this process may have open, where the system says it.
fn files() -> Option<usize> {
    let limits = fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}
