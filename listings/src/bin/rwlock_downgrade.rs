// Passer d’écrivain à lecteur sans que personne n’écrive entre-temps.

use std::sync::{RwLock, RwLockWriteGuard};
use std::thread;

fn main() {
    let prices = RwLock::new(vec![10, 12]);
    thread::scope(|s| {
        let mut writing = prices.write().unwrap();
        writing.push(15);
        let reading = RwLockWriteGuard::downgrade(writing);

        let alice = s.spawn(|| prices.read().unwrap().len());
        println!("Alice lit {} prix.", alice.join().unwrap());

        let bob = s.spawn(|| prices.try_write().is_err());
        let refused = bob.join().unwrap();
        println!("Écriture de Bob refusée : {refused}.");

        assert!(refused);
        assert_eq!(*reading, [10, 12, 15]);
    });
}
