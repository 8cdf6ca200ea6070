//! What a thread may still read: views of the atomics, in the manner of the
//! promising semantics (a view maps each atomic to its oldest readable value).
//! And what happened before: a vector clock of the accesses to plain memory.

use crate::ids::{ObjectId, ThreadId};

#[derive(Clone, Debug, Default)]
pub struct View {
    /// For each atomic, the index of the oldest value that may still be read.
    atomics: Vec<u32>,
    /// For each thread, how many of its accesses to plain memory came before.
    ticks: Vec<u32>,
}

impl View {
    pub fn at(&self, object: ObjectId) -> usize {
        self.atomics.get(object.0).map_or(0, |&i| i as usize)
    }

    /// How many accesses of the thread to plain memory happened before.
    pub fn ticks(&self, thread: ThreadId) -> u32 {
        self.ticks.get(thread.0).copied().unwrap_or(0)
    }

    pub fn raise_ticks(&mut self, thread: ThreadId, ticks: u32) {
        raise(&mut self.ticks, thread.0, ticks);
    }

    /// From now on nothing older than `index` is read from `object`.
    pub fn raise(&mut self, object: ObjectId, index: usize) {
        raise(&mut self.atomics, object.0, index as u32);
    }

    /// Learns all that `other` knows.
    pub fn join(&mut self, other: &View) {
        self.join_atomics(other);
        self.join_ticks(other);
    }

    /// Learns what `other` knows of plain memory alone.
    pub fn join_ticks(&mut self, other: &View) {
        for (thread, &ticks) in other.ticks.iter().enumerate() {
            self.raise_ticks(ThreadId(thread), ticks);
        }
    }

    /// Learns what `other` knows of atomics alone: that orders no plain memory.
    pub fn join_atomics(&mut self, other: &View) {
        for (object, &index) in other.atomics.iter().enumerate() {
            self.raise(ObjectId(object), index as usize);
        }
    }

    /// Whether the two know the same of every atomic but `object`.
    pub fn agrees_but_for(&self, other: &View, object: ObjectId) -> bool {
        let len = self.atomics.len().max(other.atomics.len());
        let mut others = (0..len).map(ObjectId).filter(|&o| o != object);
        others.all(|o| self.at(o) == other.at(o))
    }

    /// … of plain memory.
    pub fn agrees_on_ticks(&self, other: &View) -> bool {
        let len = self.ticks.len().max(other.ticks.len());
        let mut threads = (0..len).map(ThreadId);
        threads.all(|t| self.ticks(t) == other.ticks(t))
    }
}

fn raise(known: &mut Vec<u32>, at: usize, to: u32) {
    if known.len() <= at {
        known.resize(at + 1, 0);
    }
    known[at] = known[at].max(to);
}

/// One value that an atomic had, and what a thread that acquires it learns.
#[derive(Clone, Debug)]
pub struct Message {
    pub print: u64,
    pub view: View,
}

/// What a thread knows of memory.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    pub view: View,
    /// Learnt by relaxed loads: counts from the next acquire fence on.
    pub unfenced: View,
    /// Known at the last release fence: told by relaxed stores after it.
    pub fenced: View,
}
