// Qui vient de compter un passage le voit dans le total.

use std::thread;

use super::answer::Counter;

pub fn main() {
    let counter = Counter::new();
    let seen = thread::scope(|s| {
        let _west = s.spawn(|| counter.add());
        counter.add();
        counter.total()
    });
    println!("{seen} {}", counter.total());
}
