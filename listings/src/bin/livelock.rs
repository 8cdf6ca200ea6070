// Deux threads trop polis : chacun rend son verrou pour laisser l’autre passer.

use std::sync::{Barrier, Mutex};
use std::thread;

// ANCHOR: cross
const ROUNDS: usize = 1_000;

// Combien de fois chacun a obtenu les deux verrous ?
fn cross(may_try: fn(usize, usize) -> bool) -> [usize; 2] {
    let locks = [Mutex::new(()), Mutex::new(())];
    let pace = Barrier::new(2); // Les deux marchent du même pas.
    let walk = |me: usize| {
        let mut crossings = 0;
        for round in 0..ROUNDS {
            let mine = may_try(me, round).then(|| locks[me].lock().unwrap());
            pace.wait();
            if mine.is_some() && locks[1 - me].try_lock().is_ok() {
                crossings += 1;
            }
            pace.wait();
            // Fin du tour : le premier verrou, s’il est pris, est rendu.
        }
        crossings
    };
    thread::scope(|s| {
        let walkers = [0, 1].map(|me| s.spawn(move || walk(me)));
        walkers.map(|walker| walker.join().unwrap())
    })
}
// ANCHOR_END: cross

// ANCHOR: main
fn main() {
    let together = cross(|_, _| true);
    println!("les deux à chaque tour : {together:?} passages");
    let in_turn = cross(|me, round| round % 2 == me);
    println!("chacun son tour : {in_turn:?} passages");
    assert_eq!((together, in_turn), ([0, 0], [500, 500]));
}
// ANCHOR_END: main
