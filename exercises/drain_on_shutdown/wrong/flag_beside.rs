// Le drapeau est regardé avant que la commande soit rangée.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub struct Lab {
    orders: Arc<Mutex<VecDeque<u32>>>,
    closed: Arc<AtomicBool>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Lab {
    pub fn open(work: fn(u32)) -> Lab {
        let orders = Arc::new(Mutex::new(VecDeque::new()));
        let closed = Arc::new(AtomicBool::new(false));
        let (queue, end) = (Arc::clone(&orders), Arc::clone(&closed));
        let thread = thread::spawn(move || {
            loop {
                let last_round = end.load(SeqCst);
                while let Some(order) = pop(&queue) {
                    work(order);
                }
                if last_round {
                    break;
                }
                thread::yield_now();
            }
        });
        Lab {
            orders,
            closed,
            thread: Mutex::new(Some(thread)),
        }
    }

    pub fn accept(&self, order: u32) -> Result<(), u32> {
        if self.closed.load(SeqCst) {
            return Err(order);
        }
        self.orders.lock().unwrap().push_back(order);
        Ok(())
    }

    pub fn stop(&self) {
        self.closed.store(true, SeqCst);
        // La garde tient jusqu’à la fin : le second arrêt attend le premier.
        let mut thread = self.thread.lock().unwrap();
        if let Some(thread) = thread.take() {
            thread.join().unwrap();
        }
    }
}

fn pop(queue: &Mutex<VecDeque<u32>>) -> Option<u32> {
    queue.lock().unwrap().pop_front()
}
