// Cent mille manches sur la vraie machine : entrent-ils à deux ?

use std::sync::atomic::Ordering::{self, Acquire, Release, SeqCst};
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::thread;

// ANCHOR: rounds
const ROUNDS: usize = 100_000;

type Flags = Vec<AtomicBool>;

// À chaque manche, deux drapeaux neufs, et un départ commun.
fn rounds(
    mine: &Flags,
    theirs: &Flags,
    ready: &AtomicUsize,
    [store, load]: [Ordering; 2],
) -> Vec<bool> {
    let enters = |round: usize| {
        ready.fetch_add(1, SeqCst);
        for tries in 1.. {
            if ready.load(SeqCst) >= 2 * (round + 1) {
                break;
            }
            if tries % 100 == 0 {
                thread::yield_now(); // L’autre n’a peut-être pas de cœur.
            }
        }
        mine[round].store(true, store);
        !theirs[round].load(load)
    };
    (0..ROUNDS).map(enters).collect()
}
// ANCHOR_END: rounds

fn both(orderings: [Ordering; 2]) -> usize {
    let flags = || (0..ROUNDS).map(|_| AtomicBool::new(false)).collect();
    let (alice, bob): (Flags, Flags) = (flags(), flags());
    let ready = AtomicUsize::new(0);
    let (alice_enters, bob_enters) = thread::scope(|s| {
        let other = s.spawn(|| rounds(&bob, &alice, &ready, orderings));
        let alice_enters = rounds(&alice, &bob, &ready, orderings);
        (alice_enters, other.join().unwrap())
    });
    let entered = alice_enters.iter().zip(&bob_enters);
    entered.filter(|(alice, bob)| **alice && **bob).count()
}

fn main() {
    println!(
        "Release, Acquire : {} fois à deux",
        both([Release, Acquire])
    );
    let seqcst = both([SeqCst, SeqCst]);
    println!("SeqCst : {seqcst} fois à deux");
    assert_eq!(seqcst, 0);
}
