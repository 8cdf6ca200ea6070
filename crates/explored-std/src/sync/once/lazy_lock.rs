//! `LazyLock`: a value that is made when it is first needed.

use super::stages::Stages;
use ::std::fmt;
use ::std::ops::Deref;
use ::std::panic::{RefUnwindSafe, UnwindSafe};
use explorer::{Kind, Place};

pub struct LazyLock<T, F = fn() -> T>(Stages<Lazy<T, F>>);

/// Shown as its value, once there is one.
enum Lazy<T, F> {
    Recipe(F),
    Running,
    Ready(T),
}

impl<T: fmt::Debug, F> fmt::Debug for Lazy<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Lazy::Ready(value) => value.fmt(f),
            _ => f.write_str("not yet"),
        }
    }
}

// SAFETY: as std's: one thread writes, all read.
unsafe impl<T: Send, F: Send> Send for LazyLock<T, F> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync, F: Send> Sync for LazyLock<T, F> {}
impl<T: UnwindSafe, F: UnwindSafe> UnwindSafe for LazyLock<T, F> {}
impl<T: UnwindSafe + RefUnwindSafe, F: UnwindSafe> RefUnwindSafe for LazyLock<T, F> {}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    #[track_caller]
    pub const fn new(make: F) -> LazyLock<T, F> {
        LazyLock(Stages::new("lazy lock", Lazy::Recipe(make)))
    }

    #[track_caller]
    pub fn force(this: &LazyLock<T, F>) -> &T {
        let cell = this.0.0.get();
        if let Some(turn) = this.0.enter(Kind::Force, Place::caller()) {
            if turn.poisoned {
                panic!("LazyLock instance has previously been poisoned");
            }
            // SAFETY: it is this thread's turn, and nobody reads before `Done`.
            let lazy = unsafe { ::std::mem::replace(&mut *cell, Lazy::Running) };
            let Lazy::Recipe(make) = lazy else {
                unreachable!("forced once")
            };
            let value = make();
            // SAFETY: as above.
            turn.finish(|cell| unsafe { *cell = Lazy::Ready(value) });
        }
        // SAFETY: done, so it is never written again.
        match unsafe { &*cell } {
            Lazy::Ready(value) => value,
            _ => unreachable!("forced above"),
        }
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        LazyLock::force(self)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.looked_at();
        // SAFETY: read between two steps.
        f.debug_tuple("LazyLock")
            .field(unsafe { &*self.0.0.get() })
            .finish()
    }
}

impl<T: Default> Default for LazyLock<T> {
    #[track_caller]
    fn default() -> LazyLock<T> {
        LazyLock::new(T::default)
    }
}
