// Fermer, c’est emporter la file : qui arrive ensuite ne la trouve plus.

use std::sync::Mutex;
use std::thread;

// ANCHOR: door
static ORDERS: Mutex<Option<Vec<u32>>> = Mutex::new(Some(Vec::new()));

fn accept(order: u32) -> bool {
    let mut orders = ORDERS.lock().unwrap();
    let Some(orders) = orders.as_mut() else {
        return false;
    };
    orders.push(order);
    true
}

fn stop() -> usize {
    let orders = ORDERS.lock().unwrap().take();
    orders.unwrap_or_default().len() // Les dernières, faites.
}
// ANCHOR_END: door

fn main() {
    let (accepted, done) = thread::scope(|s| {
        let client = s.spawn(|| [accept(1), accept(2)]);
        let done = stop();
        (client.join().unwrap(), done)
    });
    let accepted = accepted.into_iter().filter(|yes| *yes).count();
    println!("acceptées : {accepted}, faites : {done}");
    assert_eq!(accepted, done);
}
