// Attendre trois canaux à la fois : un métronome, un arrêt, une échéance.

use crossbeam::channel::{Receiver, after, bounded, never, tick};
use crossbeam::select;
use std::thread;
use std::time::Duration;

// ANCHOR: watch
fn watch(stop: &Receiver<()>, limit: Option<Duration>) -> &'static str {
    let every = tick(Duration::from_millis(200));
    let deadline = limit.map_or_else(never, after);
    loop {
        select! {
            recv(every) -> _ => println!("relevé"),
            recv(stop) -> _ => return "arrêt demandé",
            recv(deadline) -> _ => return "délai expiré",
        }
    }
}
// ANCHOR_END: watch

// ANCHOR: main
fn main() {
    let (stopper, stop) = bounded(0);
    thread::scope(|s| {
        let _boss = s.spawn(|| {
            thread::sleep(Duration::from_millis(500)); // Le chef réfléchit.
            drop(stopper);
        });
        println!("{}", watch(&stop, None));
    });
    let (_stopper, stop) = bounded(0);
    println!("{}", watch(&stop, Some(Duration::from_millis(300))));
}
// ANCHOR_END: main
