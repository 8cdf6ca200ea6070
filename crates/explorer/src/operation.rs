//! What threads do.

use crate::ids::{ObjectId, ThreadId};
use crate::place::Place;
use formats::Kind;

/// What a thread is about to do.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Operation {
    pub kind: Kind,
    pub object: Option<ObjectId>,
    pub place: Place,
    pub argument: String,
}

impl Operation {
    pub fn new(kind: Kind, place: Place) -> Operation {
        Operation {
            kind,
            object: None,
            place,
            argument: String::new(),
        }
    }

    /// Stands nowhere in the source: so does a task that begins with its thread.
    pub fn has_no_place(&self) -> bool {
        self.kind.has_no_place() || self.kind == Kind::Resume && self.argument == "start"
    }
}

/// What a thread did.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Event {
    pub thread: ThreadId,
    pub operation: Operation,
    pub result: String,
}
