// Sonne avant de déposer, hors du verrou.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

pub struct Queue {
    capacity: usize,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    items: VecDeque<u32>,
    closed: bool,
}

impl Queue {
    pub fn new(capacity: usize) -> Queue {
        Queue {
            capacity,
            state: Mutex::new(State {
                items: VecDeque::new(),
                closed: false,
            }),
            changed: Condvar::new(),
        }
    }

    pub fn push(&self, item: u32) {
        self.changed.notify_all();
        let mut state = self.state.lock().unwrap();
        while state.items.len() == self.capacity {
            state = self.changed.wait(state).unwrap();
        }
        state.items.push_back(item);
    }

    pub fn pop(&self) -> Option<u32> {
        let mut state = self.state.lock().unwrap();
        while state.items.is_empty() && !state.closed {
            state = self.changed.wait(state).unwrap();
        }
        let item = state.items.pop_front();
        self.changed.notify_all();
        item
    }

    pub fn close(&self) {
        self.changed.notify_all();
        self.state.lock().unwrap().closed = true;
    }
}
