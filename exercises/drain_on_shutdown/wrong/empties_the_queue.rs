// L’arrêt jette ce que personne n’a commencé.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub struct Lab(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    orders: VecDeque<u32>,
    open: bool,
    left: u32, // Acceptées, et pas encore faites.
}

impl Lab {
    pub fn open(work: fn(u32)) -> Lab {
        let state = State {
            orders: VecDeque::new(),
            open: true,
            left: 0,
        };
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            changed: Condvar::new(),
        });
        let lab = Arc::clone(&shared);
        thread::spawn(move || {
            while let Some(order) = lab.next() {
                work(order);
                lab.state.lock().unwrap().left -= 1;
                lab.changed.notify_all();
            }
        });
        Lab(shared)
    }

    pub fn accept(&self, order: u32) -> Result<(), u32> {
        let mut state = self.0.state.lock().unwrap();
        if !state.open {
            return Err(order);
        }
        state.orders.push_back(order);
        state.left += 1;
        self.0.changed.notify_all();
        Ok(())
    }

    pub fn stop(&self) {
        let mut state = self.0.state.lock().unwrap();
        state.open = false;
        state.left -= state.orders.len() as u32;
        state.orders.clear();
        self.0.changed.notify_all();
        while state.left > 0 {
            state = self.0.changed.wait(state).unwrap();
        }
    }
}

impl Shared {
    fn next(&self) -> Option<u32> {
        let mut state = self.state.lock().unwrap();
        while state.orders.is_empty() && state.open {
            state = self.changed.wait(state).unwrap();
        }
        state.orders.pop_front()
    }
}
