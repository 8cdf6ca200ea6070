// A pointer is published; addresses differ from run to run, names do not.
use std::sync::atomic::{
    AtomicPtr,
    Ordering::{Acquire, Release},
};
use std::thread;

fn main() {
    let slot = AtomicPtr::<u32>::default();
    thread::scope(|s| {
        s.spawn(|| slot.store(Box::into_raw(Box::new(7)), Release));
        let seen = slot.load(Acquire);
        // SAFETY: published once, never freed.
        println!("{:?}", unsafe { seen.as_ref() });
    });
}
