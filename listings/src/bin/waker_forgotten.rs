// Répondre `Pending` sans garder le réveilleur : personne ne repassera.

use std::pin::Pin;
use std::task::{Context, Poll};

struct Forgetful {
    visits: u32,
}

impl Future for Forgetful {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, _context: &mut Context) -> Poll<()> {
        self.visits += 1;
        println!("visite {}", self.visits);
        if self.visits == 2 {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    Forgetful { visits: 0 }.await;
    println!("terminé");
}
