//! `Cell`: each access is known for what it is. `{:?}` is not: it is how the
//! explorer itself looks at values.

use super::watched::Watched;
use ::std::cell::Cell as Real;
use ::std::cmp::Ordering;
use ::std::fmt;
use explorer::{Access, Place};

pub struct Cell<T: ?Sized>(Watched<Real<T>>);

impl<T> Cell<T> {
    #[track_caller]
    pub const fn new(value: T) -> Cell<T> {
        Cell(Watched::new("cell", Real::new(value)))
    }

    #[track_caller]
    pub fn set(&self, value: T) {
        self.written().set(value);
    }

    #[track_caller]
    pub fn replace(&self, value: T) -> T {
        self.written().replace(value)
    }

    #[track_caller]
    pub fn swap(&self, other: &Cell<T>) {
        self.written().swap(other.written());
    }

    #[track_caller]
    pub fn into_inner(self) -> T {
        self.0.into_inner(Place::caller()).into_inner()
    }
}

impl<T: Copy> Cell<T> {
    #[track_caller]
    pub fn get(&self) -> T {
        self.0.touch(Access::Read, Place::caller());
        self.0.real().get()
    }

    #[track_caller]
    pub fn update(&self, change: impl FnOnce(T) -> T) {
        let old = self.get();
        self.set(change(old));
    }
}

impl<T: Default> Cell<T> {
    #[track_caller]
    pub fn take(&self) -> T {
        self.written().take()
    }
}

impl<T: ?Sized> Cell<T> {
    #[track_caller]
    pub fn as_ptr(&self) -> *mut T {
        self.0.touch(Access::Given, Place::caller());
        self.0.real().as_ptr()
    }

    #[track_caller]
    pub fn get_mut(&mut self) -> &mut T {
        self.0.get_mut(Place::caller()).get_mut()
    }

    #[track_caller]
    fn written(&self) -> &Real<T> {
        self.0.touch(Access::Write, Place::caller());
        self.0.real()
    }
}

impl<T: Copy> Clone for Cell<T> {
    #[track_caller]
    fn clone(&self) -> Cell<T> {
        Cell::new(self.get())
    }
}

impl<T: Default> Default for Cell<T> {
    #[track_caller]
    fn default() -> Cell<T> {
        Cell::new(T::default())
    }
}

impl<T> From<T> for Cell<T> {
    #[track_caller]
    fn from(value: T) -> Cell<T> {
        Cell::new(value)
    }
}

impl<T: Copy + PartialEq> PartialEq for Cell<T> {
    #[track_caller]
    fn eq(&self, other: &Cell<T>) -> bool {
        self.get() == other.get()
    }
}

impl<T: Copy + Eq> Eq for Cell<T> {}

impl<T: Copy + PartialOrd> PartialOrd for Cell<T> {
    #[track_caller]
    fn partial_cmp(&self, other: &Cell<T>) -> Option<Ordering> {
        self.get().partial_cmp(&other.get())
    }
}

impl<T: Copy + Ord> Ord for Cell<T> {
    #[track_caller]
    fn cmp(&self, other: &Cell<T>) -> Ordering {
        self.get().cmp(&other.get())
    }
}

impl<T: Copy + fmt::Debug> fmt::Debug for Cell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.real().fmt(f)
    }
}
