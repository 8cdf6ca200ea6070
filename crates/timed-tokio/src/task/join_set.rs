//! A set of tasks; what waits is `join_next`.

use std::fmt;
use std::panic::{Location, resume_unwind};

use timed_std::tasks;
use timed_std::timeline::{For, What};

use super::{AbortHandle, Id, JoinError, LocalSet, blocking};
use crate::lane::Task;
use crate::runtime::Handle;
use crate::wait::wait;

pub struct JoinSet<T>(tokio::task::JoinSet<T>);

impl<T> JoinSet<T> {
    pub fn new() -> JoinSet<T> {
        JoinSet(tokio::task::JoinSet::new())
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: 'static> JoinSet<T> {
    #[track_caller]
    pub fn spawn<F>(&mut self, future: F) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        let lane = tasks::task(Location::caller());
        self.0.spawn(Task::spawned(lane, future))
    }

    #[track_caller]
    pub fn spawn_on<F>(&mut self, future: F, handle: &Handle) -> AbortHandle
    where
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        let _entered = handle.enter();
        self.spawn(future)
    }

    #[track_caller]
    pub fn spawn_local<F>(&mut self, future: F) -> AbortHandle
    where
        F: Future<Output = T> + 'static,
    {
        let lane = tasks::task(Location::caller());
        self.0.spawn_local(Task::spawned(lane, future))
    }

    #[track_caller]
    pub fn spawn_local_on<F>(&mut self, future: F, set: &LocalSet) -> AbortHandle
    where
        F: Future<Output = T> + 'static,
    {
        let lane = tasks::task(Location::caller());
        self.0
            .spawn_local_on(Task::spawned(lane, future), set.real())
    }

    #[track_caller]
    pub fn spawn_blocking<F>(&mut self, body: F) -> AbortHandle
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send,
    {
        let lane = tasks::blocking(Location::caller());
        self.0.spawn_blocking(blocking(lane, body))
    }

    pub async fn join_next(&mut self) -> Option<Result<T, JoinError>> {
        wait(What::Tasks, For::Nothing, self.0.join_next()).await
    }

    pub async fn join_next_with_id(&mut self) -> Option<Result<(Id, T), JoinError>> {
        wait(What::Tasks, For::Nothing, self.0.join_next_with_id()).await
    }

    pub fn try_join_next(&mut self) -> Option<Result<T, JoinError>> {
        self.0.try_join_next()
    }

    pub async fn join_all(mut self) -> Vec<T> {
        let mut values = Vec::with_capacity(self.len());
        while let Some(ended) = self.join_next().await {
            match ended {
                Ok(value) => values.push(value),
                Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
                Err(error) => panic!("{error}"),
            }
        }
        values
    }

    pub async fn shutdown(&mut self) {
        self.abort_all();
        while self.join_next().await.is_some() {}
    }

    pub fn abort_all(&mut self) {
        self.0.abort_all();
    }

    pub fn detach_all(&mut self) {
        self.0.detach_all();
    }
}

impl<T> Default for JoinSet<T> {
    fn default() -> JoinSet<T> {
        JoinSet::new()
    }
}

impl<T> fmt::Debug for JoinSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T, F> FromIterator<F> for JoinSet<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    fn from_iter<I: IntoIterator<Item = F>>(futures: I) -> JoinSet<T> {
        let mut set = JoinSet::new();
        for future in futures {
            set.spawn(future);
        }
        set
    }
}
