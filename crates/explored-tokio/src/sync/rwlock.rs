//! `RwLock`: many readers, or one writer, first come, first served: a reader that
//! comes after a writer waits behind it.

use super::TryLockError;
use super::anew::Anew;
use super::line::{Acquire, InLine, Line, woken};
use ::std::fmt;
use ::std::future::Future;
use ::std::mem::forget;
use ::std::ops::{Deref, DerefMut};
use explored_std::facade::Shared;
use explored_std::sync::Arc;
use explorer::{Apart, Kind, ObjectId, Place, Status, Step, ThreadId, done, done_as, me, with};

/// A writer takes as many permits as there can be readers.
const READERS: usize = (u32::MAX >> 3) as usize;

pub struct RwLock<T: ?Sized> {
    line: Line,
    holders: Anew<Vec<ThreadId>>,
    value: Shared<T>,
}

// SAFETY: as tokio's: a guard gives the value to readers, or to one writer.
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Hold {
    Read,
    Write,
}

impl Hold {
    fn permits(self) -> usize {
        match self {
            Hold::Read => 1,
            Hold::Write => READERS,
        }
    }

    fn kinds(self) -> [Kind; 3] {
        match self {
            Hold::Read => [Kind::Read, Kind::TryRead, Kind::UnlockRead],
            Hold::Write => [Kind::Write, Kind::TryWrite, Kind::UnlockWrite],
        }
    }
}

impl<T> RwLock<T> {
    #[track_caller]
    pub const fn new(value: T) -> RwLock<T> {
        RwLock {
            line: Line::new(READERS),
            holders: Anew::new(vec![], Vec::new),
            value: Shared::new("rwlock", value),
        }
    }

    #[track_caller]
    pub const fn const_new(value: T) -> RwLock<T> {
        RwLock::new(value)
    }

    pub fn into_inner(self) -> T {
        let id = self.id();
        self.value.refresh(id);
        let print = with(|world| world.object(id).print);
        with(|world| world.looked_at(id, print));
        self.value.into_inner()
    }
}

impl<T: ?Sized> RwLock<T> {
    #[track_caller]
    pub fn read(&self) -> impl Future<Output = RwLockReadGuard<'_, T>> {
        let place = Place::caller();
        async move {
            self.take(Hold::Read, place).await;
            RwLockReadGuard(self, me())
        }
    }

    #[track_caller]
    pub fn write(&self) -> impl Future<Output = RwLockWriteGuard<'_, T>> {
        let place = Place::caller();
        async move {
            self.take(Hold::Write, place).await;
            RwLockWriteGuard(self, me())
        }
    }

    #[track_caller]
    pub fn read_owned(self: Arc<Self>) -> impl Future<Output = OwnedRwLockReadGuard<T>> {
        let place = Place::caller();
        async move {
            self.take(Hold::Read, place).await;
            OwnedRwLockReadGuard(self, me())
        }
    }

    #[track_caller]
    pub fn write_owned(self: Arc<Self>) -> impl Future<Output = OwnedRwLockWriteGuard<T>> {
        let place = Place::caller();
        async move {
            self.take(Hold::Write, place).await;
            OwnedRwLockWriteGuard(self, me())
        }
    }

    #[track_caller]
    pub fn try_read(&self) -> Result<RwLockReadGuard<'_, T>, TryLockError> {
        self.try_take(Hold::Read, Place::caller())?;
        Ok(RwLockReadGuard(self, me()))
    }

    #[track_caller]
    pub fn try_write(&self) -> Result<RwLockWriteGuard<'_, T>, TryLockError> {
        self.try_take(Hold::Write, Place::caller())?;
        Ok(RwLockWriteGuard(self, me()))
    }

    async fn take(&self, hold: Hold, place: Place) {
        let [kind, ..] = hold.kinds();
        let taken = Acquire::new(self, kind, hold.permits(), place).await;
        taken.expect("a lock is not closed");
    }

    fn try_take(&self, hold: Hold, place: Place) -> Result<(), TryLockError> {
        let id = self.id();
        let [_, kind, _] = hold.kinds();
        Step::new(kind, place).on(id).announce();
        if self.line.try_take(hold.permits()) != Ok(true) {
            done("Err(TryLockError)");
            return Err(TryLockError::new());
        }
        with(|world| world.learn(id));
        let (text, print) = self.got(id);
        done_as(format!("Ok({text})"), print);
        Ok(())
    }

    fn id(&self) -> ObjectId {
        self.value.id(|| Status::Apart(Apart::default()))
    }

    fn changed(&self, id: ObjectId) {
        let (print, mut holders) = (self.line.print(), self.line.served());
        holders.extend(self.holders.borrow().iter());
        holders.sort();
        with(|world| {
            let apart = world.apart_mut(id);
            apart.print = print;
            apart.holders = holders;
            world.changed();
        });
    }

    fn got(&self, id: ObjectId) -> (String, u64) {
        self.holders.borrow_mut().push(me());
        self.value.refresh(id);
        self.changed(id);
        (self.value.text(), with(|world| world.object(id).print))
    }

    fn unlock(&self, hold: Hold, holder: ThreadId) {
        let id = self.id();
        let [.., kind] = hold.kinds();
        Step::new(kind, Place::frame()).on(id).announce();
        if hold == Hold::Write {
            self.value.changed(id);
        }
        self.leave(id, hold.permits(), holder);
    }

    /// In the step under way.
    fn leave(&self, id: ObjectId, permits: usize, holder: ThreadId) {
        with(|world| world.tell(id));
        let mut holders = self.holders.borrow_mut();
        let at = holders.iter().position(|&other| other == holder);
        at.map(|at| holders.remove(at));
        drop(holders);
        let awake = self.line.give(permits);
        self.changed(id);
        woken(awake, "");
    }

    fn value(&self) -> *mut T {
        self.value.get()
    }
}

impl<T: ?Sized> InLine for &RwLock<T> {
    fn line(&self) -> &Line {
        &self.line
    }

    fn id(&self) -> ObjectId {
        RwLock::id(self)
    }

    fn changed(&self, id: ObjectId) {
        RwLock::changed(self, id);
    }

    fn got(&self, id: ObjectId) -> (String, u64) {
        RwLock::got(self, id)
    }
}

impl<T: ?Sized> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RwLock").finish_non_exhaustive()
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

#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized>(&'a RwLock<T>, ThreadId);
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized>(&'a RwLock<T>, ThreadId);
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct OwnedRwLockReadGuard<T: ?Sized>(Arc<RwLock<T>>, ThreadId);
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct OwnedRwLockWriteGuard<T: ?Sized>(Arc<RwLock<T>>, ThreadId);

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Writing ends, reading goes on, and no writer comes between.
    #[track_caller]
    pub fn downgrade(self) -> RwLockReadGuard<'a, T> {
        let (lock, holder) = (self.0, self.1);
        forget(self);
        let id = lock.id();
        Step::new(Kind::Downgrade, Place::caller())
            .on(id)
            .announce();
        lock.value.changed(id);
        lock.holders.borrow_mut().push(holder);
        lock.leave(id, READERS - 1, holder);
        RwLockReadGuard(lock, holder)
    }
}

macro_rules! guard {
    ($([$($parameter:tt)*] $name:ty, $hold:expr;)*) => {$(
        // SAFETY: as tokio's: the value may be used on any thread, and so may the guard.
        unsafe impl<$($parameter)*: ?Sized + Send + Sync> Send for $name {}
        // SAFETY: a shared guard gives a shared value.
        unsafe impl<$($parameter)*: ?Sized + Send + Sync> Sync for $name {}

        impl<$($parameter)*: ?Sized> Deref for $name {
            type Target = T;

            fn deref(&self) -> &T {
                // SAFETY: the task holds the lock.
                unsafe { &*self.0.value() }
            }
        }

        impl<$($parameter)*: ?Sized> Drop for $name {
            fn drop(&mut self) {
                self.0.unlock($hold, self.1);
            }
        }

        impl<$($parameter)*: ?Sized + fmt::Debug> fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<$($parameter)*: ?Sized + fmt::Display> fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }
    )*};
}

guard! {
    ['a, T] RwLockReadGuard<'a, T>, Hold::Read;
    ['a, T] RwLockWriteGuard<'a, T>, Hold::Write;
    [T] OwnedRwLockReadGuard<T>, Hold::Read;
    [T] OwnedRwLockWriteGuard<T>, Hold::Write;
}

macro_rules! writes {
    ($([$($parameter:tt)*] $name:ty;)*) => {$(
        impl<$($parameter)*: ?Sized> DerefMut for $name {
            fn deref_mut(&mut self) -> &mut T {
                // SAFETY: the task holds the lock alone.
                unsafe { &mut *self.0.value() }
            }
        }
    )*};
}

writes! {
    ['a, T] RwLockWriteGuard<'a, T>;
    [T] OwnedRwLockWriteGuard<T>;
}
