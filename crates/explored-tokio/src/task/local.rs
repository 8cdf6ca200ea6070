//! `task_local!`: a value that a future has while it is polled, whatever task it is in.
//!
//! Who sets it and who looks is one task: to do so is no step.

use crate::sync::anew::Anew;
use ::std::error::Error;
use ::std::fmt;
use ::std::future::Future;
use ::std::pin::Pin;
use ::std::task::{Context, Poll};
use explorer::{ThreadId, me};

#[macro_export]
macro_rules! task_local {
    () => {};
    ($(#[$attribute:meta])* $vis:vis static $name:ident: $type:ty; $($rest:tt)*) => {
        $crate::task_local!($(#[$attribute])* $vis static $name: $type);
        $crate::task_local!($($rest)*);
    };
    ($(#[$attribute:meta])* $vis:vis static $name:ident: $type:ty) => {
        $(#[$attribute])*
        $vis static $name: $crate::task::LocalKey<$type> = $crate::task::LocalKey::new();
    };
}

pub struct LocalKey<T: 'static> {
    /// Who has which value now; the innermost of a task comes last.
    values: Anew<Vec<(ThreadId, *const T)>>,
}

// SAFETY: fibers run one at a time, and each looks at its own alone.
unsafe impl<T> Send for LocalKey<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for LocalKey<T> {}

impl<T> LocalKey<T> {
    #[doc(hidden)]
    pub const fn new() -> LocalKey<T> {
        LocalKey {
            values: Anew::new(vec![], Vec::new),
        }
    }

    pub fn scope<F: Future>(&'static self, value: T, future: F) -> TaskLocalFuture<T, F> {
        TaskLocalFuture {
            of: self,
            value: Some(value),
            future: Some(future),
        }
    }

    pub fn sync_scope<R>(&'static self, value: T, action: impl FnOnce() -> R) -> R {
        let _set = self.set(&value);
        action()
    }

    #[track_caller]
    pub fn with<R>(&'static self, action: impl FnOnce(&T) -> R) -> R {
        match self.try_with(action) {
            Ok(result) => result,
            Err(_) => panic!("cannot access a task-local storage value without setting it first"),
        }
    }

    pub fn try_with<R>(&'static self, action: impl FnOnce(&T) -> R) -> Result<R, AccessError> {
        let current = me();
        let found = {
            let values = self.values.borrow();
            let mine = values.iter().rfind(|(task, _)| *task == current);
            mine.map(|&(_, value)| value)
        };
        let value = found.ok_or(AccessError(()))?;
        // SAFETY: whoever set it is on the stack of this thread, and has it still.
        Ok(action(unsafe { &*value }))
    }

    /// The value of the current thread, until what is given is dropped.
    fn set(&'static self, value: &T) -> Set<T> {
        self.values.borrow_mut().push((me(), value));
        Set(self)
    }
}

impl<T: Clone> LocalKey<T> {
    #[track_caller]
    pub fn get(&'static self) -> T {
        self.with(T::clone)
    }

    pub fn try_get(&'static self) -> Result<T, AccessError> {
        self.try_with(T::clone)
    }
}

impl<T> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("LocalKey { .. }")
    }
}

struct Set<T: 'static>(&'static LocalKey<T>);

impl<T> Drop for Set<T> {
    fn drop(&mut self) {
        let current = me();
        let mut values = self.0.values.borrow_mut();
        let mine = values.iter().rposition(|(task, _)| *task == current);
        mine.map(|at| values.remove(at));
    }
}

/// Has its value while it is polled, and while it is dropped.
#[must_use = "futures do nothing unless polled"]
pub struct TaskLocalFuture<T: 'static, F> {
    of: &'static LocalKey<T>,
    value: Option<T>,
    /// None, once it is ready.
    future: Option<F>,
}

impl<T, F> TaskLocalFuture<T, F> {
    pub fn take_value(self: Pin<&mut Self>) -> Option<T> {
        // SAFETY: the value is not pinned.
        unsafe { self.get_unchecked_mut() }.value.take()
    }
}

impl<T, F: Future> Future for TaskLocalFuture<T, F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<F::Output> {
        // SAFETY: the future stays where it is, and the value is not pinned.
        let this = unsafe { self.get_unchecked_mut() };
        let _set = this.value.as_ref().map(|value| this.of.set(value));
        let future = this.future.as_mut();
        let future = future.expect("`TaskLocalFuture` polled after completion");
        // SAFETY: it is not moved before it is dropped.
        let polled = unsafe { Pin::new_unchecked(future) }.poll(context);
        if polled.is_ready() {
            this.future = None;
        }
        polled
    }
}

impl<T, F> Drop for TaskLocalFuture<T, F> {
    fn drop(&mut self) {
        let _set = self.value.as_ref().map(|value| self.of.set(value));
        self.future = None;
    }
}

impl<T: fmt::Debug, F> fmt::Debug for TaskLocalFuture<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_struct("TaskLocalFuture");
        match &self.value {
            Some(value) => text.field("value", value),
            None => text.field("value", &format_args!("<missing>")),
        };
        text.finish()
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AccessError(());

impl fmt::Debug for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessError").finish()
    }
}

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("task-local value not set")
    }
}

impl Error for AccessError {}
