// Un réveil que rien ne garde : il se perd pendant que l’on écrit la fiche.

use std::sync::Mutex;
use tokio::sync::Notify;

pub const ORDER: [u32; 4] = [1, 3, 4, 2];

pub struct Desk {
    shelf: Mutex<u32>,
    back: Notify,
}

impl Desk {
    pub fn new(copies: u32) -> Self {
        let shelf = Mutex::new(copies);
        let back = Notify::new();
        Self { shelf, back }
    }

    pub async fn borrow(&self, card: impl AsyncFn()) {
        if self.take() {
            return;
        }
        card().await;
        loop {
            self.back.notified().await;
            if self.take() {
                return;
            }
        }
    }

    pub fn give_back(&self) {
        *self.shelf.lock().unwrap() += 1;
        self.back.notify_waiters();
    }

    fn take(&self) -> bool {
        let mut shelf = self.shelf.lock().unwrap();
        let found = *shelf > 0;
        *shelf -= u32::from(found);
        found
    }
}
