//! `tokio::runtime`: how many threads poll tasks, and what becomes of tasks when it
//! ends.

use crate::task::home::{self, Home};
use crate::task::poll::{drive, is_polling};
use crate::task::{JoinHandle, blocking, run};
use ::std::fmt;
use ::std::future::Future;
use ::std::io;
use ::std::marker::PhantomData;
use ::std::pin::pin;
use explored_std::facade::Tag;
use explorer::task::{Awaited, rest};
use explorer::thread::learn_from;
use explorer::{
    Crew, Kind, ObjectId, Place, Ready, Seen, Status, Step, World, done, done_as, fingerprint, see,
    with,
};

#[derive(Debug)]
pub struct Builder {
    current_thread: bool,
    workers: Option<usize>,
}

impl Builder {
    pub fn new_current_thread() -> Builder {
        Builder {
            current_thread: true,
            workers: None,
        }
    }

    pub fn new_multi_thread() -> Builder {
        Builder {
            current_thread: false,
            workers: None,
        }
    }

    #[track_caller]
    pub fn worker_threads(&mut self, workers: usize) -> &mut Builder {
        assert!(workers > 0, "Worker threads cannot be set to 0");
        self.workers = Some(workers);
        self
    }

    pub fn enable_all(&mut self) -> &mut Builder {
        self
    }

    pub fn enable_time(&mut self) -> &mut Builder {
        self
    }

    /// The clock of the model is always so.
    pub fn start_paused(&mut self, _: bool) -> &mut Builder {
        self
    }

    #[track_caller]
    pub fn build(&mut self) -> io::Result<Runtime> {
        // Without a number, it has as many as it has tasks.
        let workers = match self.current_thread {
            true => Some(0),
            false => self.workers,
        };
        let tag = Tag::new("runtime");
        let crew = workers.map(|most| {
            let id = tag.id((&raw const tag) as usize);
            let at_work = vec![];
            let crew = Status::Crew(Crew { most, at_work });
            with(|world| world.add_object(id, String::new(), crew));
            id
        });
        with(|world| world.clocked = true);
        let number = home::number();
        Ok(Runtime {
            handle: Handle(Home { crew, number }),
            current_thread: self.current_thread,
        })
    }
}

pub struct Runtime {
    handle: Handle,
    current_thread: bool,
}

impl Runtime {
    #[track_caller]
    pub fn new() -> io::Result<Runtime> {
        Builder::new_multi_thread().build()
    }

    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        let home = self.handle.0;
        if self.current_thread {
            // Its tasks run while somebody is in `block_on`, and then alone.
            self.employ(1);
            let output = block_on(future, home, home.crew);
            self.employ(0);
            return output;
        }
        block_on(future, home, None)
    }

    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        self.handle.spawn(future)
    }

    #[track_caller]
    pub fn spawn_blocking<F, T>(&self, body: F) -> JoinHandle<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        self.handle.spawn_blocking(body)
    }

    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    pub fn enter(&self) -> EnterGuard<'_> {
        self.handle.enter()
    }

    fn employ(&self, most: usize) {
        if let Some(crew) = self.handle.0.crew {
            with(|world| world.crew_mut(crew).most = most);
        }
    }
}

/// Tasks are dropped where they wait, or next do; what blocks a thread is waited for.
impl Drop for Runtime {
    fn drop(&mut self) {
        if is_polling() && !explorer::panicking() {
            panic!(
                "Cannot drop a runtime in a context where blocking is not allowed. This happens when a runtime is dropped from within an asynchronous context."
            );
        }
        let scope = self.handle.0.number;
        let tasks = move |world: &World| {
            let threads = world.threads();
            let tasks = threads.filter(|(_, thread)| thread.scope == Some(scope));
            tasks.map(|(id, _)| id).collect::<Vec<_>>()
        };
        let is_left = |world: &mut World| {
            let mut tasks = tasks(world).into_iter();
            tasks.any(|task| !world.thread(task).finished)
        };
        // Tasks of one thread are polled by `block_on` alone.
        if !self.current_thread && with(is_left) {
            see(Seen::Aborts);
            Step::new(Kind::Shutdown, Place::frame()).announce();
            done("");
        }
        with(|world| {
            for task in tasks(world) {
                let is_task = world.thread_kind(task) == "task";
                if is_task && !world.thread(task).finished {
                    world.thread_mut(task).aborted = true;
                    world.wake(task);
                }
            }
        });
        if self.current_thread {
            self.employ(1);
        }
        let place = Place::frame();
        let ended = Ready::when(move |world| {
            let mut all = world.threads().map(|(_, thread)| thread);
            all.all(|thread| thread.scope != Some(scope) || thread.finished)
        });
        Step::new(Kind::EndOfScope, place)
            .ready(ended)
            .local()
            .announce();
        let print = with(|world| {
            let mut prints = vec![];
            for task in tasks(world) {
                let is_joined = world.thread(task).joined;
                if !is_joined {
                    prints.push(world.thread(task).history);
                    learn_from(world, task);
                }
            }
            fingerprint(prints)
        });
        done_as(String::new(), print);
    }
}

impl fmt::Debug for Runtime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runtime").finish_non_exhaustive()
    }
}

/// A runtime, for who spawns there.
#[derive(Clone, Debug)]
pub struct Handle(Home);

impl Handle {
    #[track_caller]
    pub fn current() -> Handle {
        Handle(home::here())
    }

    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        run::start(future, self.0, Place::caller(), None)
    }

    #[track_caller]
    pub fn spawn_blocking<F, T>(&self, body: F) -> JoinHandle<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        blocking::start(body, self.0, Place::caller(), None)
    }

    pub(crate) fn home(&self) -> Home {
        self.0
    }

    /// Polls nothing but the future, on this thread.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        block_on(future, self.0, None)
    }

    pub fn enter(&self) -> EnterGuard<'_> {
        EnterGuard {
            before: home::enter(Some(self.0)),
            handle: PhantomData,
        }
    }
}

#[must_use = "Enter tokio context"]
pub struct EnterGuard<'a> {
    before: Option<Home>,
    handle: PhantomData<&'a Handle>,
}

impl Drop for EnterGuard<'_> {
    fn drop(&mut self) {
        home::enter(self.before);
    }
}

impl fmt::Debug for EnterGuard<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EnterGuard").finish_non_exhaustive()
    }
}

#[track_caller]
fn block_on<F: Future>(future: F, home: Home, crew: Option<ObjectId>) -> F::Output {
    if is_polling() {
        panic!(
            "Cannot start a runtime from within a runtime. This happens because a function (like `block_on`) attempted to block the current thread while the thread is being used to drive asynchronous tasks."
        );
    }
    let before = home::enter(Some(home));
    let left = Left { before, crew };
    let begin = Awaited {
        what: "start".into(),
        ..Awaited::default()
    };
    let output = drive(pin!(future), Home { crew, ..home }, begin);
    drop(left);
    output.expect("nobody can abort it")
}

/// Also where the future panics.
struct Left {
    before: Option<Home>,
    crew: Option<ObjectId>,
}

impl Drop for Left {
    fn drop(&mut self) {
        home::enter(self.before);
        rest(self.crew);
    }
}

/// Waits on a thread of the listing that no runtime polls.
#[track_caller]
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    let nowhere = Home {
        crew: None,
        number: 0,
    };
    block_on(future, home::find().unwrap_or(nowhere), None)
}
