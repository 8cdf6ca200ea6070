//! `RefCell`: to borrow it, even for reading, writes its count.

use super::watched::Watched;
use ::std::cell::{BorrowError, BorrowMutError, Ref, RefCell as Real, RefMut};
use ::std::cmp::Ordering;
use ::std::fmt;
use explorer::{Access, Place};

pub struct RefCell<T: ?Sized>(Watched<Real<T>>);

impl<T> RefCell<T> {
    #[track_caller]
    pub const fn new(value: T) -> RefCell<T> {
        RefCell(Watched::new("ref cell", Real::new(value)))
    }

    #[track_caller]
    pub fn replace(&self, value: T) -> T {
        self.counted().replace(value)
    }

    #[track_caller]
    pub fn replace_with(&self, value: impl FnOnce(&mut T) -> T) -> T {
        self.counted().replace_with(value)
    }

    #[track_caller]
    pub fn swap(&self, other: &RefCell<T>) {
        self.counted().swap(other.counted());
    }

    #[track_caller]
    pub fn into_inner(self) -> T {
        self.0.into_inner(Place::caller()).into_inner()
    }
}

impl<T: Default> RefCell<T> {
    #[track_caller]
    pub fn take(&self) -> T {
        self.counted().take()
    }
}

impl<T: ?Sized> RefCell<T> {
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        self.counted().borrow()
    }

    #[track_caller]
    pub fn try_borrow(&self) -> Result<Ref<'_, T>, BorrowError> {
        self.counted().try_borrow()
    }

    #[track_caller]
    pub fn borrow_mut(&self) -> RefMut<'_, T> {
        self.counted().borrow_mut()
    }

    #[track_caller]
    pub fn try_borrow_mut(&self) -> Result<RefMut<'_, T>, BorrowMutError> {
        self.counted().try_borrow_mut()
    }

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
    fn counted(&self) -> &Real<T> {
        self.0.touch(Access::Write, Place::caller());
        self.0.real()
    }
}

impl<T: Clone> Clone for RefCell<T> {
    #[track_caller]
    fn clone(&self) -> RefCell<T> {
        RefCell::new(self.borrow().clone())
    }
}

impl<T: Default> Default for RefCell<T> {
    #[track_caller]
    fn default() -> RefCell<T> {
        RefCell::new(T::default())
    }
}

impl<T> From<T> for RefCell<T> {
    #[track_caller]
    fn from(value: T) -> RefCell<T> {
        RefCell::new(value)
    }
}

impl<T: ?Sized + PartialEq> PartialEq for RefCell<T> {
    #[track_caller]
    fn eq(&self, other: &RefCell<T>) -> bool {
        *self.borrow() == *other.borrow()
    }
}

impl<T: ?Sized + Eq> Eq for RefCell<T> {}

impl<T: ?Sized + PartialOrd> PartialOrd for RefCell<T> {
    #[track_caller]
    fn partial_cmp(&self, other: &RefCell<T>) -> Option<Ordering> {
        self.borrow().partial_cmp(&other.borrow())
    }
}

impl<T: ?Sized + Ord> Ord for RefCell<T> {
    #[track_caller]
    fn cmp(&self, other: &RefCell<T>) -> Ordering {
        self.borrow().cmp(&other.borrow())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RefCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.real().fmt(f)
    }
}
