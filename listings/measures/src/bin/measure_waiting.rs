//! `SIZE` waits of 50 ms: in turn, then a thread each.

use std::process::ExitCode;
use std::thread;
use std::time::Duration;

use measures::timed;

/// A server will answer.
fn wait(number: u64) -> u64 {
    thread::sleep(Duration::from_millis(50));
    number
}

fn in_turn(size: u64) -> u64 {
    (0..size).map(wait).sum()
}

fn threads(size: u64) -> u64 {
    thread::scope(|s| {
        let waits: Vec<_> = (0..size)
            .map(|number| s.spawn(move || wait(number)))
            .collect();
        waits.into_iter().map(|wait| wait.join().unwrap()).sum()
    })
}

fn main() -> ExitCode {
    measures::main(&[
        ("rust_in_turn", |size| timed(|| in_turn(size))),
        ("rust_threads", |size| timed(|| threads(size))),
    ])
}
