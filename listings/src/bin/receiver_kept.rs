// Une étape s’arrête, son récepteur reste : la précédente attend toujours.

use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};
use std::thread;

// ANCHOR: stages
fn read(lines: SyncSender<u32>) -> Result<(), SendError<u32>> {
    for line in [1, 0, 2, 3] {
        lines.send(line)?;
    }
    Ok(())
}

fn write(lines: &Receiver<u32>) -> Vec<u32> {
    let mut written = Vec::new();
    for line in lines {
        if line == 0 {
            break; // Une ligne illisible.
        }
        written.push(line);
    }
    written
}
// ANCHOR_END: stages

// ANCHOR: main
fn main() {
    let (to_write, lines) = sync_channel(1);
    let written = thread::scope(|s| {
        let _read = s.spawn(move || read(to_write));
        write(&lines)
    });
    println!("écrites : {written:?}");
}
// ANCHOR_END: main
