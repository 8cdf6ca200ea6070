// Two threads only read, and race: they both count.
use std::cell::RefCell;
use std::thread;

struct Shared(RefCell<u32>);

// SAFETY: none.
unsafe impl Sync for Shared {}

static SHARED: Shared = Shared(RefCell::new(1));

fn main() {
    thread::scope(|s| {
        s.spawn(|| drop(SHARED.0.borrow()));
        s.spawn(|| drop(SHARED.0.borrow()));
    });
}
