//! Values as text.

use ::std::fmt::Debug;

/// The text of a value, if its type has `Debug`.
pub trait Show {
    fn show(&self) -> Option<String>;
}

impl<T: ?Sized> Show for T {
    default fn show(&self) -> Option<String> {
        None
    }
}

impl<T: ?Sized + Debug> Show for T {
    fn show(&self) -> Option<String> {
        Some(format!("{self:?}"))
    }
}

/// What stands for a value that cannot be shown.
pub const HIDDEN: &str = "…";

pub fn shown<T: ?Sized>(value: &T) -> String {
    value.show().unwrap_or_else(|| HIDDEN.into())
}
