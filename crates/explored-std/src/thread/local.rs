//! `thread_local!`: one value for each thread of the listing, dropped at its end.

use crate::cell::{Cell, RefCell};
use ::std::any::Any;
use ::std::error::Error;
use ::std::fmt;
use explorer::with;

pub struct LocalKey<T: 'static> {
    make: fn() -> T,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessError;

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("already destroyed")
    }
}

impl Error for AccessError {}

impl<T: 'static> LocalKey<T> {
    #[doc(hidden)]
    pub const fn new(make: fn() -> T) -> LocalKey<T> {
        LocalKey { make }
    }

    #[track_caller]
    pub fn with<R>(&'static self, action: impl FnOnce(&T) -> R) -> R {
        match self.try_with(action) {
            Ok(result) => result,
            Err(_) => {
                panic!("cannot access a Thread Local Storage value during or after destruction")
            }
        }
    }

    pub fn try_with<R>(&'static self, action: impl FnOnce(&T) -> R) -> Result<R, AccessError> {
        if let Some(value) = self.find() {
            return Ok(action(value));
        }
        if with(|world| world.mine().locals_destroyed) {
            return Err(AccessError);
        }
        let value: Box<dyn Any> = Box::new((self.make)());
        with(|world| world.mine_mut().locals.push((self.key(), value)));
        Ok(action(self.find().expect("just made")))
    }

    fn find(&'static self) -> Option<&'static T> {
        with(|world| {
            let locals = &world.mine().locals;
            let (_, value) = locals.iter().find(|(key, _)| *key == self.key())?;
            let value: *const T = value.downcast_ref::<T>()?;
            // SAFETY: boxed, and dropped only at the end of this thread, when the
            // callers above have returned.
            Some(unsafe { &*value })
        })
    }

    fn key(&'static self) -> usize {
        self as *const Self as usize
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    pub fn set(&'static self, value: T) {
        self.with(|cell| cell.set(value));
    }

    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    pub fn with_borrow<R>(&'static self, action: impl FnOnce(&T) -> R) -> R {
        self.with(|cell| action(&cell.borrow()))
    }

    pub fn with_borrow_mut<R>(&'static self, action: impl FnOnce(&mut T) -> R) -> R {
        self.with(|cell| action(&mut cell.borrow_mut()))
    }

    pub fn set(&'static self, value: T) {
        self.with(|cell| {
            cell.replace(value);
        });
    }

    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }

    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

/// Drops the values of the current thread, the youngest first.
pub fn destroy() {
    while let Some(value) = with(|world| world.mine_mut().locals.pop()) {
        drop(value);
    }
    with(|world| world.mine_mut().locals_destroyed = true);
}

impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}

#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = const $init:block $(; $($rest:tt)*)?) => {
        $(#[$attr])* $vis static $name: $crate::thread::LocalKey<$t> = $crate::thread::LocalKey::new(|| const $init);
        $($crate::thread_local!($($rest)*);)?
    };
    ($(#[$attr:meta])* $vis:vis static $name:ident: $t:ty = $init:expr $(; $($rest:tt)*)?) => {
        $(#[$attr])* $vis static $name: $crate::thread::LocalKey<$t> = $crate::thread::LocalKey::new(|| $init);
        $($crate::thread_local!($($rest)*);)?
    };
}
