//! A stand-in for `std` that times one real run of a listing, on real threads.
//!
//! A listing meets it through a Cargo rename, `std = { package = "timed-std" }`.
//! Whatever makes a thread wait is the real thing with a watch in its hand. What
//! neither waits nor prints is std's own; what waits and is not stood in for is
//! not here: a listing that uses it does not compile.

#[doc(hidden)]
pub use ::std as __std;

#[doc(hidden)]
pub mod output;
pub mod sync;
#[doc(hidden)]
pub mod tasks;
pub mod thread;
pub mod timeline;

// What never waits: the real one.
pub use ::std::{
    alloc, any, array, ascii, borrow, boxed, cell, char, clone, cmp, collections, convert, default,
    env, error, f32, f64, fmt, future, hash, hint, iter, marker, mem, num, ops, option, panic,
    path, pin, primitive, ptr, rc, result, slice, str, string, task, time, vec,
};
pub use ::std::{
    assert, assert_eq, assert_ne, cfg, column, compile_error, concat, debug_assert,
    debug_assert_eq, debug_assert_ne, file, format, format_args, include, include_bytes,
    include_str, line, matches, module_path, option_env, stringify, thread_local, todo,
    unimplemented, unreachable, write, writeln,
};

/// What signatures name; files and standard input may wait.
pub mod io {
    pub use ::std::io::{Error, ErrorKind, Result};
}

/// How a program ends; `exit` and `abort` would lose what was timed.
pub mod process {
    pub use ::std::process::{ExitCode, Termination};
}

pub mod prelude {
    pub mod v1 {
        pub use crate::{eprint, eprintln, print, println};
        pub use ::std::prelude::v1::*;
    }
    pub mod rust_2021 {
        pub use crate::{eprint, eprintln, print, println};
        pub use ::std::prelude::rust_2021::*;
    }
    pub mod rust_2024 {
        pub use crate::{eprint, eprintln, print, println};
        pub use ::std::prelude::rust_2024::*;
    }
}
