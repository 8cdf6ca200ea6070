// `Release` et `Acquire` ne font pas voir à chacun le drapeau de l’autre.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::thread;

static ALICE_WANTS: AtomicBool = AtomicBool::new(false);
static BOB_WANTS: AtomicBool = AtomicBool::new(false);

// Lève son drapeau, puis n’entre que si l’autre est baissé.
fn enters(mine: &AtomicBool, theirs: &AtomicBool) -> bool {
    mine.store(true, Release);
    !theirs.load(Acquire)
}

fn main() {
    let (alice_enters, bob_enters) = thread::scope(|s| {
        let alice = s.spawn(|| enters(&ALICE_WANTS, &BOB_WANTS));
        let bob = s.spawn(|| enters(&BOB_WANTS, &ALICE_WANTS));
        (alice.join().unwrap(), bob.join().unwrap())
    });
    match (alice_enters, bob_enters) {
        (true, false) => println!("Alice entre"),
        (false, true) => println!("Bob entre"),
        (false, false) => println!("personne n’entre"),
        (true, true) => println!("les deux entrent"),
    }
}
