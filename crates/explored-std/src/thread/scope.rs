//! `thread::scope`: threads that may borrow, and are joined before it ends.

use super::join;
use super::run::{self, Packet};
use super::{Result, Thread};
use ::std::fmt;
use ::std::marker::PhantomData;
use ::std::sync::Arc;
use explorer::thread::learn_from_body;
use explorer::{Kind, Place, Ready, Step, ThreadId, catch, done_as, fingerprint, resume, with};

pub struct Scope<'scope, 'env: 'scope> {
    /// Not empty, so that each scope has an address of its own.
    _address: u8,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

pub struct ScopedJoinHandle<'scope, T> {
    thread: ThreadId,
    packet: Arc<Packet<T>>,
    scope: PhantomData<&'scope ()>,
}

#[track_caller]
pub fn scope<'env, F, T>(body: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let place = Place::caller();
    let scope = Scope {
        _address: 0,
        scope: PhantomData,
        env: PhantomData,
    };
    let result = catch(|| body(&scope));
    let panicked = wait_for_threads(scope.id(), place);
    match result {
        Err(payload) => resume(payload),
        Ok(_) if panicked => panic!("a scoped thread panicked"),
        Ok(value) => value,
    }
}

/// Waits until the bodies of the threads nobody joined have ended; whether one of them panicked.
fn wait_for_threads(scope: usize, place: Place) -> bool {
    let in_scope = move |thread: &explorer::Thread| thread.scope == Some(scope);
    Step::new(Kind::EndOfScope, place)
        .ready(Ready::when(move |world| {
            world
                .threads()
                .all(|(_, thread)| !in_scope(thread) || thread.has_left())
        }))
        .local()
        .announce();
    let (print, panicked) = with(|world| {
        let left = world
            .threads()
            .filter(|(_, thread)| in_scope(thread) && !thread.joined);
        let threads: Vec<ThreadId> = left.map(|(id, _)| id).collect();
        let left: Vec<u64> = threads.iter().map(|&id| world.thread(id).history).collect();
        let panicked = threads.iter().any(|&id| world.thread(id).panicked);
        for id in threads {
            learn_from_body(world, id);
        }
        (fingerprint(left), panicked)
    });
    done_as(String::new(), print);
    panicked
}

impl<'scope, 'env> Scope<'scope, 'env> {
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, body: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.start(body, None, Place::caller())
    }

    pub(super) fn start<F, T>(
        &'scope self,
        body: F,
        name: Option<String>,
        place: Place,
    ) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let (thread, packet) = run::start(body, name, place, Some(self.id()));
        ScopedJoinHandle {
            thread,
            packet,
            scope: PhantomData,
        }
    }

    fn id(&self) -> usize {
        self as *const Self as usize
    }
}

impl<T> ScopedJoinHandle<'_, T> {
    #[track_caller]
    pub fn join(self) -> Result<T> {
        join::join(self.thread, &self.packet, Place::caller())
    }

    pub fn thread(&self) -> Thread {
        Thread::of(self.thread)
    }

    #[track_caller]
    pub fn is_finished(&self) -> bool {
        join::is_finished(self.thread, Place::caller())
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}

impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}
