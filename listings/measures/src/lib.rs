//! What the measured programs share: `PROGRAM CASE SIZE` runs a case twice,
//! first a tenth of it for nothing, and prints one line of JSON: how long it
//! took, what it found, and the most memory that the process ever had.

use std::env;
use std::fmt::Display;
use std::fs;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// A case of the comparison: the size of the work, and what is timed of it.
pub type Case = (&'static str, fn(u64) -> Timed);

pub struct Timed {
    pub time: Duration,
    pub result: String,
    /// The part that no second thread can shorten, where that is the subject.
    pub in_turn: Option<Duration>,
    /// How many were there at once, where the machine may not hold them all.
    pub held: Option<u64>,
}

/// What comes before and after the call is not timed.
pub fn timed<R: Display>(work: impl FnOnce() -> R) -> Timed {
    let start = Instant::now();
    let result = work();
    Timed {
        time: start.elapsed(),
        result: result.to_string(),
        in_turn: None,
        held: None,
    }
}

pub fn main(cases: &[Case]) -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [case, size] = &arguments[..] else {
        return usage(cases);
    };
    let case = cases.iter().find(|(name, _)| name == case);
    let (Some((_, run)), Ok(size)) = (case, size.parse::<u64>()) else {
        return usage(cases);
    };
    run((size / 10).max(1));
    let Timed {
        time,
        result,
        in_turn,
        held,
    } = run(size);
    let or_null =
        |number: Option<u128>| number.map_or("null".into(), |n| n.to_string());
    println!(
        r#"{{"ns":{},"result":"{result}","memory":{},"in_turn":{},"held":{}}}"#,
        time.as_nanos(),
        or_null(memory().map(u128::from)),
        or_null(in_turn.map(|time| time.as_nanos())),
        or_null(held.map(u128::from)),
    );
    ExitCode::SUCCESS
}

/// A project's program, which stands beside this one where
/// `cargo course measure` has built both.
pub fn project(name: &str) -> Command {
    beside(name)
}

/// An example of a project.
pub fn example(name: &str) -> Command {
    beside(&format!("examples/{name}"))
}

fn beside(name: &str) -> Command {
    let this = env::current_exe().expect("this program has a path");
    let program = this.with_file_name(name);
    assert!(
        program.is_file(),
        "{} is missing: build its project as this program was built",
        program.display()
    );
    Command::new(program)
}

fn usage(cases: &[Case]) -> ExitCode {
    let names: Vec<&str> = cases.iter().map(|(name, _)| *name).collect();
    eprintln!("usage: CASE SIZE, with CASE one of {}", names.join(", "));
    ExitCode::FAILURE
}

/// In KiB, where the system says it.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// The numbers from 1 to `size` in eight parts.
pub fn eight_parts(size: u64) -> Vec<std::ops::Range<u64>> {
    let end = |part: u64| 1 + size * part / 8;
    (0..8).map(|part| end(part)..end(part + 1)).collect()
}

/// The steps from `n` to 1 in the Collatz sequence, at most, over a range.
pub fn longest_flight(starts: std::ops::Range<u64>) -> u32 {
    starts.map(flight_time).max().unwrap_or(0)
}

fn flight_time(mut n: u64) -> u32 {
    let mut steps = 0;
    while n != 1 {
        n = match n % 2 {
            0 => n / 2,
            _ => 3 * n + 1,
        };
        steps += 1;
    }
    steps
}
