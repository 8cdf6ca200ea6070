//! `Arc` and `Weak`: the real ones. That an owner comes or goes is no step, until a
//! listing looks at the counts, or does something where the last owner goes.

mod counts;
mod traits;
mod weak;

pub use weak::Weak;

use ::std::any::Any;
use ::std::marker::{PhantomData, Unsize};
use ::std::mem::{ManuallyDrop, forget, replace};
use ::std::ops::{CoerceUnsized, Deref, DispatchFromDyn, LegacyReceiver};
use ::std::pin::Pin;
use ::std::ptr::NonNull;
use ::std::sync::Arc as Real;
use counts::{Counts, are_steps, goes, set, step};
use explorer::{Kind, Place, Seen, World, done, see, used, with};

/// What the real one's `into_raw` gave.
pub struct Arc<T: ?Sized> {
    value: NonNull<T>,
    owns: PhantomData<T>,
}

// SAFETY: as std's: every owner may read, and the last one drops.
unsafe impl<T: ?Sized + Sync + Send> Send for Arc<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Sync + Send> Sync for Arc<T> {}

impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Arc<U>> for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Arc<U>> for Arc<T> {}
impl<T: ?Sized> LegacyReceiver for Arc<T> {}

impl<T> Arc<T> {
    #[track_caller]
    pub fn new(value: T) -> Arc<T> {
        Arc::own(Real::new(value))
    }

    #[track_caller]
    pub fn pin(value: T) -> Pin<Arc<T>> {
        // SAFETY: an `Arc` never moves its value.
        unsafe { Pin::new_unchecked(Arc::new(value)) }
    }

    pub fn new_cyclic(make: impl FnOnce(&Weak<T>) -> T) -> Arc<T> {
        Arc::of(Real::new_cyclic(|weak| make(&Weak(weak.clone()))))
    }

    #[track_caller]
    pub fn try_unwrap(this: Arc<T>) -> Result<T, Arc<T>> {
        if this.is_last(Kind::TryUnwrap, Place::caller(), |&(strong, _)| strong == 1) {
            Real::try_unwrap(this.into_real()).map_err(Arc::of)
        } else {
            Err(this)
        }
    }

    #[track_caller]
    pub fn into_inner(this: Arc<T>) -> Option<T> {
        see(Seen::Counts);
        this.goes(Kind::IntoInner, Place::caller());
        Real::into_inner(this.into_real())
    }

    #[track_caller]
    pub fn unwrap_or_clone(this: Arc<T>) -> T
    where
        T: Clone,
    {
        Arc::try_unwrap(this).unwrap_or_else(|shared| (*shared).clone())
    }
}

impl<T: ?Sized> Arc<T> {
    #[track_caller]
    pub fn strong_count(this: &Arc<T>) -> usize {
        this.look(Kind::StrongCount, Place::caller()).0
    }

    #[track_caller]
    pub fn weak_count(this: &Arc<T>) -> usize {
        this.look(Kind::WeakCount, Place::caller()).1
    }

    #[track_caller]
    pub fn get_mut(this: &mut Arc<T>) -> Option<&mut T> {
        let is_last = this.is_last(Kind::GetMut, Place::caller(), |&counts| counts == (1, 0));
        match is_last {
            // SAFETY: nobody else has it.
            true => Some(unsafe { this.value.as_mut() }),
            false => None,
        }
    }

    #[track_caller]
    pub fn make_mut(this: &mut Arc<T>) -> &mut T
    where
        T: Clone,
    {
        let place = Place::caller();
        if this.is_last(Kind::MakeMut, place, |&(strong, _)| strong == 1) {
            let mut real = this.real();
            Real::make_mut(&mut real);
            // Elsewhere by now, if there are weak ones.
            forget(replace(this, Arc::of(ManuallyDrop::into_inner(real))));
        } else {
            *this = Arc::new((**this).clone());
        }
        // SAFETY: nobody else has it.
        unsafe { this.value.as_mut() }
    }

    #[track_caller]
    pub fn downgrade(this: &Arc<T>) -> Weak<T> {
        if are_steps() {
            let id = this.step(Kind::Downgrade, Place::caller());
            let (strong, weak) = this.counts();
            set(id, (strong, weak + 1));
            done("");
        }
        Weak(Real::downgrade(&this.real()))
    }

    pub fn ptr_eq(this: &Arc<T>, other: &Arc<T>) -> bool {
        Real::ptr_eq(&this.real(), &other.real())
    }

    pub fn as_ptr(this: &Arc<T>) -> *const T {
        this.value.as_ptr()
    }

    pub fn into_raw(this: Arc<T>) -> *const T {
        Real::into_raw(this.into_real())
    }

    /// # Safety
    ///
    /// As std's.
    pub unsafe fn from_raw(value: *const T) -> Arc<T> {
        // SAFETY: as the caller says.
        Arc::of(unsafe { Real::from_raw(value) })
    }

    /// A new owner of a new allocation.
    #[track_caller]
    fn own(real: Real<T>) -> Arc<T> {
        let arc = Arc::of(real);
        if are_steps() {
            counts::begin(arc.address(), Place::caller(), arc.counts());
        }
        arc
    }

    fn of(real: Real<T>) -> Arc<T> {
        let value = Real::into_raw(real).cast_mut();
        Arc {
            value: NonNull::new(value).expect("a value is somewhere"),
            owns: PhantomData,
        }
    }

    fn real(&self) -> ManuallyDrop<Real<T>> {
        // SAFETY: `self` owns it, and it is not dropped twice.
        ManuallyDrop::new(unsafe { Real::from_raw(self.value.as_ptr()) })
    }

    fn into_real(self) -> Real<T> {
        let real = self.real();
        forget(self);
        ManuallyDrop::into_inner(real)
    }

    fn address(&self) -> usize {
        self.value.as_ptr().cast::<()>() as usize
    }

    fn counts(&self) -> Counts {
        let real = self.real();
        (Real::strong_count(&real), Real::weak_count(&real))
    }

    fn step(&self, kind: Kind, place: Place) -> explorer::ObjectId {
        step(kind, place, self.address(), self.counts())
    }

    fn look(&self, kind: Kind, place: Place) -> Counts {
        see(Seen::Counts);
        self.step(kind, place);
        let counts = self.counts();
        done(match kind {
            Kind::WeakCount => counts.1.to_string(),
            _ => counts.0.to_string(),
        });
        counts
    }

    /// Whether nobody else has it. If so, what those who went knew is known.
    fn is_last(&self, kind: Kind, place: Place, is_last: fn(&Counts) -> bool) -> bool {
        see(Seen::Counts);
        let id = self.step(kind, place);
        let counts = self.counts();
        let is_last = is_last(&counts);
        if is_last {
            with(|world| world.learn(id));
        }
        if is_last && kind == Kind::TryUnwrap {
            set(id, (0, counts.1));
        }
        done(is_last.to_string());
        is_last
    }

    fn goes(&self, kind: Kind, place: Place) {
        let id = self.step(kind, place);
        let (strong, weak) = self.counts();
        goes(id, (strong - 1, weak));
        done(if strong == 1 { "the last" } else { "" });
    }
}

impl<T: ?Sized> Clone for Arc<T> {
    #[track_caller]
    fn clone(&self) -> Arc<T> {
        if are_steps() {
            let id = self.step(Kind::Clone, Place::caller());
            let (strong, weak) = self.counts();
            set(id, (strong + 1, weak));
            done("");
        }
        used("arc", self.address());
        Arc::of(Real::clone(&self.real()))
    }
}

// SAFETY: the value is dropped, and not looked at.
unsafe impl<#[may_dangle] T: ?Sized> Drop for Arc<T> {
    fn drop(&mut self) {
        if are_steps() {
            self.goes(Kind::OwnerGone, Place::frame());
            drop(ManuallyDrop::into_inner(self.real()));
            return;
        }
        used("arc", self.address());
        let history = || World::running().then(|| with(|world| world.mine().history));
        let before = history();
        drop(ManuallyDrop::into_inner(self.real()));
        // Something is done where the last owner goes: which one it is matters.
        if history() != before {
            see(Seen::Counts);
        }
    }
}

impl<T: ?Sized> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: owned, so it is there.
        unsafe { self.value.as_ref() }
    }
}

impl Arc<dyn Any + Send + Sync> {
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<Arc<T>, Self> {
        self.into_real().downcast().map(Arc::of).map_err(Arc::of)
    }
}
