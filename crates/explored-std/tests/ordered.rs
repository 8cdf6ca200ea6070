//! Whatever orders threads orders their plain memory, whatever they know of
//! atomics; and what only looks like it does not.

use std::cell::UnsafeCell;
use std::explored::{Options, explore};
use std::sync::atomic::Ordering::{AcqRel, Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::mpsc::{channel, sync_channel};
use std::sync::{Barrier, Condvar, LazyLock, Mutex, Once, OnceLock, RwLock};
use std::thread;

struct Plain(UnsafeCell<u32>);

// SAFETY: none; the explorer says whether it is used well.
unsafe impl Sync for Plain {}

impl Plain {
    const fn new() -> Plain {
        Plain(UnsafeCell::new(0))
    }

    fn write(&self) {
        // SAFETY: as above.
        unsafe { *self.0.get() = 1 }
    }

    /// Whether and when it writes is not seen.
    fn keep(&self) {
        let kept = self.0.get();
        // SAFETY: as above.
        unsafe { *kept = 1 }
    }

    fn read(&self) -> u32 {
        // SAFETY: as above.
        unsafe { *self.0.get() }
    }
}

#[track_caller]
fn check(run: impl Fn() + Clone + 'static, races: bool) {
    for weak in [false, true] {
        let options = Options {
            weak,
            ..Options::default()
        };
        let path = "crates/explored-std/tests/ordered.rs";
        let graph = explore(run.clone(), path, include_str!("ordered.rs"), &options).unwrap();
        let mut ends = graph.outcomes.iter().map(|outcome| outcome.end());
        let found = ends.any(|end| end.starts_with("data race: "));
        assert_eq!(found, races, "weak: {weak}, {:?}", graph.outcomes);
    }
}

/// What both do, in any order, is ordered.
#[track_caller]
fn orders<S: Sync + 'static>(make: fn() -> S, first: fn(&S), second: fn(&S)) {
    let run = move || {
        let shared = make();
        thread::scope(|s| {
            s.spawn(|| first(&shared));
            s.spawn(|| second(&shared));
        });
    };
    check(run, false);
}

#[test]
fn a_mutex_orders() {
    orders(
        || (Plain::new(), Mutex::new(())),
        |it| {
            let _guard = it.1.lock();
            it.0.write();
        },
        |it| {
            let _guard = it.1.lock();
            it.0.read();
        },
    );
}

/// A release tells what came before it, and a clock that stood still would tell more.
#[test]
fn what_comes_after_a_release_is_not_told() {
    let run = || {
        let shared = (Plain::new(), AtomicBool::new(false));
        thread::scope(|s| {
            s.spawn(|| {
                shared.0.write();
                shared.1.store(true, Release);
                shared.0.write();
            });
            s.spawn(|| shared.1.load(Acquire).then(|| shared.0.read()));
        });
    };
    check(run, true);
}

/// That a thread reads what it wrote takes nothing back.
#[test]
fn a_write_races_though_its_thread_has_read_since() {
    let run = || {
        let shared = (Plain::new(), AtomicBool::new(false));
        thread::scope(|s| {
            s.spawn(|| {
                shared.0.write();
                shared.0.read();
                shared.1.store(true, Relaxed);
            });
            s.spawn(|| shared.1.load(Relaxed).then(|| shared.0.read()));
        });
    };
    check(run, true);
}

/// A race is told of what is known alone; the rest is a doubt of the verdict's.
#[test]
fn what_is_not_known_makes_no_race() {
    for other in [Plain::keep, Plain::write] {
        let run = move || {
            let shared = Plain::new();
            thread::scope(|s| {
                s.spawn(|| shared.keep());
                s.spawn(|| other(&shared));
            });
        };
        check(run, false);
    }
}

#[test]
fn a_reader_comes_before_the_next_writer() {
    orders(
        || (Plain::new(), RwLock::new(())),
        |it| {
            let _guard = it.1.read();
            it.0.read();
        },
        |it| {
            let _guard = it.1.write();
            it.0.write();
        },
    );
}

#[test]
fn a_barrier_orders_both_ways() {
    orders(
        || ([const { Plain::new() }; 2], Barrier::new(2)),
        |it| {
            it.0[0].write();
            it.1.wait();
            it.0[1].read();
        },
        |it| {
            it.0[1].write();
            it.1.wait();
            it.0[0].read();
        },
    );
}

#[test]
fn a_condition_orders() {
    orders(
        || (Plain::new(), Mutex::new(false), Condvar::new()),
        |it| {
            it.0.write();
            *it.1.lock().unwrap() = true;
            it.2.notify_one();
        },
        |it| {
            let guard = it.1.lock().unwrap();
            drop(it.2.wait_while(guard, |ready| !*ready));
            it.0.read();
        },
    );
}

#[test]
fn a_once_orders() {
    orders(
        || (Plain::new(), Once::new()),
        |it| {
            it.1.call_once(|| it.0.write());
            it.0.read();
        },
        |it| {
            it.1.call_once(|| it.0.write());
            it.0.read();
        },
    );
}

#[test]
fn a_once_lock_orders() {
    orders(
        || (Plain::new(), OnceLock::new()),
        |it| {
            it.0.write();
            it.1.set(()).unwrap();
        },
        |it| {
            if it.1.get().is_some() {
                it.0.read();
            }
        },
    );
}

#[test]
fn a_chain_of_updates_releases_on() {
    orders(
        || (Plain::new(), AtomicU32::new(0)),
        |it| {
            it.0.write();
            it.1.store(1, Release);
            it.1.fetch_add(1, Relaxed);
        },
        |it| {
            if it.1.fetch_add(1, AcqRel) > 0 {
                it.0.read();
            }
        },
    );
}

#[test]
fn a_lazy_value_orders() {
    check(
        || {
            static CELL: Plain = Plain::new();
            static LAZY: LazyLock<u32> = LazyLock::new(|| {
                CELL.write();
                7
            });
            thread::scope(|s| {
                for _ in 0..2 {
                    s.spawn(|| *LAZY + CELL.read());
                }
            });
        },
        false,
    );
}

#[test]
fn a_message_orders() {
    check(
        || {
            let cell = Plain::new();
            let (sender, receiver) = channel();
            let cell = &cell;
            thread::scope(|s| {
                s.spawn(move || {
                    cell.write();
                    sender.send(()).unwrap();
                });
                s.spawn(move || {
                    if receiver.recv().is_ok() {
                        cell.read();
                    }
                });
            });
            let (sender, receiver) = sync_channel::<()>(1);
            thread::scope(|s| {
                s.spawn(move || {
                    cell.write();
                    drop(sender);
                });
                s.spawn(move || {
                    if receiver.recv().is_err() {
                        cell.read();
                    }
                });
            });
        },
        false,
    );
}

#[test]
fn a_token_and_a_join_order() {
    check(
        || {
            let cell = Plain::new();
            let cell = &cell;
            thread::scope(|s| {
                let sleeper = s.spawn(|| {
                    thread::park();
                    cell.read();
                });
                cell.write();
                sleeper.thread().unpark();
                sleeper.join().unwrap();
                cell.write();
                s.spawn(|| cell.write()).join().unwrap();
                cell.read();
            });
            cell.write();
        },
        false,
    );
}

#[test]
fn a_store_over_a_release_publishes_nothing() {
    check(
        || {
            let (cell, flag) = (Plain::new(), AtomicU32::new(0));
            thread::scope(|s| {
                s.spawn(|| {
                    cell.write();
                    flag.store(1, Release);
                    // What it releases ends here, since C++20.
                    flag.store(2, Relaxed);
                });
                s.spawn(|| {
                    if flag.load(Acquire) == 2 {
                        cell.read();
                    }
                });
            });
        },
        true,
    );
}

#[test]
fn two_readers_of_a_lock_may_not_write() {
    check(
        || {
            let (cell, lock) = (Plain::new(), RwLock::new(()));
            thread::scope(|s| {
                for _ in 0..2 {
                    s.spawn(|| {
                        let _guard = lock.read();
                        cell.write();
                    });
                }
            });
        },
        true,
    );
}

#[test]
fn that_a_thread_has_ended_is_not_that_it_was_joined() {
    check(
        || {
            let (cell, ended) = (Plain::new(), AtomicBool::new(false));
            thread::scope(|s| {
                let writer = s.spawn(|| cell.write());
                if writer.is_finished() && !ended.load(Relaxed) {
                    cell.read();
                }
            });
        },
        true,
    );
}
