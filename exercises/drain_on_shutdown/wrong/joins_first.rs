// Attendre le thread, puis fermer la file : trop tard.

use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

pub struct Lab {
    orders: Mutex<Option<Sender<u32>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Lab {
    pub fn open(work: fn(u32)) -> Lab {
        let (orders, queue) = mpsc::channel();
        let thread = thread::spawn(move || {
            for order in queue {
                work(order);
            }
        });
        Lab {
            orders: Mutex::new(Some(orders)),
            thread: Mutex::new(Some(thread)),
        }
    }

    pub fn accept(&self, order: u32) -> Result<(), u32> {
        match self.orders.lock().unwrap().as_ref() {
            Some(orders) => orders.send(order).map_err(|refused| refused.0),
            None => Err(order),
        }
    }

    pub fn stop(&self) {
        // La garde tient jusqu’à la fin : le second arrêt attend le premier.
        let mut thread = self.thread.lock().unwrap();
        if let Some(thread) = thread.take() {
            thread.join().unwrap();
        }
        drop(self.orders.lock().unwrap().take());
    }
}
