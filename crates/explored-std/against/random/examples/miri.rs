//! Random programs as plain Rust, run by Miri under many seeds:
//! `cargo run -p random-programs --example miri -- 20 0` for 20 from seed 0.
//!
//! With `show` in the place of the number of programs, the one of that seed is
//! printed, and nothing is run.

use random_programs::as_rust::as_rust;
use random_programs::program::program;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, fs};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let seed = |at: usize| {
        arguments
            .get(at)
            .map_or(0, |text| text.parse().expect("a seed"))
    };
    if arguments.first().is_some_and(|word| word == "show") {
        print!("{}", as_rust(&program(seed(1))));
        return ExitCode::SUCCESS;
    }
    let there = Command::new("cargo")
        .args(["+nightly", "miri", "--version"])
        .output();
    if !there.is_ok_and(|output| output.status.success()) {
        eprintln!(
            "SKIPPED: no Miri here, no program was run; \
             `rustup +nightly component add miri` installs it"
        );
        return ExitCode::SUCCESS;
    }
    let folder = env::temp_dir().join("random-programs-miri");
    for seed in seed(1)..seed(1) + seed(0).max(1) {
        let outcomes = outcomes(&folder, seed);
        println!("seed {seed}: {outcomes:#?}");
    }
    ExitCode::SUCCESS
}

/// What the program of this seed printed, and how often, under 64 seeds of Miri.
fn outcomes(folder: &Path, seed: u64) -> BTreeMap<String, usize> {
    fs::create_dir_all(folder.join("src")).expect("a folder can be made");
    let manifest = "[package]\nname = \"one\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(folder.join("Cargo.toml"), manifest).expect("a file can be written");
    fs::write(folder.join("src/main.rs"), as_rust(&program(seed))).expect("the same");
    let mut found = BTreeMap::new();
    for miri_seed in 0..64 {
        let run = Command::new("cargo")
            .args(["+nightly", "miri", "run", "-q"])
            .env("MIRIFLAGS", format!("-Zmiri-seed={miri_seed}"))
            .current_dir(folder)
            .output()
            .expect("cargo runs");
        let text = match run.status.success() {
            true => String::from_utf8_lossy(&run.stdout).trim().to_string(),
            false if String::from_utf8_lossy(&run.stderr).contains("deadlock") => "deadlock".into(),
            false => String::from_utf8_lossy(&run.stderr).into_owned(),
        };
        *found.entry(text).or_default() += 1;
    }
    found
}
