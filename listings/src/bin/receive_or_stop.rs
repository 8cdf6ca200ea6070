// La cuisine n’attend jamais longtemps : elle revient voir si c’est fini.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{self, RecvTimeoutError::Disconnected};
use std::thread;
use std::time::Duration;

static STOP: AtomicBool = AtomicBool::new(false);

fn main() {
    let (sender, orders) = mpsc::channel();
    thread::scope(|s| {
        let _kitchen = s.spawn(move || {
            while !STOP.load(SeqCst) {
                let order = orders.recv_timeout(Duration::from_millis(100));
                if order == Err(Disconnected) {
                    break;
                }
            }
        });
        sender.send("soupe").unwrap();
        STOP.store(true, SeqCst);
    });
    println!("service fini");
}
