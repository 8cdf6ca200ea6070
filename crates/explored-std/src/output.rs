//! Printing: an operation like another, so that the set of all possible outputs
//! is part of what is explored.

use ::std::fmt::Arguments;
use explorer::{Kind, Place, Step, World, done, with};

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

#[macro_export]
macro_rules! dbg {
    () => { $crate::eprintln!("line {}", $crate::__std::line!()) };
    ($value:expr $(,)?) => {
        match $value {
            value => {
                $crate::eprintln!("{} = {:#?}", $crate::__std::stringify!($value), &value);
                value
            }
        }
    };
    ($($value:expr),+ $(,)?) => { ($($crate::dbg!($value)),+,) };
}

#[track_caller]
pub fn print(text: Arguments<'_>) {
    let place = Place::caller();
    let text = text.to_string();
    Step::new(Kind::Print, place).with(text.as_str()).announce();
    with(|world| world.print(&text));
    done("");
}

/// Standard error: recorded, but no part of the outcome.
#[track_caller]
pub fn complain(text: Arguments<'_>) {
    let place = Place::caller();
    Step::new(Kind::Eprint, place)
        .with(text.to_string())
        .announce();
    with(World::changed);
    done("");
}
