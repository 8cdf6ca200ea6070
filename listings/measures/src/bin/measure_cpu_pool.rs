//! The longest Collatz sequence up to `SIZE`, in eight parts.

use std::process::ExitCode;
use std::thread;

use measures::{eight_parts, longest_flight, timed};
use rayon::prelude::*;

fn in_turn(size: u64) -> u32 {
    eight_parts(size)
        .into_iter()
        .map(longest_flight)
        .max()
        .unwrap()
}

fn threads(size: u64) -> u32 {
    thread::scope(|s| {
        let parts: Vec<_> = eight_parts(size)
            .into_iter()
            .map(|part| s.spawn(|| longest_flight(part)))
            .collect();
        parts
            .into_iter()
            .map(|part| part.join().unwrap())
            .max()
            .unwrap()
    })
}

fn with_rayon(size: u64) -> u32 {
    eight_parts(size)
        .into_par_iter()
        .map(longest_flight)
        .max()
        .unwrap()
}

fn main() -> ExitCode {
    measures::main(&[
        ("rust_in_turn", |size| timed(|| in_turn(size))),
        ("rust_threads", |size| timed(|| threads(size))),
        ("rust_rayon", |size| timed(|| with_rayon(size))),
    ])
}
