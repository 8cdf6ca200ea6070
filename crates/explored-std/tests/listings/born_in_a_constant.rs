// Locks and atomics that a constant makes, in no static.
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let slots = Arc::new([const { Mutex::new(None) }; 2]);
    let mut count = const { AtomicU32::new(0) };
    *count.get_mut() = 5;
    let writers = [1, 2].map(|number| {
        let slots = slots.clone();
        thread::spawn(move || {
            for slot in slots.iter() {
                slot.lock().unwrap().get_or_insert(number);
            }
        })
    });
    for writer in writers {
        writer.join().unwrap();
    }
    count.fetch_add(1, SeqCst);
    let [first, second] = &*slots;
    let (first, second) = (first.lock().unwrap(), second.lock().unwrap());
    println!("{} {} {}", first.unwrap(), second.unwrap(), count.into_inner());
}
