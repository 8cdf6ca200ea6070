// ABA : le sommet est revenu à 1, mais la pile n’est plus la même.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

// ANCHOR: plates
// Trois assiettes, numérotées de 1 à 3 ; 0 veut dire « aucune ».
static TOP: AtomicUsize = AtomicUsize::new(1);
static BELOW: [AtomicUsize; 4] = [
    AtomicUsize::new(0),
    AtomicUsize::new(2),
    AtomicUsize::new(3),
    AtomicUsize::new(0),
];
// ANCHOR_END: plates

// ANCHOR: pop
fn pop() -> usize {
    loop {
        let top = TOP.load(SeqCst);
        let below = BELOW[top].load(SeqCst);
        if TOP.compare_exchange(top, below, SeqCst, SeqCst).is_ok() {
            return top;
        }
    }
}
// ANCHOR_END: pop

// ANCHOR: push
fn push(plate: usize) {
    loop {
        let top = TOP.load(SeqCst);
        BELOW[plate].store(top, SeqCst);
        if TOP.compare_exchange(top, plate, SeqCst, SeqCst).is_ok() {
            return;
        }
    }
}
// ANCHOR_END: push

// ANCHOR: main
fn main() {
    let (alice, bob) = thread::scope(|s| {
        let alice = s.spawn(pop);
        let bob = s.spawn(|| {
            let first = pop();
            let second = pop();
            push(first);
            second
        });
        (alice.join().unwrap(), bob.join().unwrap())
    });
    let top = TOP.load(SeqCst);
    println!("Alice tient {alice}, Bob tient {bob}, au sommet : {top}");
}
// ANCHOR_END: main
