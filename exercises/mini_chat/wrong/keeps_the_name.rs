// Un nom qui a servi ne sert plus.

use std::sync::Mutex;
use std::sync::mpsc::SyncSender;

pub struct Chat {
    // Les clients, ou rien quand le chat est fermé.
    clients: Mutex<Option<Vec<(&'static str, Option<SyncSender<u32>>)>>>,
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
                clients.push((name, Some(outbox)));
                true
            }
            _ => false,
        }
    }

    pub fn say(&self, line: u32) -> usize {
        let clients = self.clients.lock().unwrap();
        let outboxes = clients
            .iter()
            .flatten()
            .filter_map(|(_, outbox)| outbox.as_ref());
        outboxes
            .filter(|outbox| outbox.try_send(line).is_err())
            .count()
    }

    pub fn leave(&self, name: &str) {
        for (taken, outbox) in self.clients.lock().unwrap().iter_mut().flatten()
        {
            if *taken == name {
                *outbox = None;
            }
        }
    }

    pub fn close(&self) {
        *self.clients.lock().unwrap() = None;
    }
}
