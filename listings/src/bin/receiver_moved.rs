// Une étape s’arrête, son récepteur avec elle : la précédente l’apprend.

use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};
use std::thread;

fn read(lines: SyncSender<u32>) -> Result<(), SendError<u32>> {
    for line in [1, 0, 2, 3] {
        lines.send(line)?;
    }
    Ok(())
}

// ANCHOR: write
fn write(lines: Receiver<u32>) -> Vec<u32> {
    let mut written = Vec::new();
    for line in lines {
        if line == 0 {
            break; // Une ligne illisible.
        }
        written.push(line);
    }
    written
}
// ANCHOR_END: write

// ANCHOR: main
fn main() {
    let (to_write, lines) = sync_channel(1);
    let (written, read) = thread::scope(|s| {
        let read = s.spawn(move || read(to_write));
        (write(lines), read.join().unwrap())
    });
    println!("écrites : {written:?}");
    assert_eq!(written, [1]);
    assert!(read.is_err()); // La lecture sait qu’elle a été arrêtée.
}
// ANCHOR_END: main
