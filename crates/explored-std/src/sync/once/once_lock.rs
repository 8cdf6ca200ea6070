//! `OnceLock`: a value that is set once.

use super::stages::{Stages, Turn};
use ::std::fmt;
use ::std::panic::{RefUnwindSafe, UnwindSafe};
use explorer::{Kind, Once as Stage, Place, with};

pub struct OnceLock<T>(Stages<Option<T>>);

// SAFETY: as std's: one thread writes, all read.
unsafe impl<T: Send> Send for OnceLock<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for OnceLock<T> {}
impl<T: UnwindSafe> UnwindSafe for OnceLock<T> {}
impl<T: UnwindSafe + RefUnwindSafe> RefUnwindSafe for OnceLock<T> {}

impl<T> OnceLock<T> {
    #[track_caller]
    pub const fn new() -> OnceLock<T> {
        OnceLock(Stages::new("once lock", None))
    }

    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        self.0.look(Kind::Get, Place::caller());
        self.value()
    }

    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        match self.0.enter(Kind::Set, Place::caller()) {
            None => Err(value),
            Some(turn) => {
                turn.store(value);
                Ok(())
            }
        }
    }

    #[track_caller]
    pub fn get_or_init(&self, make: impl FnOnce() -> T) -> &T {
        if let Some(mut turn) = self.0.enter(Kind::GetOrInit, Place::caller()) {
            // A panic leaves it empty, for another to try.
            turn.after = Stage::Idle;
            let value = make();
            turn.store(value);
        }
        self.value().expect("initialised")
    }

    #[track_caller]
    pub fn wait(&self) -> &T {
        self.0.wait(false, Place::caller());
        self.value().expect("initialised")
    }

    pub fn get_mut(&mut self) -> Option<&mut T> {
        let id = self.0.looked_at();
        self.0.0.will_change(id);
        self.0.0.get_mut().as_mut()
    }

    pub fn take(&mut self) -> Option<T> {
        let id = self.0.looked_at();
        with(|world| *world.once_mut(id) = Stage::Idle);
        let value = self.0.0.get_mut().take();
        self.0.0.changed(id);
        value
    }

    pub fn into_inner(self) -> Option<T> {
        self.0.looked_at();
        self.0.0.into_inner()
    }

    fn value(&self) -> Option<&T> {
        // SAFETY: written once, before the stage is `Done`, and never after.
        unsafe { &*self.0.0.get() }.as_ref()
    }
}

impl<T> Turn<'_, Option<T>> {
    fn store(self, value: T) {
        // SAFETY: nobody reads before the stage is `Done`.
        self.finish(|cell| unsafe { *cell = Some(value) });
    }
}

impl<T> From<T> for OnceLock<T> {
    #[track_caller]
    fn from(value: T) -> OnceLock<T> {
        let cell = OnceLock::new();
        cell.set(value).ok();
        cell
    }
}

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> OnceLock<T> {
        OnceLock::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.looked_at();
        let mut text = f.debug_tuple("OnceLock");
        match self.value() {
            Some(value) => text.field(value),
            None => text.field(&format_args!("<uninit>")),
        };
        text.finish()
    }
}
