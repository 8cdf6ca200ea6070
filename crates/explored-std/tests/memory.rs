//! Weak memory: the litmus tests, and what C++20 (so Rust) allows of each.
//!
//! Under `weak`, modification order is the order of execution, so what only a
//! load that runs ahead of its thread could see is never shown (`load_buffering`).
//!
//! `against/loom` runs this file too, with loom in the place of `std`.

use crate::weakly;
use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};
use std::sync::atomic::{AtomicU32, fence};
use std::thread;

/// Runs the two at once; what they return is printed.
fn both(one: impl FnOnce() -> u32 + Send, other: impl FnOnce() -> u32 + Send) {
    let (one, other) = thread::scope(|s| {
        let one = s.spawn(one);
        let other = s.spawn(other);
        (one.join().unwrap(), other.join().unwrap())
    });
    println!("{one} {other}");
}

/// x = 1; read y ‖ y = 1; read x.
pub fn store_buffering(store: Ordering, load: Ordering) {
    let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
    let write_then_read = |mine: &AtomicU32, theirs: &AtomicU32| {
        mine.store(1, store);
        theirs.load(load)
    };
    both(|| write_then_read(&x, &y), || write_then_read(&y, &x));
}

#[test]
fn stores_may_be_late() {
    // Each may read before the other's store arrives.
    weakly(
        || store_buffering(Relaxed, Relaxed),
        &["0 0", "0 1", "1 0", "1 1"],
    );
    weakly(
        || store_buffering(Release, Acquire),
        &["0 0", "0 1", "1 0", "1 1"],
    );
    weakly(
        || store_buffering(SeqCst, Relaxed),
        &["0 0", "0 1", "1 0", "1 1"],
    );
}

#[test]
fn sequential_consistency_forbids_two_zeros() {
    // One store is the first of all.
    weakly(|| store_buffering(SeqCst, SeqCst), &["0 1", "1 0", "1 1"]);
}

#[test]
fn fences_forbid_two_zeros() {
    // One fence is the first; its store is seen after the other.
    fn fenced() {
        let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
        let write_then_read = |mine: &AtomicU32, theirs: &AtomicU32| {
            mine.store(1, Relaxed);
            fence(SeqCst);
            theirs.load(Relaxed)
        };
        both(|| write_then_read(&x, &y), || write_then_read(&y, &x));
    }
    weakly(fenced, &["0 1", "1 0", "1 1"]);
}

/// data = 1; flag = 1 ‖ read flag; read data. Prints flag and data.
pub fn message_passing(write: Ordering, read: Ordering) {
    let (data, flag) = (AtomicU32::new(0), AtomicU32::new(0));
    let seen = thread::scope(|s| {
        s.spawn(|| {
            data.store(1, Relaxed);
            flag.store(1, write);
        });
        let reader = s.spawn(|| (flag.load(read), data.load(Relaxed)));
        reader.join().unwrap()
    });
    println!("{} {}", seen.0, seen.1);
}

#[test]
fn a_relaxed_flag_publishes_nothing() {
    weakly(
        || message_passing(Relaxed, Relaxed),
        &["0 0", "0 1", "1 0", "1 1"],
    );
    // It takes both halves.
    weakly(
        || message_passing(Release, Relaxed),
        &["0 0", "0 1", "1 0", "1 1"],
    );
    weakly(
        || message_passing(Relaxed, Acquire),
        &["0 0", "0 1", "1 0", "1 1"],
    );
}

#[test]
fn release_and_acquire_publish() {
    weakly(|| message_passing(Release, Acquire), &["0 0", "0 1", "1 1"]);
    weakly(|| message_passing(SeqCst, SeqCst), &["0 0", "0 1", "1 1"]);
}

#[test]
fn fences_publish_through_a_relaxed_flag() {
    fn fenced() {
        let (data, flag) = (AtomicU32::new(0), AtomicU32::new(0));
        let seen = thread::scope(|s| {
            s.spawn(|| {
                data.store(1, Relaxed);
                fence(Release);
                flag.store(1, Relaxed);
            });
            let reader = s.spawn(|| {
                let seen = flag.load(Relaxed);
                fence(Acquire);
                (seen, data.load(Relaxed))
            });
            reader.join().unwrap()
        });
        println!("{} {}", seen.0, seen.1);
    }
    weakly(fenced, &["0 0", "0 1", "1 1"]);
}

#[test]
fn one_atomic_never_goes_back() {
    // CoRR: two reads of one atomic follow its modification order, always.
    fn read_twice() {
        let x = AtomicU32::new(0);
        let seen = thread::scope(|s| {
            s.spawn(|| {
                x.store(1, Relaxed);
                x.store(2, Relaxed);
            });
            s.spawn(|| (x.load(Relaxed), x.load(Relaxed)))
                .join()
                .unwrap()
        });
        println!("{} {}", seen.0, seen.1);
    }
    weakly(read_twice, &["0 0", "0 1", "0 2", "1 1", "1 2", "2 2"]);
}

#[test]
fn readers_agree_on_the_order_of_one_atomic() {
    // Who wrote 2 and then reads 1 says "2, then 1"; the other may not say "1,
    // then 2".
    fn two_writers() {
        let x = AtomicU32::new(0);
        let seen = thread::scope(|s| {
            s.spawn(|| x.store(1, Relaxed));
            let other = s.spawn(|| x.load(Relaxed) * 10 + x.load(Relaxed));
            x.store(2, Relaxed);
            (x.load(Relaxed), other.join().unwrap())
        });
        println!("{}", seen == (1, 12));
    }
    weakly(two_writers, &["false"]);
}

/// Two writers, two readers of both: may the readers disagree?
fn independent_reads(write: Ordering, read: Ordering) {
    let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
    let seen = thread::scope(|s| {
        s.spawn(|| x.store(1, write));
        s.spawn(|| y.store(1, write));
        let other = s.spawn(|| (y.load(read), x.load(read)));
        [(x.load(read), y.load(read)), other.join().unwrap()]
    });
    println!("{}", seen == [(1, 0), (1, 0)]);
}

#[test]
fn independent_writes_have_no_common_order() {
    weakly(|| independent_reads(Relaxed, Relaxed), &["false", "true"]);
    weakly(|| independent_reads(Release, Acquire), &["false", "true"]);
}

#[test]
fn sequential_consistency_is_a_common_order() {
    weakly(|| independent_reads(SeqCst, SeqCst), &["false"]);
}

/// data = 1; flag = 1 (release) ‖ flag becomes 2 ‖ read flag (acquire); read data.
fn chain(second: fn(&AtomicU32)) {
    let (data, flag) = (AtomicU32::new(0), AtomicU32::new(0));
    let seen = thread::scope(|s| {
        s.spawn(|| {
            data.store(1, Relaxed);
            flag.store(1, Release);
        });
        s.spawn(|| second(&flag));
        let reader = s.spawn(|| (flag.load(Acquire), data.load(Relaxed)));
        reader.join().unwrap()
    });
    if seen.0 == 2 {
        println!("{}", seen.1);
    }
}

#[test]
fn a_release_sequence_goes_through_read_modify_writes() {
    // Reading 2 of 1 + 1 acquires what the 1 released.
    fn add(flag: &AtomicU32) {
        flag.fetch_add(1, Relaxed);
    }
    weakly(|| chain(add), &["1", "exit"]);
}

#[test]
fn a_plain_store_ends_a_release_sequence() {
    fn store(flag: &AtomicU32) {
        flag.store(2, Relaxed);
    }
    weakly(|| chain(store), &["0", "1", "exit"]);
}

#[test]
fn a_later_store_of_the_same_thread_ends_it_too() {
    // So since C++20.
    fn store_twice() {
        let (data, flag) = (AtomicU32::new(0), AtomicU32::new(0));
        let seen = thread::scope(|s| {
            s.spawn(|| {
                data.store(1, Relaxed);
                flag.store(1, Release);
                flag.store(2, Relaxed);
            });
            let reader = s.spawn(|| (flag.load(Acquire), data.load(Relaxed)));
            reader.join().unwrap()
        });
        println!("{} {}", seen.0, seen.1);
    }
    weakly(store_twice, &["0 0", "0 1", "1 1", "2 0", "2 1"]);
}

#[test]
fn read_modify_writes_read_the_newest() {
    fn add_twice() {
        let x = AtomicU32::new(0);
        both(|| x.fetch_add(1, Relaxed), || x.fetch_add(1, AcqRel));
    }
    weakly(add_twice, &["0 1", "1 0"]);
}

#[test]
fn a_failing_exchange_is_a_load() {
    // It may fail on the old value; it cannot go back.
    fn exchange() {
        let x = AtomicU32::new(0);
        let exchange = || x.compare_exchange(9, 10, Relaxed, Relaxed).unwrap_err();
        both(
            || {
                x.store(1, Relaxed);
                x.load(Relaxed)
            },
            || exchange() * 10 + exchange(),
        );
    }
    weakly(exchange, &["1 0", "1 1", "1 11"]);
}

#[test]
fn a_lock_publishes_what_relaxed_stores_wrote() {
    fn locked() {
        let (data, flag) = (AtomicU32::new(0), std::sync::Mutex::new(0));
        both(
            || {
                data.store(1, Relaxed);
                *flag.lock().unwrap() = 1;
                0
            },
            || *flag.lock().unwrap() * 10 + data.load(Relaxed),
        );
    }
    // Not 10: who sees the flag sees the data.
    weakly(locked, &["0 0", "0 1", "0 11"]);
}

#[test]
fn a_message_publishes_what_was_stored_before_it() {
    fn sent() {
        let data = AtomicU32::new(0);
        let (tx, rx) = std::sync::mpsc::channel();
        thread::scope(|s| {
            s.spawn(|| {
                data.store(1, Relaxed);
                tx.send(()).unwrap();
            });
            rx.recv().unwrap();
            println!("{}", data.load(Relaxed));
        });
    }
    weakly(sent, &["1"]);
}

#[test]
fn load_buffering_is_beyond_the_model() {
    // C++20 allows "1 1" here; no execution in the order of steps gives it.
    fn read_then_write() {
        let (x, y) = (AtomicU32::new(0), AtomicU32::new(0));
        let read_then_write = |from: &AtomicU32, to: &AtomicU32| {
            let seen = from.load(Relaxed);
            to.store(1, Relaxed);
            seen
        };
        both(|| read_then_write(&x, &y), || read_then_write(&y, &x));
    }
    weakly(read_then_write, &["0 0", "0 1", "1 0"]);
}
