//! `JoinSet`: tasks that are waited for in the order in which they end.

use super::blocking;
use super::home;
use super::join::{AbortHandle, JoinError, JoinHandle, abort};
use super::poll::{Look, Waiter};
use super::run::{Id, start};
use crate::runtime::Handle;
use ::std::cell::RefCell;
use ::std::fmt;
use ::std::future::{Future, poll_fn};
use ::std::pin::Pin;
use ::std::sync::Arc;
use ::std::task::{Context, Poll, ready};
use explored_std::facade::Tag;
use explorer::{
    Apart, Kind, ObjectId, Place, Seen, Status, Step, ThreadId, Turn, Whose, fingerprint, see, with,
};

pub struct JoinSet<T> {
    /// In the order of their spawn.
    tasks: Vec<JoinHandle<T>>,
    ended: Arc<Ended>,
}

/// Which tasks have ended, the first first, and who waits for one.
struct Ended {
    tag: Tag,
    inside: RefCell<(Vec<ThreadId>, Option<Waiter>)>,
}

// SAFETY: fibers run one at a time, on one real thread.
unsafe impl Send for Ended {}
// SAFETY: as above.
unsafe impl Sync for Ended {}

impl Ended {
    fn id(&self) -> ObjectId {
        let id = self.tag.id((&raw const *self) as usize);
        with(|world| {
            if !world.has_object(id) {
                world.add_object(id, String::new(), Status::Apart(Apart::default()));
            }
        });
        id
    }

    fn first(&self) -> Option<ThreadId> {
        self.inside.borrow().0.first().copied()
    }

    fn changed(&self) {
        let id = self.id();
        let print = fingerprint(&self.inside.borrow().0);
        with(|world| {
            world.apart_mut(id).print = print;
            world.changed();
        });
    }

    /// The task has.
    fn push(&self, task: ThreadId) {
        self.inside.borrow_mut().0.push(task);
        self.changed();
        let waiter = self.inside.borrow_mut().1.take();
        if let Some(waiter) = waiter {
            waiter.wake();
        }
    }
}

impl<T> JoinSet<T> {
    #[track_caller]
    pub fn new() -> JoinSet<T> {
        let _facade = Turn::of(Whose::Facade);
        JoinSet {
            tasks: vec![],
            ended: Arc::new(Ended {
                tag: Tag::new("joinset"),
                inside: RefCell::default(),
            }),
        }
    }

    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }
}

impl<T: 'static> JoinSet<T> {
    #[track_caller]
    pub fn spawn<F>(&mut self, future: F) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        self.spawn_there(future, home::here(), Place::caller())
    }

    #[track_caller]
    pub fn spawn_on<F>(&mut self, future: F, handle: &Handle) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        self.spawn_there(future, handle.home(), Place::caller())
    }

    #[track_caller]
    pub fn spawn_blocking<F>(&mut self, body: F) -> AbortHandle
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send,
    {
        see(Seen::Ends);
        let (home, place, then) = (home::here(), Place::caller(), self.then());
        let handle = blocking::start(body, home, place, Some(then));
        self.add(handle)
    }

    fn spawn_there<F>(&mut self, future: F, home: home::Home, place: Place) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        // Which of them ends first is seen.
        see(Seen::Ends);
        let then = self.then();
        let handle = start(future, home, place, Some(then));
        self.add(handle)
    }

    fn then(&self) -> super::run::Then {
        let ended = self.ended.clone();
        Box::new(move |task| ended.push(task))
    }

    fn add(&mut self, handle: JoinHandle<T>) -> AbortHandle {
        let abort = handle.abort_handle();
        self.tasks.push(handle);
        abort
    }

    /// The next task that ends, in the order of their ends.
    pub async fn join_next(&mut self) -> Option<Result<T, JoinError>> {
        Some(self.next().await?.1)
    }

    pub async fn join_next_with_id(&mut self) -> Option<Result<(Id, T), JoinError>> {
        let (id, result) = self.next().await?;
        Some(result.map(|value| (id, value)))
    }

    async fn next(&mut self) -> Option<(Id, Result<T, JoinError>)> {
        poll_fn(|context| self.poll_next(context)).await
    }

    fn poll_next(&mut self, context: &mut Context) -> Poll<Option<(Id, Result<T, JoinError>)>> {
        if self.tasks.is_empty() {
            return Poll::Ready(None);
        }
        let (id, place) = (self.ended.id(), Place::frame());
        let come = || self.ended.first().is_some();
        let look = Look::new(Kind::JoinNext, place).on(id);
        ready!(
            look.come(context, come, |waiter| self.ended.inside.borrow_mut().1 =
                Some(waiter))
        );
        Poll::Ready(self.take(context))
    }

    /// That of the first that has ended, in the step that is announced.
    fn take(&mut self, context: &mut Context) -> Option<(Id, Result<T, JoinError>)> {
        let task = self.ended.inside.borrow_mut().0.remove(0);
        self.ended.changed();
        explorer::done(format!("task {task}"));
        let at = self.tasks.iter().position(|it| it.task == task)?;
        let mut handle = self.tasks.remove(at);
        match Pin::new(&mut handle).poll(context) {
            Poll::Ready(result) => Some((Id::of(task), result)),
            Poll::Pending => unreachable!("it has ended"),
        }
    }

    #[track_caller]
    pub fn try_join_next(&mut self) -> Option<Result<T, JoinError>> {
        see(Seen::Ends);
        let (id, place) = (self.ended.id(), Place::caller());
        Step::new(Kind::JoinNext, place).on(id).announce();
        explorer::done("");
        self.ended.first()?;
        Step::new(Kind::JoinNext, place).on(id).local().announce();
        let mut context = Context::from_waker(::std::task::Waker::noop());
        Some(self.take(&mut context)?.1)
    }

    #[track_caller]
    pub fn abort_all(&mut self) {
        let place = Place::caller();
        for task in &self.tasks {
            abort(task.task, place);
        }
    }

    pub fn detach_all(&mut self) {
        self.tasks.clear();
    }

    pub async fn shutdown(&mut self) {
        let place = Place::frame();
        for task in &self.tasks {
            abort(task.task, place);
        }
        while self.join_next().await.is_some() {}
    }

    pub async fn join_all(mut self) -> Vec<T> {
        let mut results = Vec::with_capacity(self.tasks.len());
        while let Some(result) = self.join_next().await {
            match result {
                Ok(value) => results.push(value),
                Err(error) if error.is_panic() => explorer::resume(error.into_panic()),
                Err(error) => panic!("{error}"),
            }
        }
        results
    }
}

/// Those that have not ended are aborted.
impl<T> Drop for JoinSet<T> {
    fn drop(&mut self) {
        let place = Place::frame();
        for task in &self.tasks {
            if with(|world| !world.thread(task.task).finished) {
                abort(task.task, place);
            }
        }
    }
}

impl<T> Default for JoinSet<T> {
    #[track_caller]
    fn default() -> JoinSet<T> {
        JoinSet::new()
    }
}

impl<T> fmt::Debug for JoinSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinSet").field("len", &self.len()).finish()
    }
}
