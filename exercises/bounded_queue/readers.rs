// Deux lecteurs attendent, deux éléments arrivent : chacun a le sien.

use std::thread;

use super::answer::Queue;

pub fn main() {
    let queue = Queue::new(2);
    let (first, second) = thread::scope(|s| {
        let first = s.spawn(|| queue.pop());
        let second = s.spawn(|| queue.pop());
        queue.push(1);
        queue.push(1);
        (first.join().unwrap(), second.join().unwrap())
    });
    println!("{first:?} {second:?}");
}
