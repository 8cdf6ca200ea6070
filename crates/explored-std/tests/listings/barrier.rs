// All arrive before any goes on; exactly one leads.
use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    let gate = Barrier::new(2);
    let arrived = AtomicU32::new(0);
    let leads = thread::scope(|s| {
        let runners = [0, 1].map(|_| {
            s.spawn(|| {
                arrived.fetch_add(1, SeqCst);
                let leads = gate.wait().is_leader();
                assert_eq!(arrived.load(SeqCst), 2);
                leads
            })
        });
        runners.map(|runner| runner.join().unwrap())
    });
    println!("{leads:?}");
}
