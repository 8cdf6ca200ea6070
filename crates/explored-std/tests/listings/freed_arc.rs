// An owner that was never counted goes, and then those that were.
use std::sync::Arc;

fn main() {
    let first = Arc::new(7);
    let second = first.clone();
    // SAFETY: none.
    drop(unsafe { Arc::from_raw(Arc::as_ptr(&first)) });
    drop(second);
    drop(first);
}
