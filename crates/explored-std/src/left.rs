//! What a thread can leave behind when it has ended, by the type of its body.

use crate::sync::atomic::{
    AtomicBool, AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16,
    AtomicU32, AtomicU64, AtomicUsize,
};
use crate::sync::mpsc::{Receiver, Sender, SyncSender};
use crate::sync::{Arc, Barrier, Condvar, Mutex, Once, OnceLock, RwLock};
use ::std::cell::UnsafeCell;

/// All that can be changed through such a value is in objects of the engine. So a
/// closure that captures nothing else leaves only its result beside them, in a
/// listing that is not opaque. The compiler looks at every field and capture, and
/// at what references lead to.
auto trait Tracked {}

impl<T: ?Sized> !Tracked for UnsafeCell<T> {}
impl<T: ?Sized> !Tracked for &mut T {}
impl<T: ?Sized> !Tracked for *const T {}
impl<T: ?Sized> !Tracked for *mut T {}

impl Tracked for String {}
impl<T: Tracked> Tracked for Vec<T> {}
impl<T: ?Sized + Tracked> Tracked for Box<T> {}
// A thread that leaks nothing ends without it, and its count, if seen, is an object.
impl<T: ?Sized + Tracked> Tracked for Arc<T> {}

macro_rules! tracked {
    ($($type:ty)*) => { $(impl Tracked for $type {})* };
}

tracked! {
    AtomicBool AtomicI8 AtomicI16 AtomicI32 AtomicI64 AtomicIsize
    AtomicU8 AtomicU16 AtomicU32 AtomicU64 AtomicUsize
    Barrier Condvar Once
}

impl<T: ?Sized + Tracked> Tracked for Mutex<T> {}
impl<T: ?Sized + Tracked> Tracked for RwLock<T> {}
impl<T: Tracked> Tracked for OnceLock<T> {}
impl<T: Tracked> Tracked for Sender<T> {}
impl<T: Tracked> Tracked for SyncSender<T> {}
impl<T: Tracked> Tracked for Receiver<T> {}

pub trait Leaves {
    /// Whether it can change anything that is in no object.
    fn is_tracked(&self) -> bool;
}

impl<F> Leaves for F {
    default fn is_tracked(&self) -> bool {
        false
    }
}

impl<F: Tracked> Leaves for F {
    fn is_tracked(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::Weak;
    use ::std::cell::Cell;

    fn nothing() {}

    #[test]
    fn what_can_be_changed_unseen_is_not_tracked() {
        let (mutex, text) = (&Mutex::new(Some(0)), String::from("text"));
        let shared = Arc::new(AtomicU32::new(0));
        let tracked = move || {
            (
                mutex.lock().is_ok(),
                text.len(),
                shared.as_ref().load(ORDER),
            )
        };
        assert!(tracked.is_tracked() && nothing.is_tracked() && (|| 1).is_tracked());
        let (mut plain, cell, weak) = (0, &Cell::new(0), Weak::<u8>::new());
        let in_lock = Mutex::new(Cell::new(0));
        let boxed: Box<dyn Fn()> = Box::new(|| ());
        assert!(!(|| cell.set(1)).is_tracked());
        assert!(!(|| in_lock.lock().is_ok()).is_tracked());
        assert!(!(move || boxed()).is_tracked());
        assert!(!(|| weak.upgrade()).is_tracked());
        assert!(!Vec::from([&raw const plain]).is_tracked());
        assert!(!(|| plain += 1).is_tracked());
    }

    const ORDER: crate::sync::atomic::Ordering = crate::sync::atomic::Ordering::SeqCst;
}
