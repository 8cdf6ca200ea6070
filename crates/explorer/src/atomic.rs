//! What a thread may read of an atomic, and what that teaches it.
//!
//! Values are numbered in the order of the stores. A thread's view holds the
//! oldest number it may still read; a release store carries the writer's view,
//! and an acquire load that reads it joins that view to its own. A
//! read-modify-write reads the newest value and carries on what it carried.

use crate::ids::{ObjectId, ThreadId};
use crate::memory::Message;
use crate::world::World;
use std::sync::atomic::Ordering::{self, AcqRel, Acquire, Release, SeqCst};

impl World {
    /// The number of the newest value.
    pub fn newest(&self, id: ObjectId) -> usize {
        self.messages(id).len() - 1
    }

    /// The number of the oldest value that the thread may read.
    pub fn oldest(&self, thread: ThreadId, id: ObjectId, order: Ordering) -> usize {
        let known = self.thread(thread).knowledge.view.at(id);
        if order == SeqCst {
            known.max(self.agreed.at(id))
        } else {
            known
        }
    }

    /// The current thread reads the value of this number.
    pub fn read(&mut self, id: ObjectId, index: usize, order: Ordering) {
        let told = self.messages(id)[index].view.clone();
        let thread = self.mine_mut();
        thread.round.read(id);
        let known = &mut thread.knowledge;
        known.view.raise(id, index);
        if matches!(order, Acquire | AcqRel | SeqCst) {
            known.view.join(&told);
        } else {
            known.unfenced.join(&told);
        }
        if order == SeqCst {
            self.agreed.raise(id, index);
        }
    }

    /// The current thread writes a value, or one that it made of the newest;
    /// whether the value gets a number of its own.
    pub fn write(
        &mut self,
        id: ObjectId,
        print: u64,
        order: Ordering,
        made_of: Option<u64>,
    ) -> bool {
        let mut message = self.told(id, print, order, made_of.is_some());
        if !self.options.weak {
            self.messages_mut(id)[0] = message;
            return false;
        }
        message.view.raise(id, self.newest(id) + 1);
        let last = &self.messages(id)[self.newest(id)];
        // Nobody can tell it from the value before: spinning on `swap` would
        // else make new states for ever.
        let same = made_of == Some(print) && message.view.agrees_but_for(&last.view, id);
        // A loop that counts its rounds in a cell would, too.
        let spins = self.mine().round.last.is_some();
        let same = same && (spins || message.view.agrees_on_ticks(&last.view));
        if same {
            let newest = self.newest(id);
            self.messages_mut(id)[newest].view.join_ticks(&message.view);
        } else {
            self.messages_mut(id).push(message);
            self.changed();
        }
        let index = self.newest(id);
        self.mine_mut().knowledge.view.raise(id, index);
        if order == SeqCst {
            self.agreed.raise(id, index);
        }
        !same
    }

    /// The next message, and what it tells those that acquire it.
    fn told(&self, id: ObjectId, print: u64, order: Ordering, modifies: bool) -> Message {
        let known = &self.mine().knowledge;
        let releases = matches!(order, Release | AcqRel | SeqCst);
        let mut view = if releases {
            known.view.clone()
        } else {
            known.fenced.clone()
        };
        if modifies {
            view.join(&self.messages(id)[self.newest(id)].view);
        }
        Message { print, view }
    }

    /// What relaxed accesses saw or tell counts from here on.
    pub fn fence(&mut self, order: Ordering) {
        let mut agreed = std::mem::take(&mut self.agreed);
        let known = &mut self.mine_mut().knowledge;
        if matches!(order, Acquire | AcqRel | SeqCst) {
            known.view.join(&known.unfenced);
        }
        if order == SeqCst {
            known.view.join(&agreed);
            // Two fences alone order no plain memory.
            agreed.join_atomics(&known.view);
        }
        if matches!(order, Release | AcqRel | SeqCst) {
            known.fenced = known.view.clone();
        }
        self.agreed = agreed;
    }
}
