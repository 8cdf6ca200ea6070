//! `RwLock`: many readers, or one writer.

use std::fmt;
use std::ops::{Deref, DerefMut};

use timed_std::timeline::{Tag, What};

use super::object;
use crate::wait::{Held, wait};

pub struct RwLock<T: ?Sized> {
    tag: Tag,
    real: tokio::sync::RwLock<T>,
}

impl<T> RwLock<T> {
    #[track_caller]
    pub fn new(value: T) -> RwLock<T> {
        RwLock {
            tag: Tag::new("rwlock"),
            real: tokio::sync::RwLock::new(value),
        }
    }

    #[track_caller]
    pub const fn const_new(value: T) -> RwLock<T> {
        RwLock {
            tag: Tag::new("rwlock"),
            real: tokio::sync::RwLock::const_new(value),
        }
    }

    pub fn into_inner(self) -> T {
        self.real.into_inner()
    }
}

impl<T: ?Sized> RwLock<T> {
    pub async fn read(&self) -> RwLockReadGuard<'_, T> {
        let of = object(&self.tag);
        let real = wait(What::Read, of, self.real.read()).await;
        RwLockReadGuard {
            _held: Held::new(What::Share, of),
            real,
        }
    }

    pub async fn write(&self) -> RwLockWriteGuard<'_, T> {
        let of = object(&self.tag);
        let real = wait(What::Write, of, self.real.write()).await;
        RwLockWriteGuard {
            _held: Held::new(What::Hold, of),
            real,
        }
    }
}

pub struct RwLockReadGuard<'a, T: ?Sized> {
    // The first field is dropped first.
    _held: Held,
    real: tokio::sync::RwLockReadGuard<'a, T>,
}

pub struct RwLockWriteGuard<'a, T: ?Sized> {
    _held: Held,
    real: tokio::sync::RwLockWriteGuard<'a, T>,
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.real
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.real
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.real
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}
