//! Waiting until a word changes, with an account of who waits.
//!
//! WebAssembly has two instructions for it, and they tell nobody. The build
//! replaces each of them in a listing by a call to `wait` or `notify` here,
//! which do the same over a queue. So when the last thread that could still
//! wake another one goes to wait, or ends, that is seen at once, under the
//! queue's lock: a deadlock is recognised neither late nor wrongly.

use core::ptr::{self, null_mut};
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release, SeqCst};
use core::sync::atomic::{AtomicU32, fence};

use crate::lock::Locked;
use crate::sys;

/// What a thread waits for, as the page names it (`theme/js/run/host.js` has
/// the same numbers; the build knows them from the function that waits).
#[repr(u32)]
#[derive(Clone, Copy)]
pub enum Why {
    Join = 7,
    Sleep = 8,
}

pub const WOKEN: u32 = 0;
pub const NOT_EQUAL: u32 = 1;
pub const TIMED_OUT: u32 = 2;

/// A thread that waits; it lies on that thread's own stack.
struct Waiter {
    word: *const AtomicU32,
    woken: AtomicU32,
    /// Nothing but another thread can end this wait.
    forever: bool,
    next: *mut Waiter,
}

struct Queue {
    first: *mut Waiter,
    /// The threads that may still do something by themselves: they run, sleep,
    /// or wait with a time limit.
    able: u32,
}

// SAFETY: waiters are reached under the queue's lock only.
unsafe impl Send for Queue {}

static QUEUE: Locked<Queue> = Locked::new(Queue {
    first: null_mut(),
    able: 1,
});

/// How many are in the queue or about to be: `notify` mostly meets none.
static WAITING: AtomicU32 = AtomicU32::new(0);

impl Queue {
    fn push(&mut self, waiter: *mut Waiter) {
        let mut link = &raw mut self.first;
        // SAFETY: what is in the queue is alive; so is `self`.
        unsafe {
            while !(*link).is_null() {
                link = &raw mut (**link).next;
            }
            *link = waiter;
        }
    }

    /// Takes out the first waiter that is `wanted`.
    fn take(&mut self, wanted: impl Fn(*mut Waiter) -> bool) -> *mut Waiter {
        let mut link = &raw mut self.first;
        // SAFETY: as above.
        unsafe {
            while !(*link).is_null() {
                let waiter = *link;
                if wanted(waiter) {
                    *link = (*waiter).next;
                    return waiter;
                }
                link = &raw mut (*waiter).next;
            }
        }
        null_mut()
    }

    fn wake(&mut self, word: *const AtomicU32, count: u32) -> u32 {
        let mut woken = 0;
        while woken < count {
            // SAFETY: a waiter in the queue is alive until `woken` is set. The
            // notification may come after that: whoever else sleeps on this
            // address by then looks at its own word again.
            unsafe {
                let waiter = self.take(|waiter| (*waiter).word == word);
                if waiter.is_null() {
                    break;
                }
                self.able += u32::from((*waiter).forever);
                let flag = &raw const (*waiter).woken;
                (*flag).store(1, Release);
                sys::notify(&*flag, 1);
            }
            woken += 1;
        }
        woken
    }

    fn unable(&mut self) {
        self.able -= 1;
        if self.able == 0 {
            sys::deadlock();
        }
    }
}

/// `memory.atomic.wait32`: waits until `notify`, if the word is as expected.
/// `timeout` is in nanoseconds, negative for none.
///
/// # Safety
/// `word` is valid for reads.
pub unsafe fn wait(
    word: *const AtomicU32,
    expected: u32,
    timeout: i64,
    why: u32,
    what: usize,
) -> u32 {
    let timeout = sys::blocks(why, what, timeout);
    let mut waiter = Waiter {
        word,
        woken: AtomicU32::new(0),
        forever: timeout < 0,
        next: null_mut(),
    };
    let this = &raw mut waiter;
    WAITING.fetch_add(1, SeqCst);
    fence(SeqCst);
    let queued = QUEUE.with(|queue| {
        // SAFETY: the caller's.
        let equal = unsafe { (*word).load(SeqCst) } == expected;
        if equal {
            queue.push(this);
            // SAFETY: `this` is alive.
            if unsafe { (*this).forever } {
                queue.unable();
            }
        }
        equal
    });
    let result = if queued {
        // SAFETY: `this` is alive until this function returns.
        unsafe { sleep_until_woken(this, timeout) }
    } else {
        NOT_EQUAL
    };
    WAITING.fetch_sub(1, Relaxed);
    sys::runs();
    result
}

/// # Safety
/// `this` is alive and was queued.
unsafe fn sleep_until_woken(this: *mut Waiter, timeout: i64) -> u32 {
    // SAFETY: the caller's.
    let woken = unsafe { &(*this).woken };
    while woken.load(Acquire) == 0 {
        if sys::wait(woken, 0, timeout) == TIMED_OUT {
            let late = QUEUE.with(|queue| queue.take(|waiter| ptr::eq(waiter, this)));
            if !late.is_null() {
                return TIMED_OUT;
            }
            // It was woken just before.
        }
    }
    WOKEN
}

/// `memory.atomic.notify`: wakes at most `count` threads, says how many.
pub fn notify(word: *const AtomicU32, count: u32) -> u32 {
    // The caller has changed the word. Who looked at it before that has
    // counted itself before that; who looks later does not wait.
    fence(SeqCst);
    if WAITING.load(SeqCst) == 0 {
        return 0;
    }
    QUEUE.with(|queue| queue.wake(word, count))
}

/// A thread is about to be started.
pub fn born() {
    QUEUE.with(|queue| queue.able += 1);
}

/// The thread that was about to be started could not be.
pub fn unborn() {
    QUEUE.with(|queue| queue.able -= 1);
}

/// The calling thread ends: sets the word and wakes who waits for it, after
/// `last`. When another thread then passes `after_ends`, this one no longer
/// uses its stack.
///
/// # Safety
/// `word` is valid until then.
pub unsafe fn ends<R>(word: *const AtomicU32, last: impl FnOnce() -> R) -> R {
    QUEUE.with(|queue| {
        let result = last();
        // SAFETY: the caller's.
        unsafe { (*word).store(1, Release) };
        queue.wake(word, u32::MAX);
        queue.unable();
        result
    })
}

/// Does this while no thread is inside `ends`.
pub fn after_ends<R>(work: impl FnOnce() -> R) -> R {
    QUEUE.with(|_| work())
}

/// Waits for this long, whoever notifies.
pub fn sleep(ns: i64) {
    let ns = sys::blocks(Why::Sleep as u32, 0, ns);
    let nobody = AtomicU32::new(0);
    while sys::wait(&nobody, 0, ns) != TIMED_OUT {}
    sys::runs();
}

#[cfg(test)]
pub fn able() -> u32 {
    QUEUE.with(|queue| queue.able)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::{deadlocks, one_at_a_time};
    use std::thread;

    const SECOND: i64 = 1_000_000_000;

    fn wait_here(word: &AtomicU32, expected: u32, timeout: i64) -> u32 {
        unsafe { wait(word, expected, timeout, 0, 0) }
    }

    fn until(condition: impl Fn() -> bool) {
        while !condition() {
            thread::yield_now();
        }
    }

    /// As a thread of a listing: counted from before it starts.
    fn started<'s>(s: &'s thread::Scope<'s, '_>, work: impl FnOnce() + Send + 's) {
        born();
        s.spawn(move || {
            work();
            let ended = AtomicU32::new(0);
            unsafe { ends(&ended, || ()) };
        });
    }

    #[test]
    fn a_word_that_has_changed_is_not_waited_for() {
        let _alone = one_at_a_time();
        assert_eq!(wait_here(&AtomicU32::new(1), 0, -1), NOT_EQUAL);
    }

    #[test]
    fn a_wait_may_time_out() {
        let _alone = one_at_a_time();
        assert_eq!(wait_here(&AtomicU32::new(0), 0, 1_000_000), TIMED_OUT);
        assert_eq!(notify(&AtomicU32::new(0), 1), 0);
        assert_eq!((able(), deadlocks()), (1, 0));
    }

    #[test]
    fn as_many_are_woken_as_asked_and_on_that_word_only() {
        let _alone = one_at_a_time();
        let (word, other) = (AtomicU32::new(0), AtomicU32::new(0));
        thread::scope(|s| {
            for _ in 0..3 {
                started(s, || assert_eq!(wait_here(&word, 0, -1), WOKEN));
            }
            started(s, || assert_eq!(wait_here(&other, 0, 3600 * SECOND), WOKEN));
            until(|| WAITING.load(SeqCst) == 4 && able() == 2);
            assert_eq!(notify(&word, 2), 2);
            until(|| able() == 2);
            assert_eq!(notify(&word, u32::MAX), 1);
            assert_eq!(notify(&other, 1), 1);
        });
        assert_eq!((able(), deadlocks()), (1, 0));
    }

    #[test]
    fn the_last_one_to_wait_finds_the_deadlock() {
        let _alone = one_at_a_time();
        let (a, b) = (AtomicU32::new(0), AtomicU32::new(0));
        thread::scope(|s| {
            started(s, || assert_eq!(wait_here(&a, 0, -1), WOKEN));
            until(|| able() == 1);
            assert_eq!(deadlocks(), 0);
            // A limit: this thread will go on by itself.
            assert_eq!(wait_here(&b, 0, 1_000_000), TIMED_OUT);
            assert_eq!(deadlocks(), 0);
            // `b` is woken from outside: in a listing nobody could.
            s.spawn(|| until(|| deadlocks() == 1 && notify(&b, 1) == 1));
            assert_eq!(wait_here(&b, 0, -1), WOKEN);
            assert_eq!(deadlocks(), 1);
            notify(&a, 1);
        });
        assert_eq!(able(), 1);
    }

    #[test]
    fn the_last_one_to_end_finds_the_deadlock() {
        let _alone = one_at_a_time();
        let (a, go) = (AtomicU32::new(0), AtomicU32::new(0));
        thread::scope(|s| {
            started(s, || until(|| go.load(Acquire) == 1));
            s.spawn(|| {
                until(|| able() == 1);
                go.store(1, Release);
                until(|| deadlocks() == 1);
                assert_eq!(notify(&a, 1), 1);
            });
            assert_eq!(wait_here(&a, 0, -1), WOKEN);
        });
        assert_eq!((able(), deadlocks()), (1, 1));
    }

    /// A plain lock over the queue: lost wake-ups would hang it.
    #[test]
    fn no_wake_up_is_lost() {
        let _alone = one_at_a_time();
        let (lock, total) = (AtomicU32::new(0), AtomicU32::new(0));
        thread::scope(|s| {
            for _ in 0..4 {
                started(s, || {
                    for _ in 0..2000 {
                        while lock.swap(2, Acquire) != 0 {
                            wait_here(&lock, 2, -1);
                        }
                        total.store(total.load(Relaxed) + 1, Relaxed);
                        lock.store(0, Release);
                        notify(&lock, 1);
                    }
                });
            }
        });
        assert_eq!(total.load(Relaxed), 8000);
        assert_eq!((able(), deadlocks()), (1, 0));
    }
}
