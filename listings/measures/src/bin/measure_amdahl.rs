//! How many squares below `SIZE`² leave 1 when divided by 7: a quarter of the
//! numbers in turn, then the rest on some threads.

use std::hint::black_box;
use std::ops::Range;
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use measures::{Timed, timed};

/// The same machine code in turn and on threads.
#[inline(never)]
fn work(numbers: Range<u64>) -> usize {
    numbers.filter(|&n| black_box(n * n) % 7 == 1).count()
}

fn run(size: u64, threads: u64) -> Timed {
    let first = size / 4;
    let end = |share: u64| first + (size - first) * share / threads;
    let mut alone = None;
    let all = timed(|| {
        let start = Instant::now();
        let in_turn = work(0..first);
        alone = Some(start.elapsed());
        thread::scope(|s| {
            let shares: Vec<_> = (0..threads)
                .map(|share| s.spawn(move || work(end(share)..end(share + 1))))
                .collect();
            let shares = shares.into_iter().map(|share| share.join().unwrap());
            in_turn + shares.sum::<usize>()
        })
    });
    Timed {
        in_turn: alone,
        ..all
    }
}

fn main() -> ExitCode {
    measures::main(&[
        ("threads_1", |size| run(size, 1)),
        ("threads_2", |size| run(size, 2)),
        ("threads_4", |size| run(size, 4)),
    ])
}
