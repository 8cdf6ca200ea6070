// The closure runs once, whoever asks first.
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{LazyLock, Once};
use std::thread;

static RUNS: AtomicU32 = AtomicU32::new(0);
static TABLE: LazyLock<u32> = LazyLock::new(|| 41 + RUNS.fetch_add(1, SeqCst));
static START: Once = Once::new();

fn main() {
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                START.call_once(|| {
                    RUNS.fetch_add(1, SeqCst);
                });
                assert_eq!(*TABLE, 42);
            });
        }
    });
    println!("{}", RUNS.load(SeqCst));
}
