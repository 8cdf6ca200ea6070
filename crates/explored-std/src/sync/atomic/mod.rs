//! Atomics: each access is a step; under `memory: weak`, a load may return any
//! value that its ordering does not forbid, and the explorer tries each.

mod atom;
mod fence;
mod types;

pub use ::std::sync::atomic::{Ordering, compiler_fence};
pub use fence::fence;
pub use types::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr, AtomicU8,
    AtomicU16, AtomicU32, AtomicU64, AtomicUsize,
};
