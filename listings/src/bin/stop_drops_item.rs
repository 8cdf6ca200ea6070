// L’étape regarde le drapeau d’arrêt, et jette la ligne qu’elle a en main.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

// ANCHOR: stages
static STOP: AtomicBool = AtomicBool::new(false);

fn read(lines: SyncSender<u32>) -> u32 {
    let mut accepted = 0;
    for line in [1, 2] {
        if STOP.load(SeqCst) || lines.send(line).is_err() {
            break;
        }
        accepted += 1;
    }
    accepted
}

fn write(lines: Receiver<u32>) -> u32 {
    let mut written = 0;
    for _line in lines {
        if STOP.load(SeqCst) {
            break;
        }
        written += 1;
    }
    written
}
// ANCHOR_END: stages

// ANCHOR: main
fn main() {
    let (to_write, lines) = sync_channel(1);
    let (accepted, written) = thread::scope(|s| {
        let read = s.spawn(move || read(to_write));
        let write = s.spawn(move || write(lines));
        STOP.store(true, SeqCst);
        (read.join().unwrap(), write.join().unwrap())
    });
    println!("acceptées : {accepted}, écrites : {written}");
}
// ANCHOR_END: main
