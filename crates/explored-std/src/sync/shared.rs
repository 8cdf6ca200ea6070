//! The value inside a lock or a cell, which a `static` may hold: it is as it was
//! at the start of each execution.

use crate::show::{Exact, HIDDEN, Show, shown};
use crate::tag::Tag;
use ::std::cell::UnsafeCell;
use ::std::mem::MaybeUninit;
use ::std::ptr::copy_nonoverlapping;
use explorer::{ObjectId, Status, Turn, is_own, with};

pub struct Shared<T: ?Sized> {
    tag: Tag,
    initial: UnsafeCell<Option<Box<[MaybeUninit<u8>]>>>,
    value: UnsafeCell<T>,
}

impl<T> Shared<T> {
    #[track_caller]
    pub const fn new(kind: &'static str, value: T) -> Shared<T> {
        Shared {
            tag: Tag::new(kind),
            initial: UnsafeCell::new(None),
            value: UnsafeCell::new(value),
        }
    }

    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: ?Sized> Shared<T> {
    /// The object's number; `status` is what it starts with.
    pub fn id(&self, status: impl FnOnce() -> Status) -> ObjectId {
        self.id_of(|| self.text(), status)
    }

    /// The number of an object whose value nobody looks at.
    pub fn id_unseen(&self, status: impl FnOnce() -> Status) -> ObjectId {
        self.id_of(|| HIDDEN.into(), status)
    }

    fn id_of(&self, value: impl FnOnce() -> String, status: impl FnOnce() -> Status) -> ObjectId {
        let address = (&raw const *self).cast::<()>() as usize;
        if self.tag.begins(address) {
            self.reset();
        }
        let id = self.tag.id(address);
        if with(|world| !world.has_object(id)) {
            let value = value();
            with(|world| world.add_object(id, value, status()));
        }
        with(|world| world.stands(id, address));
        id
    }

    /// A constant made the value, so its bits are a value for ever; what later
    /// took its place is leaked, as statics are.
    fn reset(&self) {
        let address = (&raw const *self).cast::<()>() as usize;
        if is_own(address) {
            // No static, and as it was made.
            return;
        }
        let _engine = Turn::engine();
        // SAFETY: no thread of this execution has touched the value yet, and
        // fibers run one at a time.
        unsafe {
            let value = self.value.get();
            let bytes = size_of_val(&*value);
            let initial = &mut *self.initial.get();
            match initial {
                Some(initial) => copy_nonoverlapping(initial.as_ptr(), value.cast(), bytes),
                None => {
                    let mut copy = Box::<[u8]>::new_uninit_slice(bytes);
                    copy_nonoverlapping(value.cast(), copy.as_mut_ptr(), bytes);
                    *initial = Some(copy);
                }
            }
        }
    }

    /// Takes note of what `get_mut` may have changed since the last step.
    pub fn refresh(&self, id: ObjectId) {
        if self.is_exact() {
            self.changed(id);
        }
    }

    /// The value was written.
    pub fn changed(&self, id: ObjectId) {
        let (value, exact) = (self.show(), self.is_exact());
        with(|world| world.set_value(id, value, exact));
    }

    /// `get_mut` gives the value away: what is not exact is from here on what the
    /// current thread makes of it. What is exact tells when it is next looked at.
    pub fn will_change(&self, id: ObjectId) {
        let value = self.show();
        with(|world| world.set_value(id, value, false));
    }

    fn is_exact(&self) -> bool {
        // SAFETY: read between two steps, by the only fiber that runs.
        unsafe { &*self.value.get() }.is_exact()
    }

    pub fn get(&self) -> *mut T {
        self.value.get()
    }

    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    pub fn show(&self) -> Option<String> {
        // SAFETY: read between two steps, by the only fiber that runs.
        unsafe { &*self.value.get() }.show()
    }

    pub fn text(&self) -> String {
        // SAFETY: as above.
        shown(unsafe { &*self.value.get() })
    }
}
