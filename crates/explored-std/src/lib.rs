//! A stand-in for `std` under which every interleaving of a listing is explored.
//!
//! A listing meets it through a Cargo rename, `std = { package = "explored-std" }`.
//! Every operation on what threads share is a step that the explorer schedules.
//! What is not modelled is not here: a listing that uses it does not compile.

#![feature(
    auto_traits,
    coerce_unsized,
    const_eval_select,
    core_intrinsics,
    dispatch_from_dyn,
    dropck_eyepatch,
    legacy_receiver_trait,
    negative_impls,
    specialization,
    unsize
)]
#![allow(incomplete_features, internal_features)]

#[doc(hidden)]
pub use ::std as __std;

pub mod cell;
pub mod explored;
#[doc(hidden)]
pub mod facade;
pub mod hint;
mod left;
#[doc(hidden)]
pub mod output;
pub mod panic;
mod show;
pub mod sync;
mod tag;
pub mod task;
pub mod thread;

/// What a listing frees is not there for others before its execution ends.
#[global_allocator]
static HEAP: explorer::Heap = explorer::Heap;

// What nothing shares: the real one.
pub use ::std::{
    alloc, any, array, ascii, borrow, boxed, char, clone, cmp, collections, convert, default,
    error, f32, f64, fmt, future, hash, iter, marker, mem, num, ops, option, pin, primitive, ptr,
    rc, result, slice, str, string, vec,
};
pub use ::std::{
    assert, assert_eq, assert_ne, cfg, column, compile_error, concat, debug_assert,
    debug_assert_eq, debug_assert_ne, file, format, format_args, include, include_bytes,
    include_str, line, matches, module_path, option_env, stringify, todo, unimplemented,
    unreachable, write, writeln,
};

// A macro and a module of one name: here the macro alone.
#[macro_export]
macro_rules! panic {
    ($($argument:tt)*) => { $crate::__std::panic!($($argument)*) };
}
#[macro_export]
macro_rules! env {
    ($($argument:tt)*) => { $crate::__std::env!($($argument)*) };
}

/// Durations; there is no clock.
pub mod time {
    pub use ::std::time::Duration;
}

/// What signatures name; there are no files.
pub mod io {
    pub use ::std::io::{Error, ErrorKind, Result};
}

pub mod prelude {
    pub mod v1 {
        pub use crate::{dbg, eprint, eprintln, print, println, thread_local};
        pub use ::std::prelude::v1::*;
    }
    pub mod rust_2021 {
        pub use crate::{dbg, eprint, eprintln, print, println, thread_local};
        pub use ::std::prelude::rust_2021::*;
    }
    pub mod rust_2024 {
        pub use crate::{dbg, eprint, eprintln, print, println, thread_local};
        pub use ::std::prelude::rust_2024::*;
    }
}
