// Un sémaphore tient ensemble le compte et la liste.

use tokio::sync::Semaphore;

pub const ORDER: [u32; 4] = [1, 3, 4, 2];

pub struct Desk(Semaphore);

impl Desk {
    pub fn new(copies: u32) -> Self {
        Self(Semaphore::new(copies as usize))
    }

    pub async fn borrow(&self, card: impl AsyncFn()) {
        match self.0.try_acquire() {
            Ok(copy) => copy.forget(),
            Err(_) => {
                card().await;
                self.0.acquire().await.unwrap().forget();
            }
        }
    }

    pub fn give_back(&self) {
        self.0.add_permits(1);
    }
}
