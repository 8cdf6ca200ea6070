// La porte regarde le drapeau, puis range la commande : l’arrêt passe entre.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

static CLOSED: AtomicBool = AtomicBool::new(false);
static ORDERS: Mutex<Vec<u32>> = Mutex::new(Vec::new());

fn accept(order: u32) -> bool {
    if CLOSED.load(SeqCst) {
        return false;
    }
    ORDERS.lock().unwrap().push(order);
    true
}

fn stop() -> usize {
    CLOSED.store(true, SeqCst);
    ORDERS.lock().unwrap().drain(..).count() // Les dernières, faites.
}

fn main() {
    let (accepted, done) = thread::scope(|s| {
        let client = s.spawn(|| [accept(1), accept(2)]);
        let done = stop();
        (client.join().unwrap(), done)
    });
    let accepted = accepted.into_iter().filter(|yes| *yes).count();
    println!("acceptées : {accepted}, faites : {done}");
}
