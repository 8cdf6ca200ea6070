//! `RwLock`: waiting to read or to write, sharing and holding.

use super::{LockResult, TryLockResult, map, try_map};
use crate::timeline::{For, ObjectId, Tag, What, now, span, spend};
use ::std::fmt;
use ::std::ops::{Deref, DerefMut};

pub struct RwLock<T: ?Sized> {
    tag: Tag,
    real: ::std::sync::RwLock<T>,
}

impl<T> RwLock<T> {
    #[track_caller]
    pub const fn new(value: T) -> RwLock<T> {
        RwLock {
            tag: Tag::new("rwlock"),
            real: ::std::sync::RwLock::new(value),
        }
    }

    pub fn into_inner(self) -> LockResult<T> {
        self.real.into_inner()
    }
}

impl<T: ?Sized> RwLock<T> {
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let lock = self.tag.id();
        let real = spend(What::Read, For::Object(lock), || self.real.read());
        map(real, |real| {
            RwLockReadGuard(Held::new(What::Share, lock, real))
        })
    }

    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let lock = self.tag.id();
        let real = spend(What::Write, For::Object(lock), || self.real.write());
        map(real, |real| {
            RwLockWriteGuard(Held::new(What::Hold, lock, real))
        })
    }

    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let lock = self.tag.id();
        try_map(self.real.try_read(), |real| {
            RwLockReadGuard(Held::new(What::Share, lock, real))
        })
    }

    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let lock = self.tag.id();
        try_map(self.real.try_write(), |real| {
            RwLockWriteGuard(Held::new(What::Hold, lock, real))
        })
    }

    pub fn is_poisoned(&self) -> bool {
        self.real.is_poisoned()
    }

    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.real.get_mut()
    }
}

/// A real guard and since when it is there.
struct Held<G> {
    what: What,
    lock: ObjectId,
    since: u64,
    real: Option<G>,
}

impl<G> Held<G> {
    fn new(what: What, lock: ObjectId, real: G) -> Held<G> {
        Held {
            what,
            lock,
            since: now(),
            real: Some(real),
        }
    }
}

impl<G> Drop for Held<G> {
    fn drop(&mut self) {
        if let Some(real) = self.real.take() {
            // Read before the lock is free, written after: nobody waits for it.
            let to = now();
            drop(real);
            span(self.what, For::Object(self.lock), self.since, to);
        }
    }
}

#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized>(Held<::std::sync::RwLockReadGuard<'a, T>>);

#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized>(Held<::std::sync::RwLockWriteGuard<'a, T>>);

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// The hold ends and a share begins; nobody writes in between.
    pub fn downgrade(mut this: Self) -> RwLockReadGuard<'a, T> {
        let lock = this.0.lock;
        let real = this.0.real.take().expect("still held");
        span(What::Hold, For::Object(lock), this.0.since, now());
        let real = ::std::sync::RwLockWriteGuard::downgrade(real);
        RwLockReadGuard(Held::new(What::Share, lock, real))
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.real.as_ref().expect("still held")
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.real.as_ref().expect("still held")
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.real.as_mut().expect("still held")
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> RwLock<T> {
        RwLock::new(T::default())
    }
}
