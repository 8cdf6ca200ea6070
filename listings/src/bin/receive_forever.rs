// Une cuisine regarde si le service est fini, puis attend une commande.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc;
use std::thread;

static STOP: AtomicBool = AtomicBool::new(false);

fn main() {
    let (sender, orders) = mpsc::channel();
    thread::scope(|s| {
        let _kitchen = s.spawn(move || {
            while !STOP.load(SeqCst) {
                let _order = orders.recv();
            }
        });
        sender.send("soupe").unwrap();
        STOP.store(true, SeqCst);
    });
    println!("service fini");
}
