//! What each kind of shared object remembers, beside its value.

use super::memory::{Message, View};
use super::world::{ObjectId, ThreadId, World};

#[derive(Clone, Debug)]
pub enum Status {
    Lock(Lock),
    Asleep(Asleep),
    Gate(Gate),
    Pipe(Pipe),
    Once(Once),
    Atomic(Vec<Message>),
}

/// A mutex has writers only.
#[derive(Clone, Debug, Default, Hash)]
pub struct Lock {
    pub writer: Option<ThreadId>,
    pub readers: Vec<ThreadId>,
    pub poisoned: bool,
}

impl Lock {
    pub fn is_free(&self) -> bool {
        self.writer.is_none() && self.readers.is_empty()
    }
}

/// A condition variable.
#[derive(Clone, Debug, Default, Hash)]
pub struct Asleep {
    pub waiting: Vec<ThreadId>,
    pub woken: Vec<ThreadId>,
}

/// A barrier.
#[derive(Clone, Debug, Default, Hash)]
pub struct Gate {
    pub arrived: Vec<ThreadId>,
    pub round: u32,
}

/// A channel.
#[derive(Clone, Debug)]
pub struct Pipe {
    pub queue: Vec<Packet>,
    pub capacity: Option<usize>,
    pub senders: usize,
    pub receiver: bool,
    pub sent: u64,
    pub taken: u64,
}

#[derive(Clone, Debug)]
pub struct Packet {
    pub text: String,
    pub print: u64,
    pub view: View,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Once {
    #[default]
    Idle,
    Running(ThreadId),
    Done,
    Poisoned,
}

impl Status {
    /// Who holds it, sleeps on it or waits at it.
    pub fn holders(&self) -> Vec<ThreadId> {
        match self {
            Status::Lock(lock) => lock.writer.iter().chain(&lock.readers).copied().collect(),
            Status::Asleep(asleep) => asleep.waiting.clone(),
            Status::Gate(gate) => gate.arrived.clone(),
            Status::Once(Once::Running(thread)) => vec![*thread],
            Status::Once(_) | Status::Pipe(_) | Status::Atomic(_) => vec![],
        }
    }
}

/// `world.lock(id)` and its like: the object's status, of the kind expected.
macro_rules! status_of_kind {
    ($($get:ident, $get_mut:ident: $variant:ident($kind:ty);)*) => {
        impl World {
            $(
                pub fn $get(&self, id: ObjectId) -> &$kind {
                    match &self.object(id).status {
                        Status::$variant(status) => status,
                        other => unreachable!("object {id} is a {other:?}"),
                    }
                }

                pub fn $get_mut(&mut self, id: ObjectId) -> &mut $kind {
                    match &mut self.object_mut(id).status {
                        Status::$variant(status) => status,
                        other => unreachable!("object {id} is a {other:?}"),
                    }
                }
            )*
        }
    };
}

status_of_kind! {
    lock, lock_mut: Lock(Lock);
    asleep, asleep_mut: Asleep(Asleep);
    gate, gate_mut: Gate(Gate);
    pipe, pipe_mut: Pipe(Pipe);
    once, once_mut: Once(Once);
    messages, messages_mut: Atomic(Vec<Message>);
}
