//! Two threads, each with its counter, `SIZE` additions each: the counters in
//! one cache line, then apart, as in `listings/src/bin/false_sharing.rs`.

use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

use measures::timed;

#[derive(Default)]
#[repr(align(128))]
struct Pair {
    left: AtomicU64,
    right: AtomicU64,
}

#[derive(Default)]
#[repr(align(128))]
struct Alone(AtomicU64);

fn count(left: &AtomicU64, right: &AtomicU64, size: u64) -> u64 {
    thread::scope(|s| {
        for counter in [left, right] {
            s.spawn(move || {
                for _ in 0..size {
                    counter.fetch_add(1, SeqCst);
                }
            });
        }
    });
    left.load(SeqCst) + right.load(SeqCst)
}

fn main() -> ExitCode {
    measures::main(&[
        ("together", |size| {
            let pair = Pair::default();
            timed(|| count(&pair.left, &pair.right, size))
        }),
        ("apart", |size| {
            let [left, right] = [Alone::default(), Alone::default()];
            timed(|| count(&left.0, &right.0, size))
        }),
    ])
}
