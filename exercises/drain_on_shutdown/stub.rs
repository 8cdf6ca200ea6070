// Un laboratoire qui accepte des commandes, et qui s’arrête.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{self, Sender};
use std::thread;

pub struct Lab {
    orders: Sender<u32>,
    closed: AtomicBool,
}

impl Lab {
    /// Ouvre le laboratoire ; son thread fait chaque commande acceptée.
    pub fn open(work: fn(u32)) -> Lab {
        let (orders, queue) = mpsc::channel();
        thread::spawn(move || {
            for order in queue {
                work(order);
            }
        });
        Lab {
            orders,
            closed: AtomicBool::new(false),
        }
    }

    /// Accepte une commande, ou la rend si le laboratoire est fermé.
    pub fn accept(&self, order: u32) -> Result<(), u32> {
        if self.closed.load(SeqCst) {
            return Err(order);
        }
        self.orders.send(order).map_err(|refused| refused.0)
    }

    /// Ferme, et attend que tout ce qui est accepté soit fait.
    pub fn stop(&self) {
        self.closed.store(true, SeqCst);
    }
}
