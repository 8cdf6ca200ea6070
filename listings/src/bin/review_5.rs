// Deux ventes, deux essais chacune : aucune place n’est oubliée.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static SOLD: AtomicU32 = AtomicU32::new(0);

fn sell(seats: u32) -> bool {
    for _attempt in 0..2 {
        let seen = SOLD.load(SeqCst);
        let swap = SOLD.compare_exchange(seen, seen + seats, SeqCst, SeqCst);
        if swap.is_ok() {
            return true;
        }
    }
    false
}

fn main() {
    let [alice, bob] = thread::scope(|s| {
        let sales = [s.spawn(|| sell(2)), s.spawn(|| sell(3))];
        sales.map(|sale| sale.join().unwrap())
    });
    println!("{alice}, {bob}, places vendues : {}", SOLD.load(SeqCst));
}
