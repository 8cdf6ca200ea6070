//! Tasks that stay on one thread.

use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use timed_std::tasks;
use timed_std::timeline::me;

use super::JoinHandle;
use crate::lane::Task;
use crate::runtime::Runtime;

#[track_caller]
pub fn spawn_local<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let lane = tasks::task(Location::caller());
    let real = tokio::task::spawn_local(Task::spawned(lane, future));
    JoinHandle::new(lane, real)
}

#[derive(Debug, Default)]
pub struct LocalSet(tokio::task::LocalSet);

impl LocalSet {
    pub fn new() -> LocalSet {
        LocalSet::default()
    }

    pub(super) fn real(&self) -> &tokio::task::LocalSet {
        &self.0
    }

    #[track_caller]
    pub fn spawn_local<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let lane = tasks::task(Location::caller());
        JoinHandle::new(lane, self.0.spawn_local(Task::spawned(lane, future)))
    }

    pub async fn run_until<F: Future>(&self, future: F) -> F::Output {
        self.0.run_until(future).await
    }

    pub fn block_on<F: Future>(&self, runtime: &Runtime, future: F) -> F::Output {
        let future = Task::of_thread(me(), future);
        tasks::runtime(|| self.0.block_on(runtime.real(), future))
    }
}

impl Future for LocalSet {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.0).poll(context)
    }
}
