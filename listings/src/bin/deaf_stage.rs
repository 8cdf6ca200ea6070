// Une étape sourde à l’erreur de `send` travaille pour personne.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

// ANCHOR: deaf
fn deaf(lines: Receiver<u32>, readings: SyncSender<u32>) -> u32 {
    let mut converted = 0;
    for line in lines {
        converted += 1;
        let _ = readings.send(line * 10);
    }
    converted
}
// ANCHOR_END: deaf

// ANCHOR: listens
fn listens(lines: Receiver<u32>, readings: SyncSender<u32>) -> u32 {
    let mut converted = 0;
    for line in lines {
        converted += 1;
        if readings.send(line * 10).is_err() {
            break;
        }
    }
    converted
}
// ANCHOR_END: listens

// ANCHOR: main
fn run(stage: fn(Receiver<u32>, SyncSender<u32>) -> u32) -> u32 {
    let (to_convert, lines) = sync_channel(1);
    let (to_write, readings) = sync_channel(1);
    thread::scope(|s| {
        s.spawn(move || (1..=1000).try_for_each(|n| to_convert.send(n)));
        let convert = s.spawn(move || stage(lines, to_write));
        // Trois relevés écrits, et le disque est plein.
        let written = readings.into_iter().take(3).count();
        assert_eq!(written, 3);
        convert.join().unwrap()
    })
}

fn main() {
    println!("sourde : {} conversions pour 3 relevés", run(deaf));
    let converted = run(listens);
    assert!(matches!(converted, 4 | 5));
    println!("attentive : 4 ou 5 conversions");
}
// ANCHOR_END: main
