//! `thread::Builder`: the name that it gives is the thread's name.

use super::{JoinHandle, Scope, ScopedJoinHandle};
use crate::timeline::{lane, live, place};
use ::std::io;
use ::std::panic::Location;

#[derive(Debug)]
pub struct Builder {
    name: Option<String>,
    real: ::std::thread::Builder,
}

impl Default for Builder {
    fn default() -> Builder {
        Builder::new()
    }
}

impl Builder {
    pub fn new() -> Builder {
        Builder {
            name: None,
            real: ::std::thread::Builder::new(),
        }
    }

    pub fn name(self, name: String) -> Builder {
        Builder {
            name: Some(name.clone()),
            real: self.real.name(name),
        }
    }

    pub fn stack_size(self, size: usize) -> Builder {
        Builder {
            real: self.real.stack_size(size),
            ..self
        }
    }

    #[track_caller]
    pub fn spawn<F, T>(self, body: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let lane = lane(place(Location::caller()), self.name);
        let real = self.real.spawn(move || live(lane, body))?;
        Ok(JoinHandle { lane, real })
    }

    #[track_caller]
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        body: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let lane = lane(place(Location::caller()), self.name);
        let real = self.real.spawn_scoped(&scope.0, move || live(lane, body))?;
        Ok(ScopedJoinHandle { lane, real })
    }
}
