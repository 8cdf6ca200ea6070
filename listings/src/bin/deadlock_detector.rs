// Deux cercles d’attente, et le détecteur de `parking_lot`.

use std::sync::Barrier;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::{env, thread};

use parking_lot::{Mutex, deadlock};

static STOCK: Mutex<u32> = Mutex::new(10);
static TILL: Mutex<u32> = Mutex::new(0);
static BOOK: Mutex<u32> = Mutex::new(0);

// ANCHOR: locks
fn sell(both: &Barrier) {
    let mut stock = STOCK.lock();
    both.wait();
    let mut till = TILL.lock();
    (*stock, *till) = (*stock - 1, *till + 5);
}

fn refund(both: &Barrier) {
    let mut till = TILL.lock();
    both.wait();
    let mut stock = STOCK.lock();
    (*stock, *till) = (*stock + 1, *till - 5);
}
// ANCHOR_END: locks

// ANCHOR: channel
fn write(orders: Receiver<u32>, both: &Barrier) {
    let mut book = BOOK.lock();
    both.wait();
    *book += orders.recv().unwrap();
}

fn order(orders: Sender<u32>, both: &Barrier) {
    both.wait();
    let book = BOOK.lock();
    orders.send(*book).unwrap();
}
// ANCHOR_END: channel

// ANCHOR: main
fn main() {
    static LOCKS: Barrier = Barrier::new(2);
    static CHANNEL: Barrier = Barrier::new(2);
    let (send, receive) = channel();
    let threads = [
        ("writer", thread::spawn(|| write(receive, &CHANNEL))),
        ("client", thread::spawn(|| order(send, &CHANNEL))),
        ("seller", thread::spawn(|| sell(&LOCKS))),
        ("cashier", thread::spawn(|| refund(&LOCKS))),
    ];
    let circle = loop {
        if let Some(circle) = deadlock::check_deadlock().pop() {
            break circle;
        }
        thread::yield_now();
    };
    for (name, thread) in threads {
        let id = thread.thread().id();
        match circle.iter().find(|stuck| stuck.thread_id() == id) {
            None => println!("{name} : rien à signaler"),
            Some(_) if env::var_os("STACKS").is_none() => {
                println!("{name} : dans un cercle");
            }
            Some(stuck) => println!("{name}\n{:?}", stuck.backtrace()),
        }
    }
}
// ANCHOR_END: main
