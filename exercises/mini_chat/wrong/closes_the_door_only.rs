// Ferme l’entrée, et laisse les boîtes ouvertes.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::SyncSender;

pub struct Chat {
    // Les clients, ou rien quand le chat est fermé.
    clients: Mutex<Vec<(&'static str, SyncSender<u32>)>>,
    closed: AtomicBool,
}

impl Chat {
    pub fn new() -> Chat {
        Chat {
            clients: Mutex::new(Vec::new()),
            closed: AtomicBool::new(false),
        }
    }

    pub fn enter(&self, name: &'static str, outbox: SyncSender<u32>) -> bool {
        if self.closed.load(SeqCst) {
            return false;
        }
        let mut clients = self.clients.lock().unwrap();
        if clients.iter().any(|(taken, _)| *taken == name) {
            return false;
        }
        clients.push((name, outbox));
        true
    }

    pub fn say(&self, line: u32) -> usize {
        let clients = self.clients.lock().unwrap();
        let outboxes = clients.iter();
        outboxes
            .filter(|(_, outbox)| outbox.try_send(line).is_err())
            .count()
    }

    pub fn leave(&self, name: &str) {
        self.clients
            .lock()
            .unwrap()
            .retain(|(taken, _)| *taken != name);
    }

    pub fn close(&self) {
        self.closed.store(true, SeqCst);
    }
}
