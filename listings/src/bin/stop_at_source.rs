// Seule la première étape regarde le drapeau : les autres vont au bout.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

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

// ANCHOR: write
fn write(lines: Receiver<u32>) -> u32 {
    let mut written = 0;
    for _line in lines {
        written += 1;
    }
    written
}
// ANCHOR_END: write

fn main() {
    let (to_write, lines) = sync_channel(1);
    let (accepted, written) = thread::scope(|s| {
        let read = s.spawn(move || read(to_write));
        let write = s.spawn(move || write(lines));
        STOP.store(true, SeqCst);
        (read.join().unwrap(), write.join().unwrap())
    });
    println!("acceptées : {accepted}, écrites : {written}");
    assert_eq!(accepted, written);
}
