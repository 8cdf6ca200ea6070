//! `std` on loom's own primitives, as far as the litmus tests need it: what the
//! explorer says of weak memory is held against another tool.

#[doc(hidden)]
pub use ::std as __std;

pub mod explored;
pub mod thread;

pub use ::std::{assert, assert_eq, matches};
pub use loom::sync;

#[macro_export]
macro_rules! println {
    ($($argument:tt)*) => {
        $crate::explored::print($crate::__std::format_args!($($argument)*))
    };
}

pub mod prelude {
    pub mod rust_2024 {
        pub use crate::println;
        pub use ::std::prelude::rust_2024::*;
    }
}
