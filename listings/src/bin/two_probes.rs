// Regarder, puis agir, sous deux verrous : deux sondes partent.

use std::sync::Mutex;
use std::thread;

use State::{HalfOpen, Open};

enum State {
    Open(u64), // Ouvert jusqu’à cet instant.
    HalfOpen,  // Entrouvert : une sonde est partie.
}

static STATE: Mutex<State> = Mutex::new(Open(10));

fn probe(now: u64) -> bool {
    let over = match *STATE.lock().unwrap() {
        Open(until) => now >= until,
        HalfOpen => false,
    };
    if over {
        *STATE.lock().unwrap() = HalfOpen;
    }
    over
}

fn main() {
    let probes = thread::scope(|s| {
        let alice = s.spawn(|| probe(10));
        let bob = s.spawn(|| probe(10));
        [alice, bob].map(|caller| u32::from(caller.join().unwrap()))
    });
    println!("sondes : {}", probes.iter().sum::<u32>());
}
