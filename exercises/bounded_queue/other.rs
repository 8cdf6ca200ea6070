// Deux sonneries : l'une pour une place, l'autre pour un élément.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

pub struct Queue {
    capacity: usize,
    // Les éléments, et si la file est fermée.
    state: Mutex<(VecDeque<u32>, bool)>,
    room: Condvar,
    item: Condvar,
}

impl Queue {
    pub fn new(capacity: usize) -> Queue {
        Queue {
            capacity,
            state: Mutex::new((VecDeque::new(), false)),
            room: Condvar::new(),
            item: Condvar::new(),
        }
    }

    pub fn push(&self, item: u32) {
        let state = self.state.lock().unwrap();
        let full = |state: &mut (VecDeque<u32>, bool)| state.0.len() == self.capacity;
        let mut state = self.room.wait_while(state, full).unwrap();
        state.0.push_back(item);
        self.item.notify_one();
    }

    pub fn pop(&self) -> Option<u32> {
        let state = self.state.lock().unwrap();
        let nothing = |state: &mut (VecDeque<u32>, bool)| state.0.is_empty() && !state.1;
        let mut state = self.item.wait_while(state, nothing).unwrap();
        let item = state.0.pop_front();
        self.room.notify_one();
        item
    }

    pub fn close(&self) {
        self.state.lock().unwrap().1 = true;
        self.item.notify_all();
    }
}
