//! Catching panics; the hook is the explorer's own.

pub use ::std::panic::{AssertUnwindSafe, Location, RefUnwindSafe, UnwindSafe, panic_any};

use ::std::any::Any;
use ::std::thread::Result;

pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(body: F) -> Result<R> {
    explorer::catch(body)
}

pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
    explorer::resume(payload)
}
