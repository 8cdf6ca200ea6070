// La file se ferme, et personne n’attend qu’elle soit vide.

use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::thread;

pub struct Lab {
    orders: Mutex<Option<Sender<u32>>>,
}

impl Lab {
    pub fn open(work: fn(u32)) -> Lab {
        let (orders, queue) = mpsc::channel();
        thread::spawn(move || {
            for order in queue {
                work(order);
            }
        });
        Lab {
            orders: Mutex::new(Some(orders)),
        }
    }

    pub fn accept(&self, order: u32) -> Result<(), u32> {
        match self.orders.lock().unwrap().as_ref() {
            Some(orders) => orders.send(order).map_err(|refused| refused.0),
            None => Err(order),
        }
    }

    pub fn stop(&self) {
        drop(self.orders.lock().unwrap().take());
    }
}
