use std::iter::from_fn;
use std::sync::Arc;

use own::queue::Queue;
use own::sync::{in_many_orders, thread};

// ANCHOR: test
fn close_while_printing() {
    let queue = Arc::new(Queue::default());
    queue.push(1);
    let printers = queue.clone();
    let printer = thread::spawn(move || {
        let printed: Vec<u32> = from_fn(|| printers.pop()).collect();
        assert_eq!(printed, [1]);
    });
    queue.close();
    printer.join().unwrap();
}

#[test]
fn all_is_printed() {
    in_many_orders(close_while_printing);
}
// ANCHOR_END: test
