// Se sert d'un canal : aucun programme ne peut le voir.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

pub struct Queue {
    sender: Mutex<Option<SyncSender<u32>>>,
    receiver: Mutex<Receiver<u32>>,
}

impl Queue {
    pub fn new(capacity: usize) -> Queue {
        let (sender, receiver) = sync_channel(capacity);
        Queue {
            sender: Mutex::new(Some(sender)),
            receiver: Mutex::new(receiver),
        }
    }

    pub fn push(&self, item: u32) {
        if let Some(sender) = self.sender.lock().unwrap().as_ref() {
            sender.send(item).unwrap();
        }
    }

    pub fn pop(&self) -> Option<u32> {
        self.receiver.lock().unwrap().recv().ok()
    }

    pub fn close(&self) {
        self.sender.lock().unwrap().take();
    }
}
