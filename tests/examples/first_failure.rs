//! How soon a failure is found, beside shuttle, in one run:
//! `cargo run -p tests --example first_failure`

use std::collections::BTreeMap;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use course::make::own::{Bounds, explore};
use tests::against::{SHUTTLE, build};
use tests::project;

const PHILOSOPHERS: &str = "use std::sync::Mutex;
use std::thread;

fn main() {
    let forks: Vec<Mutex<()>> = (0..SEATS).map(|_| Mutex::new(())).collect();
    thread::scope(|s| {
        for seat in 0..SEATS {
            let (left, right) = (&forks[seat], &forks[(seat + 1) % SEATS]);
            s.spawn(move || {
                let _left = left.lock().unwrap();
                let _right = right.lock().unwrap();
            });
        }
    });
}

";

/// Of several runs, the shortest: what the machine does beside counts least.
const RUNS: usize = 5;

fn main() -> Result<()> {
    let project = project();
    let folder = tempfile::tempdir()?;
    for seats in [3, 5, 7, 9] {
        let path = folder.path().join(format!("philosophers_{seats}.rs"));
        std::fs::write(
            &path,
            format!("{PHILOSOPHERS}const SEATS: usize = {seats};\n"),
        )?;
        let told = explore(&project, &path, &Bounds::default())?;
        let ours = told.text.lines().nth(1).context("a second line")?.trim();
        let name = format!("philosophers_{seats}");
        let subjects = BTreeMap::from([(name.clone(), path)]);
        let programs = build(&project, &SHUTTLE, &subjects)?;
        let program = programs.get(&name).context("it compiles with shuttle")?;
        let mut theirs = Duration::MAX;
        for _ in 0..RUNS {
            let began = Instant::now();
            let most = u64::MAX.to_string();
            let mut search = Command::new(program);
            let output = search.args([&name, &most, "first"]).output()?;
            theirs = theirs.min(began.elapsed());
            let found = String::from_utf8_lossy(&output.stdout);
            ensure!(found.contains("deadlock"), "shuttle found none: {found}");
        }
        println!("{seats} philosophers: {ours}; shuttle {theirs:.2?}");
    }
    Ok(())
}
