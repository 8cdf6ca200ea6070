//! What each kind of shared object remembers, beside its value.

use crate::ids::ThreadId;
use crate::memory::{Message, View};
use crate::plain::Plain;

#[derive(Clone, Debug)]
pub enum Status {
    Lock(Lock),
    Asleep(Asleep),
    Gate(Gate),
    Pipe(Pipe),
    Once(Once),
    Atomic(Vec<Message>),
    /// How many own something: that is its value.
    Counts,
    Plain(Plain),
    Crew(Crew),
    Apart(Apart),
}

/// Tasks take turns: so many may run at once, and these do.
#[derive(Clone, Debug, Hash)]
pub struct Crew {
    pub most: usize,
    pub at_work: Vec<ThreadId>,
}

impl Crew {
    pub fn has_room(&self) -> bool {
        self.at_work.len() < self.most
    }
}

/// What the façade keeps apart, and tells: nobody waits for it but tasks, which
/// are woken.
#[derive(Clone, Debug, Default)]
pub struct Apart {
    /// What tells it from others of its kind.
    pub print: u64,
    pub holders: Vec<ThreadId>,
    /// What is known to those who put there what others will take.
    pub views: Vec<View>,
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
    /// What was known to those who made room, for those who will use it.
    pub given_back: Vec<View>,
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

impl Pipe {
    pub fn new(capacity: Option<usize>) -> Pipe {
        Pipe {
            queue: vec![],
            capacity,
            senders: 1,
            receiver: true,
            sent: 0,
            taken: 0,
            given_back: vec![],
        }
    }

    /// A rendezvous holds one message, on its way from hand to hand.
    pub fn has_room(&self) -> bool {
        self.capacity
            .is_none_or(|bound| self.queue.len() < bound.max(1))
    }

    /// What the reader sees of it.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self
            .queue
            .iter()
            .map(|packet| packet.text.as_str())
            .collect();
        let state = match (self.receiver, self.senders) {
            (false, _) => " receiver gone",
            (true, 0) => " senders gone",
            _ => "",
        };
        format!("[{}]{state}", texts.join(", "))
    }
}

impl Status {
    /// Who holds it, sleeps on it or waits at it.
    pub fn holders(&self) -> Vec<ThreadId> {
        match self {
            Status::Lock(lock) => lock.writer.iter().chain(&lock.readers).copied().collect(),
            Status::Asleep(asleep) => asleep.waiting.clone(),
            Status::Gate(gate) => gate.arrived.clone(),
            Status::Once(Once::Running(thread)) => vec![*thread],
            Status::Crew(crew) => crew.at_work.clone(),
            Status::Apart(apart) => apart.holders.clone(),
            Status::Once(_)
            | Status::Pipe(_)
            | Status::Atomic(_)
            | Status::Counts
            | Status::Plain(_) => vec![],
        }
    }
}
