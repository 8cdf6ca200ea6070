// Des lignes numérotées, et un tampon qui remet les relevés en ordre.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

// ANCHOR: convert
type Numbered = (usize, u32);
type Lines = Arc<Mutex<Receiver<Numbered>>>;

fn next(lines: &Lines) -> Option<Numbered> {
    lines.lock().unwrap().recv().ok()
}

fn convert(
    lines: Lines,
    readings: SyncSender<Numbered>,
) -> Result<(), SendError<Numbered>> {
    while let Some((rank, line)) = next(&lines) {
        readings.send((rank, line * 10))?;
    }
    Ok(())
}
// ANCHOR_END: convert

// ANCHOR: write
fn write(readings: Receiver<Numbered>) -> Vec<u32> {
    let mut written = Vec::new();
    let mut early = BTreeMap::new(); // Arrivés avant leur tour.
    for (rank, reading) in readings {
        early.insert(rank, reading);
        while let Some(reading) = early.remove(&written.len()) {
            written.push(reading);
        }
    }
    written
}
// ANCHOR_END: write

fn main() {
    let (to_convert, lines) = sync_channel(2);
    for numbered in [1, 2].into_iter().enumerate() {
        to_convert.send(numbered).unwrap();
    }
    drop(to_convert);
    let (to_write, readings) = sync_channel(1);
    let lines = Arc::new(Mutex::new(lines));
    let ends = [(lines.clone(), to_write.clone()), (lines, to_write)];
    let written = thread::scope(|s| {
        for (lines, to_write) in ends {
            s.spawn(move || convert(lines, to_write));
        }
        write(readings)
    });
    println!("écrits : {written:?}");
    assert_eq!(written, [10, 20]);
}
