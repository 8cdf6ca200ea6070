// Ne sonne que si la file était vide : le second lecteur dort encore.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

struct State {
    items: VecDeque<u32>,
    closed: bool,
}

pub struct Queue {
    capacity: usize,
    state: Mutex<State>,
    not_empty: Condvar,
    not_full: Condvar,
}

impl Queue {
    pub fn new(capacity: usize) -> Queue {
        Queue {
            capacity,
            state: Mutex::new(State {
                items: VecDeque::new(),
                closed: false,
            }),
            not_empty: Condvar::new(),
            not_full: Condvar::new(),
        }
    }

    /// Dépose un élément, quand il y a de la place.
    pub fn push(&self, item: u32) {
        let mut state = self.state.lock().unwrap();
        while state.items.len() >= self.capacity {
            state = self.not_full.wait(state).unwrap();
        }
        let was_empty = state.items.is_empty();
        state.items.push_back(item);
        if was_empty {
            self.not_empty.notify_one();
        }
    }

    /// Retire le plus ancien, quand il y en a un ; `None` si la file est vide et
    /// fermée.
    pub fn pop(&self) -> Option<u32> {
        let mut state = self.state.lock().unwrap();
        while state.items.is_empty() && !state.closed {
            state = self.not_empty.wait(state).unwrap();
        }
        let item = state.items.pop_front();
        if item.is_some() {
            self.not_full.notify_one();
        }
        item
    }

    /// Plus rien ne sera déposé.
    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.not_empty.notify_all();
    }
}
