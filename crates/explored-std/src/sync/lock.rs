//! What `Mutex` and `RwLock` have in common: a value, who holds it, and whether a
//! panic poisoned it. Taking, trying and releasing are steps.

use super::shared::Shared;
use super::{LockResult, PoisonError, TryLockError, TryLockResult};
use ::std::cell::Cell;
use ::std::fmt;
use ::std::marker::PhantomData;
use ::std::mem::forget;
use ::std::ops::{Deref, DerefMut};
use explorer::{
    Kind, ObjectId, Place, Ready, Seen, Status, Step, Whose, World, done, done_as, fingerprint,
    panicking, see, whose, with,
};

pub struct Lock<T: ?Sized>(Shared<T>);

/// How a lock is held.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// The only way to hold a mutex.
    Mutex,
    Read,
    Write,
}

impl Hold {
    fn kinds(self) -> (Kind, Kind, Kind) {
        match self {
            Hold::Mutex => (Kind::Lock, Kind::TryLock, Kind::Unlock),
            Hold::Read => (Kind::Read, Kind::TryRead, Kind::UnlockRead),
            Hold::Write => (Kind::Write, Kind::TryWrite, Kind::UnlockWrite),
        }
    }

    fn is_possible(self, world: &World, id: ObjectId) -> bool {
        match self {
            Hold::Read => world.lock(id).writer.is_none(),
            Hold::Mutex | Hold::Write => world.lock(id).is_free(),
        }
    }
}

impl<T> Lock<T> {
    #[track_caller]
    pub const fn new(kind: &'static str, value: T) -> Lock<T> {
        Lock(Shared::new(kind, value))
    }

    pub fn into_inner(self) -> LockResult<T> {
        let poisoned = self.poison(self.looked_at());
        poisoned_if(poisoned, self.0.into_inner())
    }
}

impl<T: ?Sized> Lock<T> {
    pub fn lock(&self, hold: Hold, place: Place) -> LockResult<Held<'_, T>> {
        let id = self.id();
        let (kind, ..) = hold.kinds();
        Step::new(kind, place)
            .on(id)
            .ready(Ready::when(move |world| hold.is_possible(world, id)))
            .announce();
        let held = self.take(id, hold);
        done_as(self.0.text(), self.print(id));
        poisoned_if(self.poison(id), held)
    }

    pub fn try_lock(&self, hold: Hold, place: Place) -> TryLockResult<Held<'_, T>> {
        let id = self.id();
        let (_, kind, _) = hold.kinds();
        Step::new(kind, place).on(id).announce();
        if with(|world| !hold.is_possible(world, id)) {
            done("Err(WouldBlock)");
            return Err(TryLockError::WouldBlock);
        }
        let held = self.take(id, hold);
        done_as(format!("Ok({})", self.0.text()), self.print(id));
        poisoned_if(self.poison(id), held).map_err(TryLockError::Poisoned)
    }

    pub fn is_poisoned(&self, place: Place) -> bool {
        let id = self.id();
        Step::new(Kind::IsPoisoned, place).on(id).announce();
        let poisoned = self.poison(id);
        done(poisoned.to_string());
        poisoned
    }

    pub fn clear_poison(&self, place: Place) {
        let id = self.id();
        Step::new(Kind::ClearPoison, place).on(id).announce();
        with(|world| {
            world.lock_mut(id).poisoned = false;
            world.changed();
        });
        done("");
    }

    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        let id = self.looked_at();
        let poisoned = self.poison(id);
        self.0.will_change(id);
        poisoned_if(poisoned, self.0.get_mut())
    }

    pub fn id(&self) -> ObjectId {
        self.0.id(|| Status::Lock(explorer::Lock::default()))
    }

    /// What it holds, and whether it is held, is read by value or by `{:?}`, in no
    /// step of its own.
    fn looked_at(&self) -> ObjectId {
        let id = self.id();
        self.0.refresh(id);
        let print = self.print(id);
        with(|world| {
            let held = world.lock(id).writer.is_some();
            world.looked_at(id, fingerprint((print, held)));
        });
        id
    }

    /// The current thread becomes a holder.
    pub fn take(&self, id: ObjectId, hold: Hold) -> Held<'_, T> {
        self.0.refresh(id);
        with(|world| {
            let current = world.current;
            let lock = world.lock_mut(id);
            if hold == Hold::Read {
                lock.readers.push(current);
                lock.readers.sort();
            } else {
                lock.writer = Some(current);
            }
            world.learn(id);
        });
        Held {
            lock: self,
            id,
            hold,
            written: Cell::new(false),
            panicking: panicking(),
            not_send: PhantomData,
        }
    }

    pub fn poison(&self, id: ObjectId) -> bool {
        with(|world| world.lock(id).poisoned)
    }

    pub fn print(&self, id: ObjectId) -> u64 {
        with(|world| fingerprint((world.object(id).print, world.lock(id).poisoned)))
    }
}

impl<T: ?Sized + fmt::Debug> Lock<T> {
    /// Whoever shows a lock holds it meanwhile, if nobody does; with others about,
    /// that may be seen. Not when the engine shows it.
    pub fn show(&self, name: &str, hold: Hold, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if whose() == Whose::Listing && with(|world| world.alive().count() > 1) {
            see(Seen::Shown);
            return self.hold_and_show(name, hold, f);
        }
        let id = self.looked_at();
        let (writer, poisoned) = with(|world| (world.lock(id).writer, world.lock(id).poisoned));
        let mut text = f.debug_struct(name);
        if writer.is_none() {
            // SAFETY: no writer, and read between two steps.
            text.field("data", &unsafe { &*self.0.get() });
        } else {
            text.field("data", &format_args!("<locked>"));
        }
        text.field("poisoned", &poisoned).finish_non_exhaustive()
    }

    fn hold_and_show(&self, name: &str, hold: Hold, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct(name);
        match self.try_lock(hold, Place::frame()) {
            Ok(held) => text.field("data", &&*held),
            Err(TryLockError::Poisoned(error)) => text.field("data", &&**error.get_ref()),
            Err(TryLockError::WouldBlock) => text.field("data", &format_args!("<locked>")),
        };
        let poisoned = self.poison(self.id());
        text.field("poisoned", &poisoned).finish_non_exhaustive()
    }
}

pub fn poisoned_if<T>(poisoned: bool, value: T) -> LockResult<T> {
    if poisoned {
        Err(PoisonError::new(value))
    } else {
        Ok(value)
    }
}

/// The same, held by a guard.
pub fn guarded<H, G>(held: LockResult<H>, guard: fn(H) -> G) -> LockResult<G> {
    held.map(guard)
        .map_err(|error| PoisonError::new(guard(error.into_inner())))
}

pub fn try_guarded<H, G>(held: TryLockResult<H>, guard: fn(H) -> G) -> TryLockResult<G> {
    held.map(guard).map_err(|error| match error {
        TryLockError::Poisoned(error) => {
            TryLockError::Poisoned(PoisonError::new(guard(error.into_inner())))
        }
        TryLockError::WouldBlock => TryLockError::WouldBlock,
    })
}

/// The current thread holds the lock until this is dropped.
pub struct Held<'a, T: ?Sized> {
    pub lock: &'a Lock<T>,
    pub id: ObjectId,
    hold: Hold,
    written: Cell<bool>,
    /// Whether the thread was unwinding already when it took the lock.
    panicking: bool,
    not_send: PhantomData<*const ()>,
}

impl<'a, T: ?Sized> Held<'a, T> {
    /// The holder lets go, in the step under way; its changes are seen, and what
    /// it knows is told.
    pub fn release(self) {
        self.leave();
        forget(self);
    }

    /// Writing ends, reading goes on, and no writer comes between.
    pub fn downgrade(self, place: Place) -> Held<'a, T> {
        let (lock, id) = (self.lock, self.id);
        Step::new(Kind::Downgrade, place).on(id).announce();
        self.release();
        let held = lock.take(id, Hold::Read);
        done(lock.0.text());
        held
    }

    fn leave(&self) {
        if self.written.get() {
            self.lock.0.changed(self.id);
        }
        with(|world| {
            let current = world.current;
            world.tell(self.id);
            let lock = world.lock_mut(self.id);
            if self.hold == Hold::Read {
                // One of them: a thread may read twice.
                let mine = lock.readers.iter().position(|&reader| reader == current);
                mine.map(|mine| lock.readers.remove(mine));
            } else {
                lock.writer = None;
            }
        });
    }
}

impl<T: ?Sized> Drop for Held<'_, T> {
    fn drop(&mut self) {
        let reads = self.hold == Hold::Read;
        let (.., kind) = self.hold.kinds();
        let step = Step::new(kind, Place::frame()).on(self.lock.id());
        match reads {
            true => step.announce(),
            false => step.with(self.lock.0.text()).announce(),
        };
        let poisons = !reads && panicking() && !self.panicking;
        self.leave();
        if poisons {
            with(|world| world.lock_mut(self.id).poisoned = true);
        }
        done(if poisons { "poisoned" } else { "" });
    }
}

impl<T: ?Sized> Deref for Held<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: the current thread holds the lock.
        unsafe { &*self.lock.0.get() }
    }
}

impl<T: ?Sized> DerefMut for Held<'_, T> {
    /// Not for readers.
    fn deref_mut(&mut self) -> &mut T {
        self.written.set(true);
        // SAFETY: the current thread holds the lock alone.
        unsafe { &mut *self.lock.0.get() }
    }
}

/// What every lock has.
macro_rules! lock {
    ($name:ident, $kind:literal, shown by $shown:expr) => {
        impl<T: ?Sized> ::std::panic::UnwindSafe for $name<T> {}
        impl<T: ?Sized> ::std::panic::RefUnwindSafe for $name<T> {}

        impl<T> $name<T> {
            #[track_caller]
            pub const fn new(value: T) -> $name<T> {
                $name(Lock::new($kind, value))
            }

            pub fn into_inner(self) -> LockResult<T> {
                self.0.into_inner()
            }
        }

        impl<T: ?Sized> $name<T> {
            #[track_caller]
            pub fn is_poisoned(&self) -> bool {
                self.0.is_poisoned(Place::caller())
            }

            #[track_caller]
            pub fn clear_poison(&self) {
                self.0.clear_poison(Place::caller());
            }

            pub fn get_mut(&mut self) -> LockResult<&mut T> {
                self.0.get_mut()
            }
        }

        impl<T: ?Sized + fmt::Debug> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.show(stringify!($name), $shown, f)
            }
        }

        impl<T: Default> Default for $name<T> {
            #[track_caller]
            fn default() -> $name<T> {
                $name::new(T::default())
            }
        }

        impl<T> From<T> for $name<T> {
            #[track_caller]
            fn from(value: T) -> $name<T> {
                $name::new(value)
            }
        }
    };
}

/// What every guard has.
macro_rules! guard {
    ($name:ident) => {
        // SAFETY: as std's: a shared guard gives a shared value.
        unsafe impl<T: ?Sized + Sync> Sync for $name<'_, T> {}

        impl<T: ?Sized> ::std::ops::Deref for $name<'_, T> {
            type Target = T;

            fn deref(&self) -> &T {
                &self.0
            }
        }

        impl<T: ?Sized + fmt::Debug> fmt::Debug for $name<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: ?Sized + fmt::Display> fmt::Display for $name<'_, T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }
    };
}
pub(super) use {guard, lock};
