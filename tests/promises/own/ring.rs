// A ring of two slots, one writer, one reader: the index goes out before the value.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

const SLOTS: usize = 2;

struct Ring {
    slots: [Mutex<Option<u32>>; SLOTS],
    read: AtomicUsize,
    written: AtomicUsize,
}

impl Ring {
    fn new() -> Ring {
        Ring {
            slots: [const { Mutex::new(None) }; SLOTS],
            read: AtomicUsize::new(0),
            written: AtomicUsize::new(0),
        }
    }

    fn push(&self, value: u32) -> Result<(), u32> {
        let written = self.written.load(Ordering::SeqCst);
        if written - self.read.load(Ordering::SeqCst) == SLOTS {
            return Err(value);
        }
        self.written.store(written + 1, Ordering::SeqCst);
        *self.slots[written % SLOTS].lock().unwrap() = Some(value);
        Ok(())
    }

    fn pop(&self) -> Option<u32> {
        let read = self.read.load(Ordering::SeqCst);
        if read == self.written.load(Ordering::SeqCst) {
            return None;
        }
        let value = self.slots[read % SLOTS].lock().unwrap().take();
        self.read.store(read + 1, Ordering::SeqCst);
        Some(value.expect("a value was pushed"))
    }
}

fn main() {
    let ring = Ring::new();
    thread::scope(|s| {
        s.spawn(|| {
            for value in 1..=3 {
                while ring.push(value).is_err() {
                    thread::yield_now();
                }
            }
        });
        s.spawn(|| {
            let mut next = 1;
            while next <= 3 {
                match ring.pop() {
                    Some(value) => {
                        assert_eq!(value, next);
                        next += 1;
                    }
                    None => thread::yield_now(),
                }
            }
        });
    });
}
