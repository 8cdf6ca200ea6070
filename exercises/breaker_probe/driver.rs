// L'ouverture finit, deux appelants arrivent, et le voisin est encore en panne.

use std::thread;

use super::answer::Breaker;

pub fn main() {
    let breaker = Breaker::open(10);
    let early = breaker.ask(9).is_some();
    let probe = || match breaker.ask(10) {
        Some(call) => {
            call.failed(20);
            1
        }
        None => 0,
    };
    let probes = thread::scope(|s| {
        let alice = s.spawn(probe);
        let bob = probe();
        alice.join().unwrap() + bob
    });
    let before = breaker.ask(19).is_some();
    let after = breaker.ask(20).is_some();
    println!("{early} {probes} {before} {after}");
}
