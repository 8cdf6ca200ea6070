//! Four threads add 1 to the same counter, `SIZE` times each.

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

use measures::timed;

fn four_threads(add: impl Fn() + Sync, size: u64) {
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| (0..size).for_each(|_| add()));
        }
    });
}

fn mutex(size: u64) -> u64 {
    let counter = Mutex::new(0);
    four_threads(|| *counter.lock().unwrap() += 1, size);
    counter.into_inner().unwrap()
}

fn atomic(size: u64) -> u64 {
    let counter = AtomicU64::new(0);
    four_threads(|| _ = counter.fetch_add(1, SeqCst), size);
    counter.into_inner()
}

fn main() -> ExitCode {
    measures::main(&[
        ("rust_mutex", |size| timed(|| mutex(size))),
        ("rust_atomic", |size| timed(|| atomic(size))),
    ])
}
