// A cell in a static begins anew with each execution.
use std::cell::UnsafeCell;

struct Plain(UnsafeCell<u32>);

// SAFETY: main is alone.
unsafe impl Sync for Plain {}

static RUNS: Plain = Plain(UnsafeCell::new(0));

fn main() {
    // SAFETY: main is alone.
    let runs = unsafe {
        *RUNS.0.get() += 1;
        *RUNS.0.get()
    };
    println!("{runs}");
}
