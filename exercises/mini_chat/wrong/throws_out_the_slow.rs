// Met dehors un client dont la boîte est pleine.

use std::sync::Mutex;
use std::sync::mpsc::SyncSender;

pub struct Chat {
    // Les clients, ou rien quand le chat est fermé.
    clients: Mutex<Option<Vec<(&'static str, SyncSender<u32>)>>>,
}

impl Chat {
    pub fn new() -> Chat {
        Chat {
            clients: Mutex::new(Some(Vec::new())),
        }
    }

    pub fn enter(&self, name: &'static str, outbox: SyncSender<u32>) -> bool {
        let mut clients = self.clients.lock().unwrap();
        match clients.as_mut() {
            Some(clients)
                if clients.iter().all(|(taken, _)| *taken != name) =>
            {
                clients.push((name, outbox));
                true
            }
            _ => false,
        }
    }

    pub fn say(&self, line: u32) -> usize {
        let mut clients = self.clients.lock().unwrap();
        let Some(clients) = clients.as_mut() else {
            return 0;
        };
        let before = clients.len();
        clients.retain(|(_, outbox)| outbox.try_send(line).is_ok());
        before - clients.len()
    }

    pub fn leave(&self, name: &str) {
        if let Some(clients) = self.clients.lock().unwrap().as_mut() {
            clients.retain(|(taken, _)| *taken != name);
        }
    }

    pub fn close(&self) {
        *self.clients.lock().unwrap() = None;
    }
}
