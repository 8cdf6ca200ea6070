// Deux threads pour une étape : rien n’est perdu, sauf l’ordre.

use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

type Lines = Arc<Mutex<Receiver<u32>>>;

// ANCHOR: convert
fn next(lines: &Lines) -> Option<u32> {
    lines.lock().unwrap().recv().ok()
}

fn convert(
    lines: Lines,
    readings: SyncSender<u32>,
) -> Result<(), SendError<u32>> {
    while let Some(line) = next(&lines) {
        readings.send(line * 10)?;
    }
    Ok(())
}
// ANCHOR_END: convert

// ANCHOR: main
fn main() {
    let (to_convert, lines) = sync_channel(2);
    for line in [1, 2] {
        to_convert.send(line).unwrap();
    }
    drop(to_convert);
    let (to_write, readings) = sync_channel(1);
    let lines = Arc::new(Mutex::new(lines));
    let ends = [(lines.clone(), to_write.clone()), (lines, to_write)];
    let written: Vec<u32> = thread::scope(|s| {
        for (lines, to_write) in ends {
            s.spawn(move || convert(lines, to_write));
        }
        readings.into_iter().collect()
    });
    println!("écrits : {written:?}");
}
// ANCHOR_END: main
