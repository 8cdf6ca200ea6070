// Aux tailles réelles, beaucoup d’ajouts se perdent.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn count(threads: u64, times: u64, between: fn()) -> u64 {
    let counter = AtomicU64::new(0);
    thread::scope(|s| {
        for _ in 0..threads {
            s.spawn(|| {
                for _ in 0..times {
                    let seen = counter.load(SeqCst);
                    between();
                    counter.store(seen + 1, SeqCst);
                }
            });
        }
    });
    counter.into_inner()
}

fn show(threads: u64, times: u64, between: fn()) {
    let expected = threads * times;
    let found = count(threads, times, between);
    let lost = expected - found;
    println!("{expected} attendus, {found} comptés, {lost} perdus");
}

fn main() {
    show(5, 1_000, || {});
    show(4, 100_000, || {});
    show(4, 10_000, thread::yield_now); // Cède sa place au pire moment.
}
