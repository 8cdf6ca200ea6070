//! The life of a task: its future is polled to its end, or dropped.

use super::home::{self, Home};
use super::join::{JoinError, JoinHandle};
use super::poll::{Waiter, drive};
use ::std::cell::UnsafeCell;
use ::std::fmt;
use ::std::future::Future;
use ::std::pin::Pin;
use ::std::sync::Arc;
use explored_std::facade::{Exact, Leaves, Show, finish};
use explorer::task::{Awaited, rest};
use explorer::thread::{note_panic, spawn_as};
use explorer::{Place, ThreadId, Turn, Whose, catch, fingerprint, me, with};

/// Where a task leaves its result, and who waits for it.
pub struct Packet<T> {
    result: UnsafeCell<Option<Result<T, JoinError>>>,
    waiter: UnsafeCell<Option<Waiter>>,
}

// SAFETY: fibers run one at a time, and the result is read when the task has ended.
unsafe impl<T: Send> Send for Packet<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Packet<T> {}

impl<T> Packet<T> {
    pub fn new() -> Arc<Packet<T>> {
        let _facade = Turn::of(Whose::Facade);
        Arc::new(Packet {
            result: UnsafeCell::new(None),
            waiter: UnsafeCell::new(None),
        })
    }

    pub fn take(&self) -> Result<T, JoinError> {
        // SAFETY: fibers run one at a time, and the writer has finished.
        let result = unsafe { &mut *self.result.get() }.take();
        result.expect("JoinHandle polled after completion")
    }

    /// Who is to be woken at its end.
    pub fn set_waiter(&self, waiter: Waiter) {
        // SAFETY: fibers run one at a time.
        drop(unsafe { &mut *self.waiter.get() }.replace(waiter));
    }

    /// The result is there, before the thread has finished.
    pub fn set(&self, result: Result<T, JoinError>) {
        // SAFETY: nobody reads before this thread has finished.
        unsafe { *self.result.get() = Some(result) };
    }

    /// The thread has finished.
    fn wake(&self) {
        // SAFETY: fibers run one at a time.
        if let Some(waiter) = unsafe { &mut *self.waiter.get() }.take() {
            waiter.wake();
        }
    }
}

/// What is done when a task has ended.
pub type Then = Box<dyn FnOnce(ThreadId)>;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Id(u64);

impl Id {
    pub(crate) fn of(task: ThreadId) -> Id {
        Id(task.0 as u64 + 1)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({})", self.0)
    }
}

#[track_caller]
pub fn spawn<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    start(future, home::here(), Place::caller(), None)
}

/// A task of the runtime.
pub fn start<F>(future: F, home: Home, place: Place, then: Option<Then>) -> JoinHandle<F::Output>
where
    F: Future + Send + 'static,
    F::Output: Send + 'static,
{
    let _facade = Turn::of(Whose::Facade);
    let packet = Packet::new();
    let result = packet.clone();
    let future = Box::pin(future);
    let life = Box::new(move || live(future, result, home, place, then));
    let task = spawn_as("task", None, place, Some(home.number), life);
    JoinHandle { task, packet }
}

fn live<F: Future>(
    future: Pin<Box<F>>,
    packet: Arc<Packet<F::Output>>,
    home: Home,
    place: Place,
    then: Option<Then>,
) {
    let task = me();
    home::enter(Some(home));
    let is_tracked = future.is_tracked();
    let begin = Awaited {
        what: "start".into(),
        place,
        ..Awaited::default()
    };
    let result = catch(move || {
        let mut future = future;
        let result = drive(future.as_mut(), home, begin);
        drop(future);
        result
    });
    let print = match &result {
        Ok(Some(value)) if is_tracked && value.is_exact() => value.show().map(fingerprint),
        Ok(_) => None,
        Err(payload) => {
            note_panic(&**payload);
            None
        }
    };
    let panicked = result.is_err();
    packet.set(match result {
        Ok(Some(value)) => Ok(value),
        Ok(None) => Err(JoinError::cancelled(task)),
        Err(payload) => Err(JoinError::panicked(task, payload)),
    });
    end(task, print, panicked, &packet, home, then);
}

/// The last step of a task: who waits for it is woken.
pub fn end<T>(
    task: ThreadId,
    print: Option<u64>,
    panicked: bool,
    packet: &Packet<T>,
    home: Home,
    then: Option<Then>,
) {
    finish(print, panicked);
    with(|world| world.mine_mut().aborted = false);
    rest(home.crew);
    packet.wake();
    if let Some(then) = then {
        then(task);
    }
}
