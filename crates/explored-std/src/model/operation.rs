//! Announce, switch, act: the one rule that every shared operation follows.
//!
//! `Step::announce` writes down what the thread is about to do and gives way.
//! When the scheduler comes back, the operation is possible, and what the thread
//! does up to its next announcement is one indivisible step.

use super::fiber;
use super::place::Place;
use super::show::fingerprint;
use super::world::{ObjectId, Pending, ThreadId, World, with};
use ::std::rc::Rc;

/// What a thread is about to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Operation {
    pub kind: &'static str,
    pub object: Option<ObjectId>,
    pub place: Place,
    pub argument: String,
}

/// What a thread did.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Event {
    pub thread: ThreadId,
    pub operation: Operation,
    pub result: String,
}

/// One of the ways in which an operation may go: which value a load reads, say.
pub type Way = u32;

/// In which ways the operation may go now; in none, it waits.
#[derive(Clone)]
pub struct Ready(Rc<Ways>);

type Ways = dyn Fn(&World) -> Vec<Way>;

impl Ready {
    pub fn always() -> Ready {
        Ready(Rc::new(|_| vec![0]))
    }

    pub fn when(condition: impl Fn(&World) -> bool + 'static) -> Ready {
        Ready(Rc::new(
            move |world| if condition(world) { vec![0] } else { vec![] },
        ))
    }

    pub fn ways(ways: impl Fn(&World) -> Vec<Way> + 'static) -> Ready {
        Ready(Rc::new(ways))
    }

    pub fn now(&self, world: &World) -> Vec<Way> {
        (self.0)(world)
    }
}

pub struct Step {
    operation: Operation,
    ready: Ready,
    local: bool,
    late: Option<Way>,
}

impl Step {
    pub fn new(kind: &'static str, place: Place) -> Step {
        let operation = Operation {
            kind,
            object: None,
            place,
            argument: String::new(),
        };
        Step {
            operation,
            ready: Ready::always(),
            local: false,
            late: None,
        }
    }

    pub fn on(mut self, object: ObjectId) -> Step {
        self.operation.object = Some(object);
        self
    }

    pub fn with(mut self, argument: impl Into<String>) -> Step {
        self.operation.argument = argument.into();
        self
    }

    pub fn ready(mut self, ready: Ready) -> Step {
        self.ready = ready;
        self
    }

    /// Not a choice of the scheduler: its moment changes nothing for others.
    pub fn local(mut self, local: bool) -> Step {
        self.local = local;
        self
    }

    /// This way is taken only when no other step is possible.
    pub fn late(mut self, late: Option<Way>) -> Step {
        self.late = late;
        self
    }

    /// Gives way until the scheduler lets the operation happen.
    pub fn announce(self) -> Way {
        let Step {
            operation,
            ready,
            local,
            late,
        } = self;
        if ::std::thread::panicking() {
            return without_switch(operation, ready);
        }
        with(|world| {
            let current = world.current;
            world.thread_mut(current).pending = Some(Pending {
                operation,
                ready,
                local,
                late,
            });
        });
        fiber::give_way();
        with(|world| world.way)
    }
}

/// A thread that unwinds cannot be left: how many panics are under way is known
/// to the real thread, which all of ours share.
fn without_switch(operation: Operation, ready: Ready) -> Way {
    let way = with(|world| {
        let way = ready.now(world).first().copied();
        if way.is_none() {
            world.failure = Some(format!(
                "line {}: a destructor waits ({}) while its thread panics; the explorer cannot follow it there",
                operation.place.line, operation.kind
            ));
        }
        let current = world.current;
        let pending = Pending {
            operation,
            ready,
            local: true,
            late: None,
        };
        world.thread_mut(current).pending = Some(pending);
        way
    });
    way.unwrap_or_else(|| fiber::abandon())
}

/// The announced operation is done.
pub fn done(result: impl Into<String>) {
    let result = result.into();
    let print = fingerprint(&result);
    done_as(result, print);
}

/// Like `done`, where the text does not tell all of the result.
pub fn done_as(result: String, print: u64) {
    with(|world| {
        let current = world.current;
        let thread = world.thread_mut(current);
        let operation = thread
            .pending
            .take()
            .expect("announced before it is done")
            .operation;
        thread.history = fingerprint((thread.history, &operation, print));
        thread.spin.did(&operation, print);
        world.events.push(Event {
            thread: current,
            operation,
            result,
        });
    });
}
