//! `Once`: a closure that runs once.

use super::stages::Stages;
use ::std::fmt;
use ::std::panic::{RefUnwindSafe, UnwindSafe};
use explorer::{Kind, Place};

pub struct Once(Stages<()>);

// SAFETY: it holds nothing, and fibers run one at a time.
unsafe impl Send for Once {}
// SAFETY: as above.
unsafe impl Sync for Once {}
impl UnwindSafe for Once {}
impl RefUnwindSafe for Once {}

/// What `call_once_force` tells its closure.
#[derive(Debug)]
pub struct OnceState {
    poisoned: bool,
}

impl OnceState {
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}

impl Once {
    #[track_caller]
    #[expect(clippy::new_without_default, reason = "std's has none")]
    pub const fn new() -> Once {
        Once(Stages::new("once", ()))
    }

    #[track_caller]
    pub fn call_once(&self, action: impl FnOnce()) {
        let Some(turn) = self.0.enter(Kind::CallOnce, Place::caller()) else {
            return;
        };
        if turn.poisoned {
            panic!("Once instance has previously been poisoned");
        }
        action();
        turn.finish(|_| ());
    }

    #[track_caller]
    pub fn call_once_force(&self, action: impl FnOnce(&OnceState)) {
        let Some(turn) = self.0.enter(Kind::CallOnceForce, Place::caller()) else {
            return;
        };
        action(&OnceState {
            poisoned: turn.poisoned,
        });
        turn.finish(|_| ());
    }

    #[track_caller]
    pub fn wait(&self) {
        if !self.0.wait(true, Place::caller()) {
            panic!("Once instance has previously been poisoned");
        }
    }

    #[track_caller]
    pub fn is_completed(&self) -> bool {
        self.0.look(Kind::IsCompleted, Place::caller())
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}
