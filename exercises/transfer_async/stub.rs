// Un guichet de bibliothèque : des lecteurs, des exemplaires, une liste.

use std::collections::VecDeque;
use std::sync::Mutex;
use tokio::sync::oneshot;

/// Les opérations de la version donnée, dans l’ordre qui oublie un lecteur.
pub const ORDER: [u32; 4] = [0, 0, 0, 0];

pub struct Desk {
    shelf: Mutex<u32>,
    waiting: Mutex<VecDeque<oneshot::Sender<()>>>,
}

impl Desk {
    pub fn new(copies: u32) -> Self {
        let shelf = Mutex::new(copies);
        let waiting = Mutex::default();
        Self { shelf, waiting }
    }

    /// Emprunte un exemplaire, dès qu’il y en a un.
    pub async fn borrow(&self, card: impl AsyncFn()) {
        // 1 : regarder le rayon, et s’y servir
        if self.take() {
            return;
        }
        card().await;
        let (sender, receiver) = oneshot::channel();
        self.waiting.lock().unwrap().push_back(sender); // 2 : s’inscrire
        receiver.await.unwrap();
    }

    /// Rend un exemplaire : au premier de la liste, sinon au rayon.
    pub fn give_back(&self) {
        let first = self.waiting.lock().unwrap().pop_front(); // 3 : la liste
        match first {
            Some(reader) => reader.send(()).unwrap(),
            None => *self.shelf.lock().unwrap() += 1, // 4 : ranger
        }
    }

    fn take(&self) -> bool {
        let mut shelf = self.shelf.lock().unwrap();
        let found = *shelf > 0;
        *shelf -= u32::from(found);
        found
    }
}
