//! Generated programs against their unmerged search, shuttle and Miri; how many,
//! from which seed, and how often Miri runs each (0: never):
//! `cargo run -p tests --example witness -- 1000 0 12`

use std::process::ExitCode;

use anyhow::{Context, Result};
use tests::generated::{Miri, explore, merged_or_not, smallest, with_shuttle};
use tests::project;

fn main() -> Result<ExitCode> {
    let project = project();
    let number = |at: usize, usual: u64| match std::env::args().nth(at) {
        Some(word) => word.parse().with_context(|| {
            format!("`{word}` is not a number; say how many, the first seed, the runs by Miri")
        }),
        None => Ok(usual),
    };
    let (count, first, runs) = (number(1, 1_000)?, number(2, 0)?, number(3, 12)?);
    println!("programs of seeds {first} to {}", first + count - 1);
    let cases = explore(&project, first..first + count)?;
    let mut reports = vec![merged_or_not(&cases)];
    print!("{}", reports[0]);
    reports.push(with_shuttle(&project, &cases)?);
    print!("{}", reports[1]);
    match Miri::find(runs as usize) {
        _ if runs == 0 => println!("SKIPPED: Miri, as you say"),
        Some(miri) => {
            let report = miri.compare(&project, &cases)?;
            print!("{report}");
            reports.push(report);
        }
        None => println!(
            "SKIPPED: no Miri here, and no program was run; \
             `rustup +nightly component add miri rust-src` installs it"
        ),
    }
    // Last: their programs take the place of the others.
    for (seed, case) in cases.iter().filter(|(_, case)| case.merging_differs()) {
        let least = smallest(&project, case.listing.clone())?;
        println!(
            "seed {seed}, as small as it still differs:\n{}",
            least.text()
        );
    }
    let differ: usize = reports.iter().map(|report| report.problems.len()).sum();
    println!("{differ} differences");
    Ok(ExitCode::from(u8::from(differ > 0)))
}
