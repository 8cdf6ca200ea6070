//! `Once`, `OnceLock` and `LazyLock`: one thread runs the closure, others wait.

use super::shared::Shared;
use crate::model::{ObjectId, Once as Stage, Place, Ready, Status, Step, World, done, with};
use ::std::fmt;
use ::std::ops::Deref;
use ::std::panic::{RefUnwindSafe, UnwindSafe};

/// The part that the three have in common: a stage, and a value it guards.
struct Stages<T>(Shared<T>);

impl<T> Stages<T> {
    #[track_caller]
    const fn new(kind: &'static str, value: T) -> Stages<T> {
        Stages(Shared::new(kind, value))
    }

    fn id(&self) -> ObjectId {
        self.0.id(|| Status::Once(Stage::default()))
    }

    /// Once done, always done: to see that is no step.
    fn is_done(&self) -> bool {
        let id = self.id();
        with(|world| {
            let done = *world.once(id) == Stage::Done;
            if done {
                world.learn(id);
            }
            done
        })
    }

    /// Looks whether it is done, as a step.
    fn look(&self, kind: &'static str, place: Place) -> bool {
        if self.is_done() {
            return true;
        }
        Step::new(kind, place).on(self.id()).announce();
        let is_done = self.is_done();
        done(if is_done {
            self.0.text()
        } else {
            "not yet".into()
        });
        is_done
    }

    /// Waits while another thread runs the closure; `Some` if it is for this one
    /// to run, with the stage found.
    fn enter(&self, kind: &'static str, place: Place) -> Option<Turn<'_, T>> {
        if self.is_done() {
            return None;
        }
        let id = self.id();
        let running = |world: &World, id| matches!(world.once(id), Stage::Running(_));
        Step::new(kind, place)
            .on(id)
            .ready(Ready::when(move |world| !running(world, id)))
            .announce();
        if self.is_done() {
            done(self.0.text());
            return None;
        }
        let poisoned = with(|world| {
            world.learn(id);
            let current = world.current;
            let before = ::std::mem::replace(world.once_mut(id), Stage::Running(current));
            world.changed();
            before == Stage::Poisoned
        });
        done("runs the closure");
        Some(Turn {
            stages: self,
            id,
            place,
            poisoned,
            after: Stage::Poisoned,
        })
    }
}

/// The right to run the closure. If it panics, the stage is `after`.
struct Turn<'a, T> {
    stages: &'a Stages<T>,
    id: ObjectId,
    place: Place,
    poisoned: bool,
    after: Stage,
}

impl<T> Turn<'_, T> {
    /// The closure has returned.
    fn finish(self, store: impl FnOnce(*mut T)) {
        Step::new("initialised", self.place).on(self.id).announce();
        store(self.stages.0.get());
        let value = self.stages.0.show();
        let shown = self.stages.0.text();
        with(|world| {
            world.set_value(self.id, value);
            world.tell(self.id);
            *world.once_mut(self.id) = Stage::Done;
            world.changed();
        });
        done(shown);
    }
}

impl<T> Drop for Turn<'_, T> {
    /// Reached undone only if the closure panicked.
    fn drop(&mut self) {
        with(|world| {
            if *world.once(self.id) != Stage::Done {
                *world.once_mut(self.id) = self.after;
                world.changed();
            }
        });
    }
}

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
    pub const fn new() -> Once {
        Once(Stages::new("once", ()))
    }

    #[track_caller]
    pub fn call_once(&self, action: impl FnOnce()) {
        let Some(turn) = self.0.enter("call_once", Place::caller()) else {
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
        let Some(turn) = self.0.enter("call_once_force", Place::caller()) else {
            return;
        };
        action(&OnceState {
            poisoned: turn.poisoned,
        });
        turn.finish(|_| ());
    }

    #[track_caller]
    pub fn is_completed(&self) -> bool {
        self.0.look("is_completed", Place::caller())
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}

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
        self.0.look("get", Place::caller());
        self.value()
    }

    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), T> {
        match self.0.enter("set", Place::caller()) {
            None => Err(value),
            Some(turn) => {
                turn.store(value);
                Ok(())
            }
        }
    }

    #[track_caller]
    pub fn get_or_init(&self, make: impl FnOnce() -> T) -> &T {
        if let Some(mut turn) = self.0.enter("get_or_init", Place::caller()) {
            // A panic leaves it empty, for another to try.
            turn.after = Stage::Idle;
            let value = make();
            turn.store(value);
        }
        self.value().expect("initialised")
    }

    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.0.0.get_mut().as_mut()
    }

    pub fn into_inner(self) -> Option<T> {
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

impl<T> Default for OnceLock<T> {
    #[track_caller]
    fn default() -> OnceLock<T> {
        OnceLock::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = f.debug_tuple("OnceLock");
        match self.value() {
            Some(value) => text.field(value),
            None => text.field(&format_args!("<uninit>")),
        };
        text.finish()
    }
}

pub struct LazyLock<T, F = fn() -> T>(Stages<Lazy<T, F>>);

/// Shown as its value, once there is one.
enum Lazy<T, F> {
    Recipe(F),
    Running,
    Ready(T),
}

impl<T: fmt::Debug, F> fmt::Debug for Lazy<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Lazy::Ready(value) => value.fmt(f),
            _ => f.write_str("not yet"),
        }
    }
}

// SAFETY: as std's: one thread writes, all read.
unsafe impl<T: Send, F: Send> Send for LazyLock<T, F> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync, F: Send> Sync for LazyLock<T, F> {}
impl<T: UnwindSafe, F: UnwindSafe> UnwindSafe for LazyLock<T, F> {}
impl<T: UnwindSafe + RefUnwindSafe, F: UnwindSafe> RefUnwindSafe for LazyLock<T, F> {}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    #[track_caller]
    pub const fn new(make: F) -> LazyLock<T, F> {
        LazyLock(Stages::new("lazy lock", Lazy::Recipe(make)))
    }

    #[track_caller]
    pub fn force(this: &LazyLock<T, F>) -> &T {
        let cell = this.0.0.get();
        if let Some(turn) = this.0.enter("force", Place::caller()) {
            if turn.poisoned {
                panic!("LazyLock instance has previously been poisoned");
            }
            // SAFETY: it is this thread's turn, and nobody reads before `Done`.
            let lazy = unsafe { ::std::mem::replace(&mut *cell, Lazy::Running) };
            let Lazy::Recipe(make) = lazy else {
                unreachable!("forced once")
            };
            let value = make();
            // SAFETY: as above.
            turn.finish(|cell| unsafe { *cell = Lazy::Ready(value) });
        }
        // SAFETY: done, so it is never written again.
        match unsafe { &*cell } {
            Lazy::Ready(value) => value,
            _ => unreachable!("forced above"),
        }
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        LazyLock::force(self)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // SAFETY: read between two steps.
        f.debug_tuple("LazyLock")
            .field(unsafe { &*self.0.0.get() })
            .finish()
    }
}

impl<T: Default> Default for LazyLock<T> {
    #[track_caller]
    fn default() -> LazyLock<T> {
        LazyLock::new(T::default)
    }
}
