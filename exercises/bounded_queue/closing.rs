// Deux éléments retirés dans l'ordre, puis deux lecteurs d'une file vide, que
// l'on ferme.

use std::thread;

use super::answer::Queue;

pub fn main() {
    let queue = Queue::new(2);
    queue.push(1);
    queue.push(2);
    println!("{:?} {:?}", queue.pop(), queue.pop());

    let queue = Queue::new(1);
    let (first, second) = thread::scope(|s| {
        let first = s.spawn(|| queue.pop());
        let second = s.spawn(|| queue.pop());
        queue.close();
        (first.join().unwrap(), second.join().unwrap())
    });
    println!("{first:?} {second:?}");
}
