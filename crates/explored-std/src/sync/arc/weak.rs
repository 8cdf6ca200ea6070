//! `Weak`.

use super::Arc;
use super::counts::{Counts, are_steps, set, step};
use ::std::fmt;
use ::std::marker::Unsize;
use ::std::ops::CoerceUnsized;
use ::std::sync::Weak as Real;
use explorer::{Kind, ObjectId, Place, Seen, done, see, with};

pub struct Weak<T: ?Sized>(pub(super) Real<T>);

impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}

impl<T> Weak<T> {
    pub const fn new() -> Weak<T> {
        Weak(Real::new())
    }
}

impl<T: ?Sized> Weak<T> {
    #[track_caller]
    pub fn upgrade(&self) -> Option<Arc<T>> {
        let place = Place::caller();
        see(Seen::Counts);
        let id = self.step(Kind::Upgrade, place)?;
        let strong = self.0.upgrade().map(Arc::of);
        if let Some(strong) = &strong {
            with(|world| world.learn(id));
            set(id, strong.counts());
        }
        done(if strong.is_some() { "Some" } else { "None" });
        strong
    }

    #[track_caller]
    pub fn strong_count(&self) -> usize {
        self.look(Kind::StrongCount, Place::caller()).0
    }

    #[track_caller]
    pub fn weak_count(&self) -> usize {
        self.look(Kind::WeakCount, Place::caller()).1
    }

    pub fn ptr_eq(&self, other: &Weak<T>) -> bool {
        self.0.ptr_eq(&other.0)
    }

    pub fn as_ptr(&self) -> *const T {
        self.0.as_ptr()
    }

    fn counts(&self) -> Counts {
        (self.0.strong_count(), self.0.weak_count())
    }

    /// None, if it never had a value.
    fn step(&self, kind: Kind, place: Place) -> Option<ObjectId> {
        let address = self.0.as_ptr().cast::<()>() as usize;
        (address != usize::MAX).then(|| step(kind, place, address, self.counts()))
    }

    fn look(&self, kind: Kind, place: Place) -> Counts {
        see(Seen::Counts);
        let stepped = self.step(kind, place).is_some();
        let counts = self.counts();
        if stepped {
            done(match kind {
                Kind::WeakCount => counts.1.to_string(),
                _ => counts.0.to_string(),
            });
        }
        counts
    }

    /// One comes or goes: seen, as long as there is an `Arc`.
    fn changes(&self, kind: Kind, place: fn() -> Place, change: fn(usize) -> usize) {
        if !are_steps() {
            return;
        }
        let Some(id) = self.step(kind, place()) else {
            return;
        };
        let (strong, weak) = self.counts();
        if strong > 0 {
            set(id, (strong, change(weak)));
        }
        with(|world| world.tell(id));
        done("");
    }
}

impl<T: ?Sized> Clone for Weak<T> {
    fn clone(&self) -> Weak<T> {
        self.changes(Kind::Clone, Place::frame, |weak| weak + 1);
        Weak(self.0.clone())
    }
}

impl<T: ?Sized> Drop for Weak<T> {
    fn drop(&mut self) {
        self.changes(Kind::WeakGone, Place::frame, |weak| weak - 1);
    }
}

impl<T> Default for Weak<T> {
    fn default() -> Weak<T> {
        Weak::new()
    }
}

impl<T: ?Sized> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Weak)")
    }
}
