// Le retour prévient tous ceux de la liste.

use std::collections::VecDeque;
use std::sync::Mutex;
use tokio::sync::oneshot;

pub const ORDER: [u32; 4] = [1, 3, 4, 2];

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

    pub async fn borrow(&self, card: impl AsyncFn()) {
        if self.take() {
            return;
        }
        let (sender, receiver) = oneshot::channel();
        self.waiting.lock().unwrap().push_back(sender);
        card().await;
        receiver.await.unwrap();
    }

    pub fn give_back(&self) {
        let all = std::mem::take(&mut *self.waiting.lock().unwrap());
        if all.is_empty() {
            *self.shelf.lock().unwrap() += 1;
        }
        for reader in all {
            reader.send(()).unwrap();
        }
    }

    fn take(&self) -> bool {
        let mut shelf = self.shelf.lock().unwrap();
        let found = *shelf > 0;
        *shelf -= u32::from(found);
        found
    }
}
