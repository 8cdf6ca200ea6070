//! Who is who. A thread is known by its parent and its rank among the children,
//! an object by the thread that made it and its rank, a static by its address:
//! so numbers are the same under every schedule.

use crate::ids::{ObjectId, ThreadId};
use crate::place::Place;
use crate::plain::Watched;
use std::collections::HashMap;

#[derive(Clone, Debug)]
pub struct ThreadInfo {
    pub parent: Option<ThreadId>,
    pub place: Place,
    pub name: Option<String>,
    /// `thread`, or what a façade runs as one: `task`.
    pub kind: &'static str,
}

#[derive(Clone, Debug)]
pub struct ObjectInfo {
    pub kind: &'static str,
    pub place: Place,
}

/// All that any execution has met, numbered in the order of the first meeting.
#[derive(Default)]
pub struct Registry {
    pub threads: Vec<ThreadInfo>,
    pub objects: Vec<ObjectInfo>,
    pub watched: Watched,
    thread_ids: HashMap<(Option<ThreadId>, u32), ThreadId>,
    object_ids: HashMap<Key, ObjectId>,
}

/// How an object is known again in another execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// By whom, and how many before it.
    Made(ThreadId, u32),
    /// Made by a constant, and found again by another execution: where it stands,
    /// and of what kind it is.
    Static(usize, &'static str),
    /// Made by a constant elsewhere: by whom it was met first, how many before it,
    /// and what it is.
    Met(ThreadId, u32, &'static str, Place),
}

impl Registry {
    pub fn thread(&mut self, rank: u32, info: ThreadInfo) -> ThreadId {
        *self
            .thread_ids
            .entry((info.parent, rank))
            .or_insert_with(|| {
                // A copy: the name is the execution's, and ends with it.
                self.threads.push(info.clone());
                ThreadId(self.threads.len() - 1)
            })
    }

    pub fn object(&mut self, key: Key, info: ObjectInfo) -> ObjectId {
        *self.object_ids.entry(key).or_insert_with(|| {
            self.objects.push(info);
            ObjectId(self.objects.len() - 1)
        })
    }
}
