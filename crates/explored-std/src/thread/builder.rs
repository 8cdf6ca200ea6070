//! `thread::Builder`: names; stack sizes are taken and ignored.

use super::{JoinHandle, Scope, ScopedJoinHandle, run};
use ::std::io;
use explorer::Place;

#[derive(Debug, Default)]
pub struct Builder {
    name: Option<String>,
}

impl Builder {
    pub fn new() -> Builder {
        Builder::default()
    }

    pub fn name(mut self, name: String) -> Builder {
        self.name = Some(name);
        self
    }

    fn checked_name(self) -> Option<String> {
        let name = self.name?;
        assert!(
            !name.contains('\0'),
            "thread name may not contain interior null bytes"
        );
        Some(name)
    }

    pub fn stack_size(self, _: usize) -> Builder {
        self
    }

    #[track_caller]
    pub fn spawn<F, T>(self, body: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        Ok(run::spawn(body, self.checked_name(), Place::caller()))
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
        Ok(scope.start(body, self.checked_name(), Place::caller()))
    }
}
