//! Shuttle's locks and atomics, which begin anew in every execution: its own
//! keep their value when they are statics.

use crate::explored::execution;
use ::std::cell::UnsafeCell;
use ::std::fmt::{self, Debug, Formatter};
use ::std::mem::MaybeUninit;
use ::std::ops::{Deref, DerefMut};

pub use shuttle::sync::{
    Arc, BarrierWaitResult, LockResult, MutexGuard, OnceState, PoisonError, RwLockReadGuard,
    RwLockWriteGuard, TryLockError, TryLockResult, WaitTimeoutResult, Weak, mpsc,
};

/// What shuttle makes of an initial value.
pub trait Made<T> {
    fn made(value: T) -> Self;
}

/// One of shuttle's objects, made at its first use in an execution.
pub struct Fresh<T, S> {
    initial: MaybeUninit<T>,
    /// The execution that made the object, and the object.
    made: UnsafeCell<Option<(u64, Box<S>)>>,
}

// SAFETY: shuttle's threads are coroutines of one thread, and `get` has no
// scheduling point.
unsafe impl<T: Send, S> Sync for Fresh<T, S> {}
unsafe impl<T: Send, S> Send for Fresh<T, S> {}

impl<T, S> Fresh<T, S> {
    const fn of(initial: T) -> Self {
        Fresh {
            initial: MaybeUninit::new(initial),
            made: UnsafeCell::new(None),
        }
    }
}

impl<T, S: Made<T>> Fresh<T, S> {
    fn get(&self) -> &S {
        // SAFETY: no reference into the cell is alive: those given out lead into
        // the box, which is never freed while its execution lasts.
        let made = unsafe { &mut *self.made.get() };
        if made.as_ref().is_none_or(|(at, _)| *at != execution()) {
            // SAFETY: the bits are read once, unless the object outlives its
            // execution: then it is a static, and its initial value a constant,
            // which owns nothing.
            let initial = unsafe { self.initial.assume_init_read() };
            let old = made.replace((execution(), Box::new(S::made(initial))));
            // Shuttle's destructors look for an execution that is over.
            ::std::mem::forget(old);
        }
        &made.as_ref().expect("just made").1
    }

    fn take(mut self) -> S {
        self.get();
        *self.made.get_mut().take().expect("just made").1
    }
}

impl<T, S> Drop for Fresh<T, S> {
    fn drop(&mut self) {
        if self.made.get_mut().is_none() {
            // SAFETY: never read, or `get` would have made the object.
            unsafe { self.initial.assume_init_drop() };
        }
    }
}

impl<T, S: Made<T>> Deref for Fresh<T, S> {
    type Target = S;

    fn deref(&self) -> &S {
        self.get()
    }
}

impl<T, S: Made<T>> DerefMut for Fresh<T, S> {
    fn deref_mut(&mut self) -> &mut S {
        self.get();
        &mut self.made.get_mut().as_mut().expect("just made").1
    }
}

impl<T, S: Made<T> + Debug> Debug for Fresh<T, S> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

impl<T: Default, S> Default for Fresh<T, S> {
    fn default() -> Self {
        Fresh::of(T::default())
    }
}

pub type Mutex<T> = Fresh<T, shuttle::sync::Mutex<T>>;

impl<T> Made<T> for shuttle::sync::Mutex<T> {
    fn made(value: T) -> Self {
        Self::new(value)
    }
}

impl<T> Mutex<T> {
    pub const fn new(value: T) -> Self {
        Fresh::of(value)
    }

    pub fn into_inner(self) -> LockResult<T> {
        self.take().into_inner()
    }
}

pub type RwLock<T> = Fresh<T, shuttle::sync::RwLock<T>>;

impl<T> Made<T> for shuttle::sync::RwLock<T> {
    fn made(value: T) -> Self {
        Self::new(value)
    }
}

impl<T> RwLock<T> {
    pub const fn new(value: T) -> Self {
        Fresh::of(value)
    }

    pub fn into_inner(self) -> LockResult<T> {
        self.take().into_inner()
    }
}

pub type Barrier = Fresh<usize, shuttle::sync::Barrier>;

impl Made<usize> for shuttle::sync::Barrier {
    fn made(threads: usize) -> Self {
        Self::new(threads)
    }
}

impl Barrier {
    pub const fn new(threads: usize) -> Self {
        Fresh::of(threads)
    }
}

macro_rules! without_value {
    ($($name:ident),*) => { $(
        pub type $name = Fresh<(), shuttle::sync::$name>;

        impl Made<()> for shuttle::sync::$name {
            fn made((): ()) -> Self {
                Self::new()
            }
        }

        impl $name {
            #[allow(clippy::new_without_default)]
            pub const fn new() -> Self {
                Fresh::of(())
            }
        }
    )* };
}

without_value!(Condvar, Once);

pub mod atomic {
    use super::{Fresh, Made};

    pub use shuttle::sync::atomic::{AtomicPtr, Ordering, fence};

    macro_rules! atomics {
        ($($name:ident $value:ty),*) => { $(
            pub type $name = Fresh<$value, shuttle::sync::atomic::$name>;

            impl Made<$value> for shuttle::sync::atomic::$name {
                fn made(value: $value) -> Self {
                    Self::new(value)
                }
            }

            impl $name {
                pub const fn new(value: $value) -> Self {
                    Fresh::of(value)
                }

                pub fn into_inner(self) -> $value {
                    self.take().into_inner()
                }
            }
        )* };
    }

    atomics!(
        AtomicBool bool,
        AtomicU8 u8, AtomicU16 u16, AtomicU32 u32, AtomicU64 u64, AtomicUsize usize,
        AtomicI8 i8, AtomicI16 i16, AtomicI32 i32, AtomicI64 i64, AtomicIsize isize
    );
}
