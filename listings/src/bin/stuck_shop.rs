// Une boutique figée : trois threads, deux verrous, et plus rien n’avance.

use std::sync::{Barrier, Mutex};
use std::thread::Builder;

static STOCK: Mutex<u32> = Mutex::new(10);
static TILL: Mutex<u32> = Mutex::new(0);
static READY: Barrier = Barrier::new(3);

fn sell() {
    let mut stock = STOCK.lock().unwrap();
    READY.wait();
    let mut till = TILL.lock().unwrap();
    (*stock, *till) = (*stock - 1, *till + 5);
}

fn refund() {
    let mut till = TILL.lock().unwrap();
    READY.wait();
    let mut stock = STOCK.lock().unwrap();
    (*stock, *till) = (*stock + 1, *till - 5);
}

fn count() {
    READY.wait();
    println!("stock : {}", STOCK.lock().unwrap());
}

fn main() {
    let works = [
        ("seller", sell as fn()),
        ("cashier", refund),
        ("auditor", count),
    ];
    let threads = works.map(|(name, work)| {
        Builder::new().name(name.into()).spawn(work).unwrap()
    });
    for thread in threads {
        thread.join().unwrap();
    }
}
