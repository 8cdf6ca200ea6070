//! `Mutex`: locking, trying and releasing are steps; a panic poisons.

use super::shared::Shared;
use super::{LockResult, PoisonError, TryLockError, TryLockResult};
use crate::model::{Lock, ObjectId, Place, Ready, Status, Step, done, done_as, with};
use ::std::cell::Cell;
use ::std::fmt;
use ::std::marker::PhantomData;
use ::std::ops::{Deref, DerefMut};
use ::std::panic::{RefUnwindSafe, UnwindSafe};
use ::std::thread::panicking;

pub struct Mutex<T: ?Sized>(Shared<T>);

// SAFETY: as std's: the guard gives the value to one thread at a time.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
impl<T: ?Sized> UnwindSafe for Mutex<T> {}
impl<T: ?Sized> RefUnwindSafe for Mutex<T> {}

impl<T> Mutex<T> {
    #[track_caller]
    pub const fn new(value: T) -> Mutex<T> {
        Mutex(Shared::new("mutex", value))
    }

    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.poison(self.id());
        poisoned_if(poisoned, self.0.into_inner())
    }
}

impl<T: ?Sized> Mutex<T> {
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let place = Place::caller();
        let id = self.id();
        Step::new("lock", place).on(id).ready(free(id)).announce();
        let guard = self.take(id);
        done_as(self.0.text(), self.print(id));
        poisoned_if(self.poison(id), guard)
    }

    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let place = Place::caller();
        let id = self.id();
        Step::new("try_lock", place).on(id).announce();
        if with(|world| !world.lock(id).is_free()) {
            done("Err(WouldBlock)");
            return Err(TryLockError::WouldBlock);
        }
        let guard = self.take(id);
        done_as(format!("Ok({})", self.0.text()), self.print(id));
        poisoned_if(self.poison(id), guard).map_err(TryLockError::Poisoned)
    }

    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        let place = Place::caller();
        let id = self.id();
        Step::new("is_poisoned", place).on(id).announce();
        let poisoned = self.poison(id);
        done(poisoned.to_string());
        poisoned
    }

    #[track_caller]
    pub fn clear_poison(&self) {
        let place = Place::caller();
        let id = self.id();
        Step::new("clear_poison", place).on(id).announce();
        with(|world| {
            world.lock_mut(id).poisoned = false;
            world.changed();
        });
        done("");
    }

    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let id = self.id();
        let poisoned = self.poison(id);
        let value = self.0.show();
        with(|world| world.set_value(id, value));
        poisoned_if(poisoned, self.0.get_mut())
    }

    pub(super) fn id(&self) -> ObjectId {
        self.0.id(|| Status::Lock(Lock::default()))
    }

    /// The current thread becomes the owner.
    pub(super) fn take(&self, id: ObjectId) -> MutexGuard<'_, T> {
        self.0.refresh(id);
        with(|world| {
            world.lock_mut(id).writer = Some(world.current);
            world.learn(id);
        });
        MutexGuard {
            mutex: self,
            id,
            written: Cell::new(false),
            panicking: panicking(),
            not_send: PhantomData,
        }
    }

    pub(super) fn poison(&self, id: ObjectId) -> bool {
        with(|world| world.lock(id).poisoned)
    }

    pub(super) fn print(&self, id: ObjectId) -> u64 {
        with(|world| crate::model::fingerprint((world.object(id).print, world.lock(id).poisoned)))
    }
}

pub(super) fn free(id: ObjectId) -> Ready {
    Ready::when(move |world| world.lock(id).is_free())
}

pub(super) fn poisoned_if<T>(poisoned: bool, value: T) -> LockResult<T> {
    if poisoned {
        Err(PoisonError::new(value))
    } else {
        Ok(value)
    }
}

#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized> {
    pub(super) mutex: &'a Mutex<T>,
    pub(super) id: ObjectId,
    written: Cell<bool>,
    /// Whether the thread was unwinding already when it took the lock.
    panicking: bool,
    not_send: PhantomData<*const ()>,
}

// SAFETY: as std's: a shared guard gives a shared value.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<T: ?Sized> MutexGuard<'_, T> {
    /// The owner lets go; its changes are seen, and what it knows is told.
    pub(super) fn release(&self) {
        if self.written.get() {
            let value = self.mutex.0.show();
            with(|world| world.set_value(self.id, value));
        }
        with(|world| {
            world.tell(self.id);
            world.lock_mut(self.id).writer = None;
        });
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        let text = self.mutex.0.text();
        Step::new("unlock", Place::frame())
            .on(self.id)
            .with(text)
            .announce();
        let poisons = panicking() && !self.panicking;
        self.release();
        if poisons {
            with(|world| world.lock_mut(self.id).poisoned = true);
        }
        done(if poisons { "poisoned" } else { "" });
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the guard owns the lock.
        unsafe { &*self.mutex.0.get() }
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.written.set(true);
        // SAFETY: the guard owns the lock.
        unsafe { &mut *self.mutex.0.get() }
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
        let id = self.id();
        let (free, poisoned) = with(|world| (world.lock(id).is_free(), world.lock(id).poisoned));
        let mut text = f.debug_struct("Mutex");
        if free {
            // SAFETY: free, and read between two steps.
            text.field("data", &unsafe { &*self.0.get() });
        } else {
            text.field("data", &format_args!("<locked>"));
        }
        text.field("poisoned", &poisoned).finish_non_exhaustive()
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
