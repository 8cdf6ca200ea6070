//! `Mutex`: one thread at a time; a panic poisons.

use super::lock::{Held, Hold, Lock, guard, guarded, lock, try_guarded};
use super::{LockResult, TryLockResult};
use ::std::fmt;
use ::std::ops::DerefMut;
use explorer::Place;

pub struct Mutex<T: ?Sized>(pub(super) Lock<T>);

// SAFETY: as std's: the guard gives the value to one thread at a time.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
lock!(Mutex, "mutex", shown by Hold::Mutex);

impl<T: ?Sized> Mutex<T> {
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        guarded(self.0.lock(Hold::Mutex, Place::caller()), MutexGuard)
    }

    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        try_guarded(self.0.try_lock(Hold::Mutex, Place::caller()), MutexGuard)
    }
}

#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized>(pub(super) Held<'a, T>);
guard!(MutexGuard);

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}
