// Quatre appels partent, le premier échoue : les trois autres viennent trop tard.

use std::thread;

use super::answer::Breaker;

pub fn main() {
    let breaker = Breaker::open(10);
    breaker.ask(10).unwrap().worked();
    let calls = [11, 12, 13, 14].map(|now| breaker.ask(now).unwrap());
    let [first, second, third, fourth] = calls;
    thread::scope(|s| {
        let _bob = s.spawn(move || second.worked());
        first.failed(30);
    });
    let open = breaker.ask(20).is_none();
    let probe = breaker.ask(30).unwrap();
    drop(third);
    let alone = breaker.ask(30).is_none();
    fourth.failed(90);
    probe.worked();
    let closed = breaker.ask(31).is_some();
    println!("{open} {alone} {closed}");
}
