//! `Mutex`: one task at a time, first come, first served; a panic poisons nothing.

use super::TryLockError;
use super::anew::Anew;
use super::line::{Acquire, InLine, Line, woken};
use crate::runtime::wait;
use ::std::fmt;
use ::std::future::Future;
use ::std::ops::{Deref, DerefMut};
use explored_std::facade::Shared;
use explored_std::sync::Arc;
use explorer::{Apart, Kind, ObjectId, Place, Status, Step, ThreadId, done, done_as, me, with};

pub struct Mutex<T: ?Sized> {
    line: Line,
    holder: Anew<Option<ThreadId>>,
    value: Shared<T>,
}

// SAFETY: as tokio's: the guard gives the value to one task at a time.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}

impl<T> Mutex<T> {
    #[track_caller]
    pub const fn new(value: T) -> Mutex<T> {
        Mutex {
            line: Line::new(1),
            holder: Anew::new(None, || None),
            value: Shared::new("mutex", value),
        }
    }

    #[track_caller]
    pub const fn const_new(value: T) -> Mutex<T> {
        Mutex::new(value)
    }

    pub fn into_inner(self) -> T {
        let id = self.id();
        self.value.refresh(id);
        let print = with(|world| world.object(id).print);
        with(|world| world.looked_at(id, print));
        self.value.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    #[track_caller]
    pub fn lock(&self) -> impl Future<Output = MutexGuard<'_, T>> {
        let place = Place::caller();
        async move {
            take(self, place).await;
            MutexGuard(self)
        }
    }

    #[track_caller]
    pub fn lock_owned(self: Arc<Self>) -> impl Future<Output = OwnedMutexGuard<T>> {
        let place = Place::caller();
        async move {
            take(&*self, place).await;
            OwnedMutexGuard(self)
        }
    }

    #[track_caller]
    pub fn blocking_lock(&self) -> MutexGuard<'_, T> {
        let place = Place::caller();
        wait(take(self, place));
        MutexGuard(self)
    }

    #[track_caller]
    pub fn try_lock(&self) -> Result<MutexGuard<'_, T>, TryLockError> {
        self.try_take(Place::caller())?;
        Ok(MutexGuard(self))
    }

    #[track_caller]
    pub fn try_lock_owned(self: Arc<Self>) -> Result<OwnedMutexGuard<T>, TryLockError> {
        self.try_take(Place::caller())?;
        Ok(OwnedMutexGuard(self))
    }

    pub fn get_mut(&mut self) -> &mut T {
        let id = self.id();
        self.value.refresh(id);
        let print = with(|world| world.object(id).print);
        with(|world| world.looked_at(id, print));
        self.value.will_change(id);
        self.value.get_mut()
    }

    fn try_take(&self, place: Place) -> Result<(), TryLockError> {
        let id = self.id();
        Step::new(Kind::TryLock, place).on(id).announce();
        if self.line.try_take(1) != Ok(true) {
            done("Err(TryLockError)");
            return Err(TryLockError::new());
        }
        with(|world| world.learn(id));
        self.changed(id);
        let (text, print) = self.got(id);
        done_as(format!("Ok({text})"), print);
        Ok(())
    }

    fn id(&self) -> ObjectId {
        self.value.id(|| Status::Apart(Apart::default()))
    }

    fn unlock(&self) {
        let id = self.id();
        let text = self.value.text();
        Step::new(Kind::Unlock, Place::frame())
            .on(id)
            .with(text)
            .announce();
        self.value.changed(id);
        with(|world| world.tell(id));
        *self.holder.borrow_mut() = None;
        let awake = self.line.give(1);
        self.changed(id);
        woken(awake, "");
    }

    fn value(&self) -> *mut T {
        self.value.get()
    }
}

async fn take<T: ?Sized>(mutex: &Mutex<T>, place: Place) {
    let taken = Acquire::new(mutex, Kind::Lock, 1, place).await;
    taken.expect("a mutex is not closed");
}

impl<T: ?Sized> InLine for &Mutex<T> {
    fn line(&self) -> &Line {
        &self.line
    }

    fn id(&self) -> ObjectId {
        Mutex::id(self)
    }

    fn changed(&self, id: ObjectId) {
        Mutex::changed(self, id);
    }

    fn got(&self, id: ObjectId) -> (String, u64) {
        Mutex::got(self, id)
    }
}

impl<T: ?Sized> Mutex<T> {
    fn changed(&self, id: ObjectId) {
        let (print, mut holders) = (self.line.print(), self.line.served());
        holders.extend(*self.holder.borrow());
        with(|world| {
            let apart = world.apart_mut(id);
            apart.print = print;
            apart.holders = holders;
            world.changed();
        });
    }

    fn got(&self, id: ObjectId) -> (String, u64) {
        *self.holder.borrow_mut() = Some(me());
        self.value.refresh(id);
        self.changed(id);
        (self.value.text(), with(|world| world.object(id).print))
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct("Mutex");
        // SAFETY: between two steps, and shown only if nobody holds it.
        let value = unsafe { &*self.value.get() };
        match *self.holder.borrow() {
            None => text.field("data", &value),
            Some(_) => text.field("data", &format_args!("<locked>")),
        };
        text.finish()
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

#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized>(&'a Mutex<T>);

/// May be kept by who does not borrow.
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct OwnedMutexGuard<T: ?Sized>(Arc<Mutex<T>>);

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    pub fn mutex(this: &Self) -> &'a Mutex<T> {
        this.0
    }
}

macro_rules! guard {
    ($([$($parameter:tt)*] $name:ty;)*) => {$(
        // SAFETY: as tokio's: the guard has the value, and may go to another thread.
        unsafe impl<$($parameter)*: ?Sized + Send> Send for $name {}
        // SAFETY: a shared guard gives a shared value.
        unsafe impl<$($parameter)*: ?Sized + Send + Sync> Sync for $name {}

        impl<$($parameter)*: ?Sized> Deref for $name {
            type Target = T;

            fn deref(&self) -> &T {
                // SAFETY: the task holds the lock.
                unsafe { &*self.0.value() }
            }
        }

        impl<$($parameter)*: ?Sized> DerefMut for $name {
            fn deref_mut(&mut self) -> &mut T {
                // SAFETY: the task holds the lock alone.
                unsafe { &mut *self.0.value() }
            }
        }

        impl<$($parameter)*: ?Sized> Drop for $name {
            fn drop(&mut self) {
                self.0.unlock();
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
    ['a, T] MutexGuard<'a, T>;
    [T] OwnedMutexGuard<T>;
}
