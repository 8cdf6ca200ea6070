//! Announce, switch, act: the one rule that every shared operation follows.
//!
//! `Step::announce` writes down what the thread is about to do and gives way.
//! When the scheduler comes back, the operation is possible, and what the thread
//! does up to its next announcement is one indivisible step.

use crate::blocks::Turn;
use crate::fiber;
use crate::fingerprint::fingerprint;
use crate::heap::still_there;
use crate::ids::{ObjectId, Way};
use crate::operation::{Event, Operation};
use crate::place::Place;
use crate::world::{Pending, Ready, with};
use formats::Kind;

/// What the current thread is about to do.
pub struct Step(Pending);

impl Step {
    pub fn new(kind: Kind, place: Place) -> Step {
        Step(Pending::new(Operation::new(kind, place)))
    }

    pub fn on(mut self, object: ObjectId) -> Step {
        self.0.operation.object = Some(object);
        self
    }

    pub fn with(mut self, argument: impl Into<String>) -> Step {
        self.0.operation.argument = argument.into();
        self
    }

    pub fn ready(mut self, ready: Ready) -> Step {
        self.0.ready = ready;
        self
    }

    /// By a thread of the crew, if tasks have few.
    pub fn by(mut self, crew: Option<ObjectId>) -> Step {
        self.0.crew = crew;
        self
    }

    /// Not a choice of the scheduler: its moment changes nothing for others.
    pub fn local(mut self) -> Step {
        self.0.local = true;
        self
    }

    /// Time may run out here: as often as `Options::timeouts` says before anything
    /// else; later only when no other step is possible, or a loop of time-outs would
    /// explore nothing but waiting.
    pub fn timed(mut self) -> Step {
        let place = self.0.operation.place;
        self.0.late = with(|world| {
            let before = world.mine().timeouts.iter().filter(|&&at| at == place);
            before.count() >= world.options.timeouts
        });
        self
    }

    /// Time may run out at this moment of the virtual clock: once nothing else can
    /// move, unless `Options::slow` lets it pass before.
    pub fn until(mut self, deadline: Option<u64>) -> Step {
        self.0.deadline = deadline;
        match with(|world| world.options.slow) {
            true => self.timed(),
            false => {
                self.0.late = true;
                self
            }
        }
    }

    /// Gives way until the scheduler lets the operation happen.
    pub fn announce(mut self) -> Way {
        with(|world| {
            let object = self.0.operation.object.filter(|&id| world.has_object(id));
            self.0.address = object.map_or(0, |id| world.object(id).address);
            world.mine_mut().pending = Some(self.0);
        });
        fiber::give_way();
        still_there();
        with(|world| world.way)
    }
}

/// The announced operation is done.
pub fn done(result: impl Into<String>) {
    let _engine = Turn::engine();
    let result = result.into();
    let print = fingerprint(&result);
    done_as(result, print);
}

/// Like `done`, where the text does not tell all of the result.
pub fn done_as(result: String, print: u64) {
    with(|world| {
        let current = world.current;
        let object = world
            .mine()
            .about_to()
            .and_then(|operation| operation.object);
        if let Some(object) = object {
            world.follow(object);
        }
        let thread = world.mine_mut();
        let pending = thread.pending.take().expect("announced before it is done");
        let operation = pending.operation;
        thread.history = fingerprint((thread.history, &operation, print));
        thread.round.did(&operation, print);
        world.events.push(Event {
            thread: current,
            operation,
            result,
        });
    });
}
