//! `thread_local!`: one value for each thread of the listing, dropped at its end.

use crate::cell::{Cell, RefCell};
use ::std::error::Error;
use ::std::fmt;
use ::std::mem::{needs_drop, take};
use explorer::task::refuse_locals;
use explorer::{Local, Place, Turn, Whose, World, with};

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

    #[track_caller]
    pub fn try_with<R>(&'static self, action: impl FnOnce(&T) -> R) -> Result<R, AccessError> {
        refuse_locals(Place::caller());
        let value = match self.find() {
            Some(found) => found?,
            None => {
                let value = (self.make)();
                let facade = Turn::of(Whose::Facade);
                let local = Local {
                    key: self.key(),
                    drops: needs_drop::<T>(),
                    value: Some(Box::new(value)),
                };
                drop(facade);
                with(|world| world.mine_mut().locals.push(local));
                self.find().expect("just made")?
            }
        };
        Ok(action(value))
    }

    /// The value of the current thread, if it was made; an error, if it has ended.
    fn find(&'static self) -> Option<Result<&'static T, AccessError>> {
        with(|world| {
            let mut locals = world.mine().locals.iter();
            let local = locals.find(|local| local.key == self.key())?;
            let Some(value) = &local.value else {
                return Some(Err(AccessError));
            };
            let value: *const T = value.downcast_ref::<T>()?;
            // SAFETY: boxed, and dropped only at the end of this thread, when the
            // callers above have returned.
            Some(Ok(unsafe { &*value }))
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

/// Whether values of the current thread have destructors to come.
pub fn will_end() -> bool {
    with(|world| world.mine().locals.iter().any(|local| local.drops))
}

/// Drops the values of the current thread, the youngest first, and those that are
/// made meanwhile. What needs no destructor is there to the end.
pub fn destroy() {
    let youngest = |world: &mut World| {
        let mut locals = world.mine_mut().locals.iter_mut().rev();
        locals.find_map(|local| local.value.take_if(|_| local.drops))
    };
    while let Some(value) = with(youngest) {
        drop(value);
    }
    drop(with(|world| take(&mut world.mine_mut().locals)));
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
