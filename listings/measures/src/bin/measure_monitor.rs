//! Readings of the machine, a moment apart: the time is that of the processor,
//! which a program that watches a machine takes away from it.

use std::process::{Command, ExitCode};
use std::time::Duration;

use measures::Timed;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

fn main() -> ExitCode {
    measures::main(&[
        ("system_monitor", |size| {
            let mut command = measures::project("system_monitor");
            command.args(["--interval", "0.25", "--count", &size.to_string()]);
            read(command, |line| line.contains("s  processeur "))
        }),
        ("vmstat", |size| {
            // What it says first is of the time before.
            let mut command = Command::new("vmstat");
            command.args(["-n", "1", &(size + 1).to_string()]);
            let is_number = |c: char| c.is_ascii_digit();
            let mut timed =
                read(command, |line| line.trim_start().starts_with(is_number));
            timed.result = less_one(&timed.result);
            timed
        }),
        ("top", |size| {
            let mut command = Command::new("top");
            command.args(["-b", "-d", "0.25", "-n", &(size + 1).to_string()]);
            let mut timed = read(command, |line| line.starts_with("top - "));
            timed.result = less_one(&timed.result);
            timed
        }),
    ])
}

fn less_one(count: &str) -> String {
    let count: u64 = count.parse().expect("it is a count");
    (count - 1).to_string()
}

/// How many lines are readings, and the processor's time for all.
fn read(mut command: Command, is_reading: impl Fn(&str) -> bool) -> Timed {
    let before = children();
    let output = command.output().expect("the command starts");
    assert!(
        output.status.success(),
        "{command:?} ended with {}",
        output.status
    );
    let text = String::from_utf8_lossy(&output.stdout);
    Timed {
        time: children() - before,
        result: text
            .lines()
            .filter(|line| is_reading(line))
            .count()
            .to_string(),
        in_turn: None,
        held: None,
    }
}

/// The processor's time of all the processes that this one has waited for.
fn children() -> Duration {
    let usage =
        getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts it");
    let time = usage.user_time() + usage.system_time();
    Duration::from_micros(time.num_microseconds() as u64)
}
