//! `std::cell`: plain memory that is written through a shared reference, watched
//! for data races. To touch it is no choice, nor a step.
//!
//! What only one thread can have (`OnceCell`, `LazyCell`) is the real one.

mod plain_cell;
mod ref_cell;
mod unsafe_cell;
mod watched;

pub use ::std::cell::{BorrowError, BorrowMutError, LazyCell, OnceCell, Ref, RefMut};
pub use plain_cell::Cell;
pub use ref_cell::RefCell;
pub use unsafe_cell::UnsafeCell;
