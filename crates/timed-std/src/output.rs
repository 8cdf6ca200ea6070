//! Printing: a point in time. What is printed is in the recordings.

use crate::timeline::printed;
use ::std::fmt::Arguments;

#[macro_export]
macro_rules! print {
    ($($argument:tt)*) => {
        $crate::output::print($crate::__std::format_args!($($argument)*))
    };
}

// One expression, so that temporaries (a lock guard, say) live as long as with
// the real macro.
#[macro_export]
macro_rules! println {
    () => { $crate::output::print($crate::__std::format_args!("\n")) };
    ($($argument:tt)*) => {
        $crate::output::print($crate::__std::format_args!(
            "{}\n",
            $crate::__std::format_args!($($argument)*)
        ))
    };
}

#[macro_export]
macro_rules! eprint {
    ($($argument:tt)*) => {
        $crate::output::complain($crate::__std::format_args!($($argument)*))
    };
}

#[macro_export]
macro_rules! eprintln {
    () => { $crate::output::complain($crate::__std::format_args!("\n")) };
    ($($argument:tt)*) => {
        $crate::output::complain($crate::__std::format_args!(
            "{}\n",
            $crate::__std::format_args!($($argument)*)
        ))
    };
}

pub fn print(text: Arguments<'_>) {
    ::std::print!("{text}");
    printed();
}

pub fn complain(text: Arguments<'_>) {
    ::std::eprint!("{text}");
    printed();
}
