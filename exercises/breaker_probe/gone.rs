// Deux appelants arrivent, et disparaissent sans réponse ; un troisième vient après.

use std::thread;

use super::answer::Breaker;

pub fn main() {
    let breaker = Breaker::open(10);
    let leave = || breaker.ask(10).is_some();
    let (alice, bob) = thread::scope(|s| {
        let alice = s.spawn(leave);
        let bob = leave();
        (alice.join().unwrap(), bob)
    });
    let after = breaker.ask(10).is_some();
    println!("{alice} {bob} {after}");
}
