//! `std` on shuttle's own primitives: what the explorer finds is held against the
//! depth-first search of another tool.
//!
//! Shuttle's gaps are left as gaps (no `OnceLock`, no time, no poisoning): a
//! listing that needs one does not compile here, or is listed as an exception.

#[doc(hidden)]
pub use ::std as __std;

pub mod explored;
pub mod sync;

pub use ::std::{
    any, assert, assert_eq, assert_ne, cell, cmp, collections, convert, fmt, format, future, iter,
    matches, mem, ops, option, panic, pin, ptr, rc, result, string, time, unreachable, vec,
};
pub use shuttle::thread_local;

pub mod thread {
    pub use shuttle::thread::*;
}

pub mod hint {
    pub use shuttle::hint::*;
}

/// Printing is a scheduling point, as it is in the explorer.
#[doc(hidden)]
pub fn print(text: ::std::fmt::Arguments<'_>) {
    let text = text.to_string();
    // For shuttle a sleep is a change of thread, and nothing else.
    shuttle::thread::sleep(::std::time::Duration::ZERO);
    explored::print(&text);
}

#[macro_export]
macro_rules! print {
    ($($argument:tt)*) => { $crate::print($crate::__std::format_args!($($argument)*)) };
}

#[macro_export]
macro_rules! println {
    () => { $crate::print($crate::__std::format_args!("\n")) };
    ($($argument:tt)*) => {
        $crate::print($crate::__std::format_args!(
            "{}\n",
            $crate::__std::format_args!($($argument)*)
        ))
    };
}

/// Standard error is no part of an outcome, and a step all the same.
#[macro_export]
macro_rules! eprintln {
    ($($argument:tt)*) => {
        $crate::print($crate::__std::format_args!(""))
    };
}

pub mod prelude {
    pub mod rust_2024 {
        pub use crate::{eprintln, print, println, thread_local};
        pub use ::std::prelude::rust_2024::*;
    }
}
