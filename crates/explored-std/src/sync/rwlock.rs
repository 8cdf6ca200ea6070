//! `RwLock`: many readers, or one writer.
//!
//! A reader may join readers while a writer waits: std promises neither order.

use super::lock::{Held, Hold, Lock, guard, guarded, lock, try_guarded};
use super::{LockResult, TryLockResult};
use ::std::fmt;
use ::std::ops::DerefMut;
use explorer::Place;

pub struct RwLock<T: ?Sized>(Lock<T>);

// SAFETY: as std's: readers share the value, a writer has it alone.
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
lock!(RwLock, "rwlock", shown by Hold::Read);

impl<T: ?Sized> RwLock<T> {
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        guarded(self.0.lock(Hold::Read, Place::caller()), RwLockReadGuard)
    }

    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        guarded(self.0.lock(Hold::Write, Place::caller()), RwLockWriteGuard)
    }

    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        try_guarded(
            self.0.try_lock(Hold::Read, Place::caller()),
            RwLockReadGuard,
        )
    }

    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        try_guarded(
            self.0.try_lock(Hold::Write, Place::caller()),
            RwLockWriteGuard,
        )
    }
}

#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized>(Held<'a, T>);
guard!(RwLockReadGuard);

#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized>(Held<'a, T>);
guard!(RwLockWriteGuard);

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Writing ends, reading goes on, and no writer comes between.
    #[track_caller]
    pub fn downgrade(guard: RwLockWriteGuard<'a, T>) -> RwLockReadGuard<'a, T> {
        RwLockReadGuard(guard.0.downgrade(Place::caller()))
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}
