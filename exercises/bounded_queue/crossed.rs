// Deux qui déposent et deux qui lisent, par une file d'une place : tous passent.

use std::thread;

use super::answer::Queue;

pub fn main() {
    let queue = Queue::new(1);
    let (first, second) = thread::scope(|s| {
        let first = s.spawn(|| queue.pop());
        let second = s.spawn(|| queue.pop());
        let _writer = s.spawn(|| queue.push(1));
        queue.push(1);
        (first.join().unwrap(), second.join().unwrap())
    });
    println!("{first:?} {second:?}");
}
