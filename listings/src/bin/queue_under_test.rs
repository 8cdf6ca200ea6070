// La même file : le drapeau est sous le verrou, et on le lève sous le verrou.

use std::collections::VecDeque;
use std::iter::from_fn;
use std::sync::{Condvar, Mutex};
use std::thread;

// ANCHOR: queue
#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    bell: Condvar,
}

#[derive(Default)]
struct State {
    photos: VecDeque<u32>,
    closed: bool,
}

impl Queue {
    fn push(&self, photo: u32) {
        self.state.lock().unwrap().photos.push_back(photo);
        self.bell.notify_one();
    }

    fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.bell.notify_all();
    }

    fn pop(&self) -> Option<u32> {
        let dry = |state: &mut State| state.photos.is_empty() && !state.closed;
        let state = self.state.lock().unwrap();
        let mut state = self.bell.wait_while(state, dry).unwrap();
        state.photos.pop_front()
    }
}
// ANCHOR_END: queue

fn main() {
    let queue = Queue::default();
    queue.push(1);
    let printed: Vec<u32> = thread::scope(|s| {
        let printer = s.spawn(|| from_fn(|| queue.pop()).collect());
        queue.close();
        printer.join().unwrap()
    });
    println!("tirées : {printed:?}");
    assert_eq!(printed, [1]);
}
