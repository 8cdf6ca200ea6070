// Le cœur d’un chat : des noms, et une boîte d’envoi par client.

use std::sync::Mutex;
use std::sync::mpsc::SyncSender;

pub struct Chat {
    clients: Mutex<Vec<(&'static str, SyncSender<u32>)>>,
}

impl Chat {
    pub fn new() -> Chat {
        Chat {
            clients: Mutex::new(Vec::new()),
        }
    }

    /// Fait entrer un client, si son nom est libre.
    pub fn enter(&self, name: &'static str, outbox: SyncSender<u32>) -> bool {
        let clients = self.clients.lock().unwrap();
        if clients.iter().any(|(taken, _)| *taken == name) {
            return false;
        }
        drop(clients);
        self.clients.lock().unwrap().push((name, outbox));
        true
    }

    /// Dit une ligne à tous ; renvoie combien l’ont manquée.
    pub fn say(&self, line: u32) -> usize {
        for (_, outbox) in self.clients.lock().unwrap().iter() {
            let _ = outbox.send(line);
        }
        0
    }

    /// Fait sortir un client.
    pub fn leave(&self, _name: &str) {}

    /// Ferme le chat.
    pub fn close(&self) {}
}
