//! `std::thread`: threads of the listing, as fibers of the explorer.

mod builder;
mod join;
mod local;
mod park;
pub(crate) mod run;
mod scope;

pub use builder::Builder;
pub use join::JoinHandle;
pub use local::{AccessError, LocalKey};
pub use park::{park, park_timeout};
pub(crate) use run::run_main;
pub use scope::{Scope, ScopedJoinHandle, scope};

pub use ::std::thread::Result;
pub use explorer::panicking;

use ::std::io;
use ::std::num::NonZero;
use ::std::time::Duration;
use explorer::{Kind, MAIN, Place, Step, done, me, spin_hint, with};

#[track_caller]
pub fn spawn<F, T>(body: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    run::spawn(body, None, Place::caller())
}

#[track_caller]
pub fn yield_now() {
    spin_hint(Kind::YieldNow, Place::caller());
}

/// Orders nothing, however long: any thread may go on first. Where a façade has a
/// clock, it takes its time.
#[track_caller]
pub fn sleep(time: Duration) {
    let place = Place::caller();
    match with(|world| world.clocked) {
        true => explorer::task::sleep(time.as_nanos() as u64, place),
        false => spin_hint(Kind::Sleep, place),
    }
}

pub fn current() -> Thread {
    Thread::of(me())
}

/// Always 2: enough to run at once, few enough to explore.
pub fn available_parallelism() -> io::Result<NonZero<usize>> {
    Ok(const { NonZero::new(2).unwrap() })
}

#[derive(Clone, Debug)]
pub struct Thread {
    thread: explorer::ThreadId,
    id: ThreadId,
    name: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ThreadId(u64);

impl Thread {
    pub(crate) fn of(id: explorer::ThreadId) -> Thread {
        let name = with(|world| world.thread_name(id).map(str::to_owned));
        Thread {
            thread: id,
            // std's begin at 1.
            id: ThreadId(id.0 as u64 + 1),
            name,
        }
    }

    pub fn id(&self) -> ThreadId {
        self.id
    }

    pub fn name(&self) -> Option<&str> {
        if self.thread == MAIN {
            Some("main")
        } else {
            self.name.as_deref()
        }
    }

    #[track_caller]
    pub fn unpark(&self) {
        let target = self.thread;
        Step::new(Kind::Unpark, Place::caller())
            .with(target.to_string())
            .announce();
        let already = with(|world| world.unpark(target));
        done(if already {
            "it already has a token"
        } else {
            ""
        });
    }
}
