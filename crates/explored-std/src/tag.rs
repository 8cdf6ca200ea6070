//! Which object is which: a tag that each carries from its birth.

use ::std::cell::Cell;
use ::std::panic::Location;
use explorer::{Key, ObjectId, ObjectInfo, Place, World, generation, used, with};

/// Made in a `const fn new`, by a thread or by a constant.
pub struct Tag {
    kind: &'static str,
    at: &'static Location<'static>,
    /// Where it was made; a constant cannot say in which file.
    place: Option<Place>,
    /// `None` for what a constant made: a static, or a new object each time.
    birth: Option<Key>,
    /// The last execution that met it, and its number there. In the object, so
    /// that it moves with it, and is not that of what stood there before.
    met: Cell<Option<(u64, ObjectId)>>,
}

impl Tag {
    #[track_caller]
    pub const fn new(kind: &'static str) -> Tag {
        ::std::intrinsics::const_eval_select((kind, Location::caller()), in_constant, at_run_time)
    }

    /// Whether what a constant made, and is at `address` now, is met for the first
    /// time in this execution.
    pub fn begins(&self, address: usize) -> bool {
        used(self.kind, address);
        let met = self.met.get().map(|(when, _)| when);
        self.birth.is_none() && met != Some(generation())
    }

    /// The number of the object, which is at `address` now.
    pub fn id(&self, address: usize) -> ObjectId {
        used(self.kind, address);
        let met = self.met.get();
        if let Some((when, id)) = met
            && when == generation()
        {
            return id;
        }
        let Tag { kind, birth, .. } = *self;
        let place = self.place.unwrap_or_else(|| Place::of_constant(self.at));
        let id = with(|world| {
            let key = birth.unwrap_or_else(|| world.meet(address, kind, place, met.is_some()));
            world.object_id(key, ObjectInfo { kind, place })
        });
        self.met.set(Some((generation(), id)));
        id
    }
}

const fn in_constant(kind: &'static str, at: &'static Location<'static>) -> Tag {
    Tag {
        kind,
        at,
        place: None,
        birth: None,
        met: Cell::new(None),
    }
}

#[track_caller]
fn at_run_time(kind: &'static str, at: &'static Location<'static>) -> Tag {
    Tag {
        kind,
        at,
        place: Some(Place::of(at)),
        birth: World::running().then(|| with(World::birth)),
        met: Cell::new(None),
    }
}
