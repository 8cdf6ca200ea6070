use std::collections::VecDeque;
use std::sync::atomic::Ordering::SeqCst;

// ANCHOR: queue
use crate::sync::atomic::AtomicBool;
use crate::sync::{Condvar, Mutex};

pub struct Queue {
    photos: Mutex<VecDeque<u32>>,
    closed: AtomicBool,
    bell: Condvar,
}
// ANCHOR_END: queue

impl Default for Queue {
    fn default() -> Queue {
        Queue {
            photos: Mutex::new(VecDeque::new()),
            closed: AtomicBool::new(false),
            bell: Condvar::new(),
        }
    }
}

impl Queue {
    pub fn push(&self, photo: u32) {
        self.photos.lock().unwrap().push_back(photo);
        self.bell.notify_one();
    }

    // ANCHOR: close
    pub fn close(&self) {
        #[cfg(feature = "mended")]
        let _photos = self.photos.lock().unwrap();
        self.closed.store(true, SeqCst);
        self.bell.notify_all();
    }
    // ANCHOR_END: close

    pub fn pop(&self) -> Option<u32> {
        let mut photos = self.photos.lock().unwrap();
        loop {
            if let Some(photo) = photos.pop_front() {
                return Some(photo);
            }
            if self.closed.load(SeqCst) {
                return None;
            }
            photos = self.bell.wait(photos).unwrap();
        }
    }
}
