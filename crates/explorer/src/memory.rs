//! What a thread may still read: views of the atomics, in the manner of the
//! promising semantics (a view maps each atomic to its oldest readable value).

use crate::ids::ObjectId;

/// For each atomic, the index of the oldest value that may still be read.
#[derive(Clone, Debug, Default)]
pub struct View(Vec<u32>);

impl View {
    pub fn at(&self, object: ObjectId) -> usize {
        self.0.get(object.0).map_or(0, |&i| i as usize)
    }

    /// From now on nothing older than `index` is read from `object`.
    pub fn raise(&mut self, object: ObjectId, index: usize) {
        if self.0.len() <= object.0 {
            self.0.resize(object.0 + 1, 0);
        }
        let known = &mut self.0[object.0];
        *known = (*known).max(index as u32);
    }

    /// Learns all that `other` knows.
    pub fn join(&mut self, other: &View) {
        for (object, &index) in other.0.iter().enumerate() {
            self.raise(ObjectId(object), index as usize);
        }
    }

    /// Whether the two know the same of every atomic but `object`.
    pub fn agrees_but_for(&self, other: &View, object: ObjectId) -> bool {
        let len = self.0.len().max(other.0.len());
        let mut others = (0..len).map(ObjectId).filter(|&o| o != object);
        others.all(|o| self.at(o) == other.at(o))
    }
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
