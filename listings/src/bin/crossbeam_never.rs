// Deux sources, jusqu’à la fin des deux : `never` fait taire la première finie.

use crossbeam::channel::{Receiver, never, unbounded};
use crossbeam::select;
use std::thread;

fn merge(mut left: Receiver<u32>, mut right: Receiver<u32>) -> u32 {
    let (mut open, mut sum) = (2, 0);
    while open > 0 {
        let (message, side) = select! {
            recv(left) -> message => (message, &mut left),
            recv(right) -> message => (message, &mut right),
        };
        match message {
            Ok(number) => sum += number,
            Err(_) => {
                *side = never(); // Fermé, donc toujours prêt : on l’écarte.
                open -= 1;
            }
        }
    }
    sum
}

fn main() {
    let (alice, left) = unbounded();
    let (bob, right) = unbounded();
    let sum = thread::scope(|s| {
        s.spawn(move || (1..=3).for_each(|n| alice.send(n).unwrap()));
        s.spawn(move || (10..=13).for_each(|n| bob.send(n).unwrap()));
        merge(left, right)
    });
    println!("somme : {sum}");
    assert_eq!(sum, 52);
}
