//! Who is who. A thread is known by its parent and its rank among the children,
//! an object by the thread that made it and its rank, a static by its address:
//! so numbers are the same under every schedule.

use super::place::Place;
use super::world::{ObjectId, ThreadId, World, with};
use ::std::collections::HashMap;
use ::std::panic::Location;

#[derive(Clone, Debug)]
pub struct ThreadInfo {
    pub parent: Option<ThreadId>,
    pub place: Place,
    pub name: Option<String>,
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
    thread_ids: HashMap<(Option<ThreadId>, u32), ThreadId>,
    object_ids: HashMap<Key, ObjectId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Key {
    Made(ThreadId, u32),
    Static(usize, &'static str),
}

impl Registry {
    pub fn thread(&mut self, rank: u32, info: ThreadInfo) -> ThreadId {
        *self
            .thread_ids
            .entry((info.parent, rank))
            .or_insert_with(|| {
                self.threads.push(info);
                self.threads.len() - 1
            })
    }

    fn object(&mut self, key: Key, info: ObjectInfo) -> ObjectId {
        *self.object_ids.entry(key).or_insert_with(|| {
            self.objects.push(info);
            self.objects.len() - 1
        })
    }
}

/// Carried by an object from its birth in a `const fn new`.
#[derive(Clone, Copy)]
pub struct Tag {
    kind: &'static str,
    place: Place,
    /// `None` for what a constant made: statics.
    birth: Option<(ThreadId, u32)>,
}

impl Tag {
    #[track_caller]
    pub const fn new(kind: &'static str) -> Tag {
        ::std::intrinsics::const_eval_select((kind, Location::caller()), in_constant, at_run_time)
    }

    pub fn is_static(&self) -> bool {
        self.birth.is_none()
    }

    /// The number of the object at `address`.
    pub fn id(&self, address: usize) -> ObjectId {
        let key = match self.birth {
            Some((thread, rank)) => Key::Made(thread, rank),
            None => Key::Static(address, self.kind),
        };
        let info = ObjectInfo {
            kind: self.kind,
            place: self.place,
        };
        with(|world| world.registry.object(key, info))
    }
}

const fn in_constant(kind: &'static str, at: &'static Location<'static>) -> Tag {
    let place = Place {
        line: at.line(),
        column: at.column(),
    };
    Tag {
        kind,
        place,
        birth: None,
    }
}

#[track_caller]
fn at_run_time(kind: &'static str, at: &'static Location<'static>) -> Tag {
    let birth = World::running().then(|| {
        with(|world| {
            let current = world.current;
            let thread = world.thread_mut(current);
            thread.made += 1;
            (current, thread.made)
        })
    });
    Tag {
        kind,
        place: Place::of(at),
        birth,
    }
}

/// An address as a name that every run shares: whose, and how many before it.
pub fn address_text(address: usize) -> String {
    if address == 0 {
        return "null".into();
    }
    with(|world| {
        if let Some(name) = world.addresses.get(&address) {
            return name.clone();
        }
        let current = world.current;
        let thread = world.thread_mut(current);
        thread.made += 1;
        let name = format!("&{current}.{}", thread.made);
        world.addresses.insert(address, name.clone());
        name
    })
}
