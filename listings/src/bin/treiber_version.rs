// Un numéro de version dans le sommet, et l’échange ne se trompe plus.

use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

// ANCHOR: top
// Le dernier chiffre est l’assiette, les autres sont la version.
static TOP: AtomicUsize = AtomicUsize::new(1);

fn plate_of(top: usize) -> usize {
    top % 10
}

fn replaced(top: usize, plate: usize) -> usize {
    let version = top / 10;
    (version + 1) * 10 + plate
}
// ANCHOR_END: top

static BELOW: [AtomicUsize; 4] = [
    AtomicUsize::new(0),
    AtomicUsize::new(2),
    AtomicUsize::new(3),
    AtomicUsize::new(0),
];

// ANCHOR: pop
fn pop() -> usize {
    loop {
        let top = TOP.load(SeqCst);
        let plate = plate_of(top);
        let new = replaced(top, BELOW[plate].load(SeqCst));
        if TOP.compare_exchange(top, new, SeqCst, SeqCst).is_ok() {
            return plate;
        }
    }
}
// ANCHOR_END: pop

fn push(plate: usize) {
    loop {
        let top = TOP.load(SeqCst);
        BELOW[plate].store(plate_of(top), SeqCst);
        let new = replaced(top, plate);
        if TOP.compare_exchange(top, new, SeqCst, SeqCst).is_ok() {
            return;
        }
    }
}

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
    let top = plate_of(TOP.load(SeqCst));
    println!("Alice tient {alice}, Bob tient {bob}, au sommet : {top}");
    assert!(top != alice && top != bob && alice != bob);
}
