// Un petit pipeline : trois étapes, deux canaux d’une place.

use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};
use std::thread;

// ANCHOR: stages
type Sent = Result<(), SendError<u32>>;

fn read(lines: SyncSender<u32>) -> Sent {
    for line in [1, 2] {
        lines.send(line)?; // Plus personne ne lit : l’étape finit.
    }
    Ok(())
}

fn convert(lines: Receiver<u32>, readings: SyncSender<u32>) -> Sent {
    for line in lines {
        readings.send(line * 10)?;
    }
    Ok(())
}
// ANCHOR_END: stages

// ANCHOR: main
fn main() {
    let (to_convert, lines) = sync_channel(1);
    let (to_write, readings) = sync_channel(1);
    let written: Vec<u32> = thread::scope(|s| {
        let _read = s.spawn(move || read(to_convert));
        let _convert = s.spawn(move || convert(lines, to_write));
        readings.into_iter().collect()
    });
    println!("écrits : {written:?}");
    assert_eq!(written, [10, 20]);
}
// ANCHOR_END: main
