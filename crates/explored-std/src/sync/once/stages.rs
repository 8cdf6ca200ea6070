//! What `Once`, `OnceLock` and `LazyLock` have in common: a stage, and a value
//! that it guards. One thread runs the closure, others wait.

use super::super::shared::Shared;
use explorer::{
    Kind, ObjectId, Once as Stage, Place, Ready, Status, Step, World, done, fingerprint, with,
};

pub struct Stages<T>(pub Shared<T>);

impl<T> Stages<T> {
    #[track_caller]
    pub const fn new(kind: &'static str, value: T) -> Stages<T> {
        Stages(Shared::new(kind, value))
    }

    pub fn id(&self) -> ObjectId {
        self.0.id(|| Status::Once(Stage::default()))
    }

    /// Once done, always done: to see that is no step.
    fn is_done(&self) -> bool {
        let id = self.id();
        with(|world| {
            let done = *world.once(id) == Stage::Done;
            if done {
                let print = world.object(id).print;
                world.looked_at(id, print);
                world.learn(id);
            }
            done
        })
    }

    /// What stands there is read by value or by `{:?}`, in no step of its own.
    pub fn looked_at(&self) -> ObjectId {
        let id = self.id();
        with(|world| {
            let print = fingerprint((world.object(id).print, world.once(id)));
            world.looked_at(id, print);
        });
        id
    }

    /// Looks whether it is done, as a step.
    pub fn look(&self, kind: Kind, place: Place) -> bool {
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

    /// Waits until it is done; or, if `heeds_poison`, until a closure has panicked.
    /// Whether it is done.
    pub fn wait(&self, heeds_poison: bool, place: Place) -> bool {
        if self.is_done() {
            return true;
        }
        let id = self.id();
        let ready = Ready::when(move |world| match world.once(id) {
            Stage::Done => true,
            Stage::Poisoned => heeds_poison,
            Stage::Idle | Stage::Running(_) => false,
        });
        Step::new(Kind::Wait, place).on(id).ready(ready).announce();
        let is_done = with(|world| {
            world.learn(id);
            *world.once(id) == Stage::Done
        });
        done(if is_done {
            self.0.text()
        } else {
            "poisoned".into()
        });
        is_done
    }

    /// Waits while another thread runs the closure; `Some` if it is for this one
    /// to run, with the stage found.
    pub fn enter(&self, kind: Kind, place: Place) -> Option<Turn<'_, T>> {
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
pub struct Turn<'a, T> {
    stages: &'a Stages<T>,
    id: ObjectId,
    place: Place,
    pub poisoned: bool,
    pub after: Stage,
}

impl<T> Turn<'_, T> {
    /// The closure has returned.
    pub fn finish(self, store: impl FnOnce(*mut T)) {
        Step::new(Kind::Initialised, self.place)
            .on(self.stages.id())
            .announce();
        store(self.stages.0.get());
        let shown = self.stages.0.text();
        self.stages.0.changed(self.id);
        with(|world| {
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
                world.tell(self.id);
                world.changed();
            }
        });
    }
}
