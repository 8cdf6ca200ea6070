// Avec `SeqCst`, l’un des deux drapeaux est levé le premier pour tous.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static ALICE_WANTS: AtomicBool = AtomicBool::new(false);
static BOB_WANTS: AtomicBool = AtomicBool::new(false);

// ANCHOR: enters
// Avec `Release` et `Acquire`, les deux pourraient entrer.
fn enters(mine: &AtomicBool, theirs: &AtomicBool) -> bool {
    mine.store(true, SeqCst);
    !theirs.load(SeqCst)
}
// ANCHOR_END: enters

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
    assert!(!(alice_enters && bob_enters));
}
