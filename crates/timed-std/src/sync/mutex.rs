//! `Mutex`: waiting for it, and holding it.

use super::{LockResult, TryLockResult, map, try_map};
use crate::timeline::{For, ObjectId, Tag, What, now, span, spend};
use ::std::fmt;
use ::std::ops::{Deref, DerefMut};

pub struct Mutex<T: ?Sized> {
    tag: Tag,
    real: ::std::sync::Mutex<T>,
}

impl<T> Mutex<T> {
    #[track_caller]
    pub const fn new(value: T) -> Mutex<T> {
        Mutex {
            tag: Tag::new("mutex"),
            real: ::std::sync::Mutex::new(value),
        }
    }

    pub fn into_inner(self) -> LockResult<T> {
        self.real.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let lock = self.tag.id();
        let real = spend(What::Lock, For::Object(lock), || self.real.lock());
        map(real, |real| MutexGuard::new(lock, real))
    }

    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let lock = self.tag.id();
        try_map(self.real.try_lock(), |real| MutexGuard::new(lock, real))
    }

    pub fn is_poisoned(&self) -> bool {
        self.real.is_poisoned()
    }

    pub fn clear_poison(&self) {
        self.real.clear_poison();
    }

    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.real.get_mut()
    }
}

#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized> {
    pub(super) lock: ObjectId,
    since: u64,
    /// `None` once it is given back.
    real: Option<::std::sync::MutexGuard<'a, T>>,
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    pub(super) fn new(lock: ObjectId, real: ::std::sync::MutexGuard<'a, T>) -> MutexGuard<'a, T> {
        MutexGuard {
            lock,
            since: now(),
            real: Some(real),
        }
    }

    /// The hold ends here; the real guard lives on (a condition variable takes
    /// it).
    pub(super) fn end(mut self) -> ::std::sync::MutexGuard<'a, T> {
        let real = self.real.take().expect("given back once");
        span(What::Hold, For::Object(self.lock), self.since, now());
        real
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        if let Some(real) = self.real.take() {
            // Read before the lock is free, written after: nobody waits for it.
            let to = now();
            drop(real);
            span(What::Hold, For::Object(self.lock), self.since, to);
        }
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.real.as_ref().expect("still held")
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.real.as_mut().expect("still held")
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

impl<T> From<T> for Mutex<T> {
    #[track_caller]
    fn from(value: T) -> Mutex<T> {
        Mutex::new(value)
    }
}
