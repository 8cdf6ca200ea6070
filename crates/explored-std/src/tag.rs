//! Which object is which: a tag that each carries from its birth.

use ::std::panic::Location;
use explorer::{Key, ObjectId, ObjectInfo, Place, World, with};

/// Made in a `const fn new`, by a thread or by a constant.
#[derive(Clone, Copy)]
pub struct Tag {
    kind: &'static str,
    place: Place,
    /// `None` for what a constant made: statics.
    birth: Option<Key>,
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
        let Tag { kind, place, birth } = *self;
        let key = birth.unwrap_or(Key::Static(address, kind));
        with(|world| world.object_id(key, ObjectInfo { kind, place }))
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
    Tag {
        kind,
        place: Place::of(at),
        birth: World::running().then(|| with(World::birth)),
    }
}
