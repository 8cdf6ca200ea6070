//! `UnsafeCell`: all that is known of a pointer is what the listing does with it
//! in the same expression.

use super::watched::Watched;
use ::std::fmt;
use explorer::{Place, use_of};

pub struct UnsafeCell<T: ?Sized>(Watched<T>);

impl<T> UnsafeCell<T> {
    #[track_caller]
    pub const fn new(value: T) -> UnsafeCell<T> {
        UnsafeCell(Watched::new("unsafe cell", value))
    }

    #[track_caller]
    pub fn into_inner(self) -> T {
        self.0.into_inner(Place::caller())
    }
}

impl<T: ?Sized> UnsafeCell<T> {
    #[track_caller]
    pub fn get(&self) -> *mut T {
        let place = Place::caller();
        self.0.touch_and_tell(use_of(place), place);
        self.0.get()
    }

    #[track_caller]
    pub fn get_mut(&mut self) -> &mut T {
        self.0.get_mut(Place::caller())
    }
}

impl<T: Default> Default for UnsafeCell<T> {
    #[track_caller]
    fn default() -> UnsafeCell<T> {
        UnsafeCell::new(T::default())
    }
}

impl<T> From<T> for UnsafeCell<T> {
    #[track_caller]
    fn from(value: T) -> UnsafeCell<T> {
        UnsafeCell::new(value)
    }
}

impl<T: ?Sized> fmt::Debug for UnsafeCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnsafeCell").finish_non_exhaustive()
    }
}
