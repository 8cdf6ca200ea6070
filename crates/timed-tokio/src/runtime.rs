//! The runtimes: tokio's own, whose tasks are timed.

use std::io;
use std::panic::Location;
use std::time::Duration;

use timed_std::tasks;
use timed_std::timeline::me;

use crate::lane::Task;
use crate::task::{JoinHandle, blocking};

pub use tokio::runtime::{EnterGuard, Id, RuntimeFlavor, RuntimeMetrics, TryCurrentError};

#[derive(Debug)]
pub struct Builder(tokio::runtime::Builder);

macro_rules! set {
    ($($name:ident($($argument:ident: $type:ty),*))*) => {$(
        pub fn $name(&mut self, $($argument: $type),*) -> &mut Builder {
            self.0.$name($($argument),*);
            self
        }
    )*};
}

impl Builder {
    pub fn new_current_thread() -> Builder {
        Builder(tokio::runtime::Builder::new_current_thread())
    }

    pub fn new_multi_thread() -> Builder {
        Builder(tokio::runtime::Builder::new_multi_thread())
    }

    set! {
        enable_all()
        enable_io()
        enable_time()
        worker_threads(count: usize)
        max_blocking_threads(count: usize)
        thread_name(name: impl Into<String>)
        thread_stack_size(size: usize)
        thread_keep_alive(time: Duration)
        event_interval(ticks: u32)
        global_queue_interval(ticks: u32)
    }

    pub fn build(&mut self) -> io::Result<Runtime> {
        self.0.build().map(Runtime::of)
    }
}

#[derive(Debug)]
pub struct Runtime {
    handle: Handle,
    real: tokio::runtime::Runtime,
}

impl Runtime {
    fn of(real: tokio::runtime::Runtime) -> Runtime {
        Runtime {
            handle: Handle(real.handle().clone()),
            real,
        }
    }

    pub fn new() -> io::Result<Runtime> {
        tokio::runtime::Runtime::new().map(Runtime::of)
    }

    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    pub(crate) fn real(&self) -> &tokio::runtime::Runtime {
        &self.real
    }

    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        tasks::runtime(|| self.real.block_on(Task::of_thread(me(), future)))
    }

    pub fn enter(&self) -> EnterGuard<'_> {
        self.real.enter()
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
    pub fn spawn_blocking<F, R>(&self, body: F) -> JoinHandle<R>
    where
        F: FnOnce() -> R + Send + 'static,
        R: Send + 'static,
    {
        self.handle.spawn_blocking(body)
    }

    pub fn shutdown_timeout(self, time: Duration) {
        self.real.shutdown_timeout(time);
    }

    pub fn shutdown_background(self) {
        self.real.shutdown_background();
    }

    pub fn metrics(&self) -> RuntimeMetrics {
        self.real.metrics()
    }
}

#[derive(Clone, Debug)]
pub struct Handle(tokio::runtime::Handle);

impl Handle {
    pub fn current() -> Handle {
        Handle(tokio::runtime::Handle::current())
    }

    pub fn try_current() -> Result<Handle, TryCurrentError> {
        tokio::runtime::Handle::try_current().map(Handle)
    }

    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        tasks::runtime(|| self.0.block_on(Task::of_thread(me(), future)))
    }

    pub fn enter(&self) -> EnterGuard<'_> {
        self.0.enter()
    }

    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        let lane = tasks::task(Location::caller());
        let real = self.0.spawn(Task::spawned(lane, future));
        JoinHandle::new(lane, real)
    }

    #[track_caller]
    pub fn spawn_blocking<F, R>(&self, body: F) -> JoinHandle<R>
    where
        F: FnOnce() -> R + Send + 'static,
        R: Send + 'static,
    {
        let lane = tasks::blocking(Location::caller());
        JoinHandle::new(lane, self.0.spawn_blocking(blocking(lane, body)))
    }

    pub fn metrics(&self) -> RuntimeMetrics {
        self.0.metrics()
    }

    pub fn runtime_flavor(&self) -> RuntimeFlavor {
        self.0.runtime_flavor()
    }
}
