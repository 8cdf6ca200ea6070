//! `RwLock`: many readers, or one writer.
//!
//! A reader may join readers while a writer waits: std promises neither order.

use super::mutex::poisoned_if;
use super::shared::Shared;
use super::{LockResult, TryLockError, TryLockResult};
use crate::model::{Lock, ObjectId, Place, Ready, Status, Step, done, done_as, fingerprint, with};
use ::std::cell::Cell;
use ::std::fmt;
use ::std::marker::PhantomData;
use ::std::mem::forget;
use ::std::ops::{Deref, DerefMut};
use ::std::panic::{RefUnwindSafe, UnwindSafe};
use ::std::thread::panicking;

pub struct RwLock<T: ?Sized>(Shared<T>);

// SAFETY: as std's: readers share the value, a writer has it alone.
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
impl<T: ?Sized> UnwindSafe for RwLock<T> {}
impl<T: ?Sized> RefUnwindSafe for RwLock<T> {}

impl<T> RwLock<T> {
    #[track_caller]
    pub const fn new(value: T) -> RwLock<T> {
        RwLock(Shared::new("rwlock", value))
    }

    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.poison(self.id());
        poisoned_if(poisoned, self.0.into_inner())
    }
}

impl<T: ?Sized> RwLock<T> {
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let place = Place::caller();
        let id = self.id();
        Step::new("read", place)
            .on(id)
            .ready(Ready::when(move |world| world.lock(id).writer.is_none()))
            .announce();
        let guard = self.take_read(id);
        done_as(self.0.text(), self.print(id));
        poisoned_if(self.poison(id), guard)
    }

    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let place = Place::caller();
        let id = self.id();
        Step::new("write", place)
            .on(id)
            .ready(Ready::when(move |world| world.lock(id).is_free()))
            .announce();
        let guard = self.take_write(id);
        done_as(self.0.text(), self.print(id));
        poisoned_if(self.poison(id), guard)
    }

    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        let place = Place::caller();
        let id = self.id();
        Step::new("try_read", place).on(id).announce();
        if with(|world| world.lock(id).writer.is_some()) {
            done("Err(WouldBlock)");
            return Err(TryLockError::WouldBlock);
        }
        let guard = self.take_read(id);
        done_as(format!("Ok({})", self.0.text()), self.print(id));
        poisoned_if(self.poison(id), guard).map_err(TryLockError::Poisoned)
    }

    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let place = Place::caller();
        let id = self.id();
        Step::new("try_write", place).on(id).announce();
        if with(|world| !world.lock(id).is_free()) {
            done("Err(WouldBlock)");
            return Err(TryLockError::WouldBlock);
        }
        let guard = self.take_write(id);
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

    fn id(&self) -> ObjectId {
        self.0.id(|| Status::Lock(Lock::default()))
    }

    fn take_read(&self, id: ObjectId) -> RwLockReadGuard<'_, T> {
        self.0.refresh(id);
        with(|world| {
            let current = world.current;
            let readers = &mut world.lock_mut(id).readers;
            readers.push(current);
            readers.sort();
            world.learn(id);
        });
        RwLockReadGuard {
            lock: self,
            id,
            not_send: PhantomData,
        }
    }

    fn take_write(&self, id: ObjectId) -> RwLockWriteGuard<'_, T> {
        self.0.refresh(id);
        with(|world| {
            world.lock_mut(id).writer = Some(world.current);
            world.learn(id);
        });
        let written = Cell::new(false);
        RwLockWriteGuard {
            lock: self,
            id,
            written,
            panicking: panicking(),
            not_send: PhantomData,
        }
    }

    fn poison(&self, id: ObjectId) -> bool {
        with(|world| world.lock(id).poisoned)
    }

    fn print(&self, id: ObjectId) -> u64 {
        with(|world| fingerprint((world.object(id).print, world.lock(id).poisoned)))
    }
}

#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    id: ObjectId,
    not_send: PhantomData<*const ()>,
}

#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    id: ObjectId,
    written: Cell<bool>,
    /// Whether the thread was unwinding already when it took the lock.
    panicking: bool,
    not_send: PhantomData<*const ()>,
}

// SAFETY: as std's: a shared guard gives a shared value.
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Writing ends, reading goes on, and no writer comes between.
    #[track_caller]
    pub fn downgrade(guard: RwLockWriteGuard<'a, T>) -> RwLockReadGuard<'a, T> {
        let (lock, id) = (guard.lock, guard.id);
        Step::new("downgrade", Place::caller()).on(id).announce();
        guard.publish();
        forget(guard);
        with(|world| {
            world.tell(id);
            world.lock_mut(id).writer = None;
        });
        let guard = lock.take_read(id);
        done(lock.0.text());
        guard
    }

    fn publish(&self) {
        if self.written.get() {
            let value = self.lock.0.show();
            with(|world| world.set_value(self.id, value));
        }
    }
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        Step::new("unlock (read)", Place::frame())
            .on(self.id)
            .announce();
        with(|world| {
            let current = world.current;
            world.tell(self.id);
            let readers = &mut world.lock_mut(self.id).readers;
            if let Some(mine) = readers.iter().position(|&reader| reader == current) {
                readers.remove(mine);
            }
        });
        done("");
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        let text = self.lock.0.text();
        Step::new("unlock (write)", Place::frame())
            .on(self.id)
            .with(text)
            .announce();
        let poisons = panicking() && !self.panicking;
        self.publish();
        with(|world| {
            world.tell(self.id);
            let lock = world.lock_mut(self.id);
            lock.writer = None;
            lock.poisoned |= poisons;
        });
        done(if poisons { "poisoned" } else { "" });
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the guard is one of the readers.
        unsafe { &*self.lock.0.get() }
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the guard is the writer.
        unsafe { &*self.lock.0.get() }
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.written.set(true);
        // SAFETY: the guard is the writer.
        unsafe { &mut *self.lock.0.get() }
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

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.id();
        let (writer, poisoned) = with(|world| (world.lock(id).writer, world.lock(id).poisoned));
        let mut text = f.debug_struct("RwLock");
        if writer.is_none() {
            // SAFETY: no writer, and read between two steps.
            text.field("data", &unsafe { &*self.0.get() });
        } else {
            text.field("data", &format_args!("<locked>"));
        }
        text.field("poisoned", &poisoned).finish_non_exhaustive()
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> RwLock<T> {
        RwLock::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    #[track_caller]
    fn from(value: T) -> RwLock<T> {
        RwLock::new(value)
    }
}
