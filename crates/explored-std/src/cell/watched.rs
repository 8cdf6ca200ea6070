//! What the three cells share: a value, and which object it is.

use crate::sync::shared::Shared;
use ::std::panic::Location;
use explorer::{Access, Born, ObjectId, Place, Plain, Status, touch};

pub struct Watched<T: ?Sized> {
    born: Option<Born>,
    value: Shared<T>,
}

impl<T> Watched<T> {
    #[track_caller]
    pub const fn new(kind: &'static str, value: T) -> Watched<T> {
        let at = Location::caller();
        Watched {
            born: ::std::intrinsics::const_eval_select((at,), in_constant, at_run_time),
            value: Shared::new(kind, value),
        }
    }

    pub fn into_inner(self, place: Place) -> T {
        self.touch(Access::Given, place);
        self.value.into_inner()
    }
}

impl<T: ?Sized> Watched<T> {
    pub fn touch(&self, access: Access, place: Place) {
        touch(self.id(), access, place, false);
    }

    /// … as the reader is to see.
    pub fn touch_and_tell(&self, access: Access, place: Place) {
        touch(self.id(), access, place, true);
    }

    pub fn get_mut(&mut self, place: Place) -> &mut T {
        self.touch(Access::Given, place);
        self.value.get_mut()
    }

    /// In no step, and without a touch.
    pub fn get(&self) -> *mut T {
        self.id();
        self.value.get()
    }

    /// Of a value that may be shared as the real cell may.
    pub fn real(&self) -> &T {
        // SAFETY: `self` is borrowed, and nobody changes what is in it but through
        // the real cell itself.
        unsafe { &*self.get() }
    }

    /// What a cell holds is not looked at: the listing may have it in pieces.
    fn id(&self) -> ObjectId {
        let status = || Status::Plain(Plain::new(self.born));
        self.value.id_unseen(status)
    }
}

const fn in_constant(_: &'static Location<'static>) -> Option<Born> {
    None
}

fn at_run_time(at: &'static Location<'static>) -> Option<Born> {
    Born::now(Place::of(at))
}
