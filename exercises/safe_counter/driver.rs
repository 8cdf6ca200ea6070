// Une porte voit passer deux visiteurs, l'autre un ; `main` est l'écran.

use std::thread;

use super::answer::Counter;

pub fn main() {
    let counter = Counter::new();
    let mut seen = 0;
    thread::scope(|s| {
        let _east = s.spawn(|| {
            counter.add();
            counter.add();
        });
        let _west = s.spawn(|| counter.add());
        seen = counter.total();
    });
    println!("{seen} {}", counter.total());
}
