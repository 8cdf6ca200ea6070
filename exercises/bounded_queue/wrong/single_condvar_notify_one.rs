// Une seule cloche et un seul coup : elle peut réveiller le mauvais côté.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

struct State {
    items: VecDeque<u32>,
    closed: bool,
}

pub struct Queue {
    capacity: usize,
    state: Mutex<State>,
    changed: Condvar,
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

    /// Dépose un élément, quand il y a de la place.
    pub fn push(&self, item: u32) {
        let mut state = self.state.lock().unwrap();
        while state.items.len() >= self.capacity {
            state = self.changed.wait(state).unwrap();
        }
        state.items.push_back(item);
        self.changed.notify_one();
    }

    /// Retire le plus ancien, quand il y en a un ; `None` si la file est vide et
    /// fermée.
    pub fn pop(&self) -> Option<u32> {
        let mut state = self.state.lock().unwrap();
        while state.items.is_empty() && !state.closed {
            state = self.changed.wait(state).unwrap();
        }
        let item = state.items.pop_front();
        if item.is_some() {
            self.changed.notify_one();
        }
        item
    }

    /// Plus rien ne sera déposé.
    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.changed.notify_all();
    }
}
