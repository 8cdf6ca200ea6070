// Un écrivain qui attend peut fermer la porte aux nouveaux lecteurs.

use std::sync::RwLock;
use std::thread;

fn main() {
    let prices = RwLock::new(vec![10, 12]);
    thread::scope(|s| {
        let reading = prices.read().unwrap();
        s.spawn(|| prices.write().unwrap().push(15));

        // Sous Linux, la boucle finit dès que l’écrivain attend.
        while prices.try_read().is_ok() {
            thread::yield_now();
        }
        println!("Un écrivain attend : seconde lecture refusée.");
        println!("Première lecture, toujours en cours : {reading:?}");
    });
}
