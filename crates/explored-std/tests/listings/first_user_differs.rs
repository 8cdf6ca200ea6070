// Which of two constants' children is met first depends on the order.
use std::sync::Mutex;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn main() {
    let turn = AtomicUsize::new(0);
    let slots = [const { Mutex::new(0) }; 2];
    thread::scope(|s| {
        for number in [1, 2] {
            let (turn, slots) = (&turn, &slots);
            s.spawn(move || {
                let mine = turn.fetch_xor(1, SeqCst);
                *slots[mine].lock().unwrap() = number;
            });
        }
    });
    let [first, second] = slots.each_ref().map(|slot| *slot.lock().unwrap());
    println!("{first} {second}");
}
