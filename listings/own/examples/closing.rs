use std::iter::from_fn;
use std::thread;

use own::queue::Queue;

fn main() {
    let queue = Queue::default();
    queue.push(1);
    let printed: Vec<u32> = thread::scope(|s| {
        let printer = s.spawn(|| from_fn(|| queue.pop()).collect());
        queue.close();
        printer.join().unwrap()
    });
    assert_eq!(printed, [1]);
}
