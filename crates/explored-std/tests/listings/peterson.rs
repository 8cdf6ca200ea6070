// Peterson's lock: a spin loop that reads two atomics.
use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize};
use std::{hint, thread};

static WANTS: [AtomicBool; 2] = [AtomicBool::new(false), AtomicBool::new(false)];
static TURN: AtomicUsize = AtomicUsize::new(0);
static COUNT: AtomicU32 = AtomicU32::new(0);

fn main() {
    thread::scope(|s| {
        for me in [0, 1] {
            s.spawn(move || {
                let other = 1 - me;
                WANTS[me].store(true, SeqCst);
                TURN.store(other, SeqCst);
                while WANTS[other].load(SeqCst) && TURN.load(SeqCst) == other {
                    hint::spin_loop();
                }
                COUNT.store(COUNT.load(SeqCst) + 1, SeqCst);
                WANTS[me].store(false, SeqCst);
            });
        }
    });
    println!("{}", COUNT.load(SeqCst));
}
