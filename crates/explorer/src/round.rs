//! What a thread did since it last said that it spins.

use crate::fingerprint::fingerprint;
use crate::ids::ObjectId;
use crate::operation::Operation;
use crate::place::Place;

#[derive(Clone, Default, Hash)]
pub struct Round {
    /// The spin hint before it.
    pub last: Option<Hint>,
    /// Of its operations and their results.
    pub print: u64,
    pub wrote: bool,
    pub tried_lock: bool,
    /// The atomics it read, the last at the end: what it waits for.
    pub watched: Vec<ObjectId>,
}

/// The thread passed a spin hint here.
#[derive(Clone, Copy, Hash)]
pub struct Hint {
    pub place: Place,
    /// The thread's history, the world and the round before, at that time.
    pub history: u64,
    pub world: u64,
    pub round: u64,
}

impl Round {
    pub fn read(&mut self, object: ObjectId) {
        self.watched.retain(|&read| read != object);
        self.watched.push(object);
    }

    pub fn did(&mut self, operation: &Operation, print: u64) {
        self.print = fingerprint((self.print, operation, print));
        self.tried_lock |= operation.kind.is_try();
    }

    pub fn saw(&mut self, print: u64) {
        self.print = fingerprint((self.print, print));
    }

    /// What the next hint will go by; nothing, for a thread that never spun.
    pub fn key(&self) -> Option<u64> {
        self.last.map(|_| fingerprint(self))
    }
}
