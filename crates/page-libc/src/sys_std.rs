//! For tests: what `sys` asks of WebAssembly and of the page, by the standard
//! library.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

static WAITERS: Mutex<()> = Mutex::new(());
static CHANGED: Condvar = Condvar::new();
static DEADLOCKS: AtomicU32 = AtomicU32::new(0);

/// Wakes for every notification: who waits looks again, as they must anyway.
pub fn wait(word: &AtomicU32, expected: u32, timeout: i64) -> u32 {
    let guard = WAITERS.lock().unwrap();
    if word.load(SeqCst) != expected {
        return 1;
    }
    if timeout < 0 {
        drop(CHANGED.wait(guard).unwrap());
        return 0;
    }
    let end = Instant::now() + Duration::from_nanos(timeout as u64);
    let left = end.saturating_duration_since(Instant::now());
    let (_guard, result) = CHANGED.wait_timeout(guard, left).unwrap();
    if result.timed_out() { 2 } else { 0 }
}

pub fn notify(_: &AtomicU32, _: u32) -> u32 {
    let _guard = WAITERS.lock().unwrap();
    CHANGED.notify_all();
    0
}

pub fn blocks(_: u32, _: usize, timeout: i64) -> i64 {
    timeout
}

pub fn runs() {}

pub fn deadlock() {
    DEADLOCKS.fetch_add(1, SeqCst);
}

pub fn deadlocks() -> u32 {
    DEADLOCKS.load(SeqCst)
}

/// The queue is one for the whole program: its tests take turns.
pub fn one_at_a_time() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    let turn = TURN.lock().unwrap_or_else(|poison| poison.into_inner());
    DEADLOCKS.store(0, SeqCst);
    turn
}
