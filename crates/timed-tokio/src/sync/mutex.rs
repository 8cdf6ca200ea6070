//! `Mutex`: waiting for it, and holding it, over an `.await` too.

use std::fmt;
use std::ops::{Deref, DerefMut};

use timed_std::timeline::{Tag, What};

use super::{TryLockError, object};
use crate::wait::{Held, wait};

pub struct Mutex<T: ?Sized> {
    tag: Tag,
    real: tokio::sync::Mutex<T>,
}

impl<T> Mutex<T> {
    #[track_caller]
    pub fn new(value: T) -> Mutex<T> {
        Mutex {
            tag: Tag::new("mutex"),
            real: tokio::sync::Mutex::new(value),
        }
    }

    #[track_caller]
    pub const fn const_new(value: T) -> Mutex<T> {
        Mutex {
            tag: Tag::new("mutex"),
            real: tokio::sync::Mutex::const_new(value),
        }
    }

    pub fn into_inner(self) -> T {
        self.real.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    pub async fn lock(&self) -> MutexGuard<'_, T> {
        let of = object(&self.tag);
        let real = wait(What::Lock, of, self.real.lock()).await;
        MutexGuard {
            _held: Held::new(What::Hold, of),
            real,
        }
    }

    pub fn try_lock(&self) -> Result<MutexGuard<'_, T>, TryLockError> {
        let real = self.real.try_lock()?;
        let _held = Held::new(What::Hold, object(&self.tag));
        Ok(MutexGuard { _held, real })
    }

    pub fn get_mut(&mut self) -> &mut T {
        self.real.get_mut()
    }
}

#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized> {
    // The first field is dropped first.
    _held: Held,
    real: tokio::sync::MutexGuard<'a, T>,
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.real
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.real
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Mutex<T> {
        Mutex::new(T::default())
    }
}
