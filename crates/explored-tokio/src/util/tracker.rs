//! `TaskTracker`: whether all the tasks that it counts have ended.

use crate::sync::line::woken;
use crate::task::poll::{Look, Waiter};
use crate::task::{JoinHandle, home, run};
use ::std::cell::{Cell, RefCell};
use ::std::fmt;
use ::std::future::{Future, poll_fn};
use ::std::sync::Arc;
use ::std::task::{Context, Poll, ready};
use explored_std::facade::Tag;
use explorer::{Apart, Kind, ObjectId, Place, Status, Step, Turn, Whose, done, fingerprint, with};

#[derive(Clone)]
pub struct TaskTracker(Arc<Count>);

struct Count {
    tag: Tag,
    tasks: Cell<usize>,
    closed: Cell<bool>,
    waiting: RefCell<Vec<Waiter>>,
}

// SAFETY: fibers run one at a time, on one real thread.
unsafe impl Send for Count {}
// SAFETY: as above.
unsafe impl Sync for Count {}

impl Count {
    fn id(&self) -> ObjectId {
        let id = self.tag.id((&raw const *self) as usize);
        if with(|world| !world.has_object(id)) {
            let status = Status::Apart(Apart::default());
            with(|world| world.add_object(id, String::new(), status));
            self.changed(id);
        }
        id
    }

    fn changed(&self, id: ObjectId) {
        let (tasks, closed) = (self.tasks.get(), self.closed.get());
        let text = tasks.to_string();
        with(|world| {
            world.apart_mut(id).print = fingerprint((tasks, closed));
            world.set_value(id, Some(text), true);
            world.changed();
        });
    }

    fn is_over(&self) -> bool {
        self.closed.get() && self.tasks.get() == 0
    }

    /// In the step under way.
    fn awake(&self) -> Vec<Waiter> {
        match self.is_over() {
            true => self.waiting.take(),
            false => vec![],
        }
    }
}

/// Counts while it lives.
struct Counted(Arc<Count>);

impl Counted {
    fn new(count: &Arc<Count>) -> Counted {
        let id = count.id();
        count.tasks.set(count.tasks.get() + 1);
        count.changed(id);
        Counted(count.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let count = &self.0;
        let id = count.id();
        Step::new(Kind::Release, Place::frame()).on(id).announce();
        count.tasks.set(count.tasks.get() - 1);
        with(|world| world.tell(id));
        count.changed(id);
        woken(count.awake(), "");
    }
}

impl TaskTracker {
    #[track_caller]
    pub fn new() -> TaskTracker {
        let _facade = Turn::of(Whose::Facade);
        let count = Arc::new(Count {
            tag: Tag::new("tracker"),
            tasks: Cell::new(0),
            closed: Cell::new(false),
            waiting: RefCell::default(),
        });
        count.id();
        TaskTracker(count)
    }

    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        let place = Place::caller();
        let future = self.track_future(future);
        run::start(future, home::here(), place, None)
    }

    pub fn track_future<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        let counted = Counted::new(&self.0);
        async move {
            let _counted = counted;
            future.await
        }
    }

    #[track_caller]
    pub fn close(&self) -> bool {
        let id = self.0.id();
        Step::new(Kind::Close, Place::caller()).on(id).announce();
        let before = self.0.closed.replace(true);
        with(|world| world.tell(id));
        self.0.changed(id);
        woken(self.0.awake(), "");
        !before
    }

    #[track_caller]
    pub fn len(&self) -> usize {
        let id = self.0.id();
        Step::new(Kind::Get, Place::caller()).on(id).announce();
        let tasks = self.0.tasks.get();
        done(tasks.to_string());
        tasks
    }

    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Waits until it is closed, and all its tasks have ended.
    #[track_caller]
    pub fn wait(&self) -> impl Future<Output = ()> {
        let place = Place::caller();
        poll_fn(move |context| self.poll_wait(context, place))
    }

    fn poll_wait(&self, context: &Context, place: Place) -> Poll<()> {
        let id = self.0.id();
        let look = Look::new(Kind::Wait, place).on(id);
        ready!(look.come(
            context,
            || self.0.is_over(),
            |waiter| {
                self.0.waiting.borrow_mut().push(waiter);
            }
        ));
        with(|world| world.learn(id));
        done("");
        Poll::Ready(())
    }
}

impl Default for TaskTracker {
    #[track_caller]
    fn default() -> TaskTracker {
        TaskTracker::new()
    }
}

impl fmt::Debug for TaskTracker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskTracker").finish_non_exhaustive()
    }
}
