// Trois étapes, quatre relevés : la plus lente donne le rythme.

use std::sync::mpsc::sync_channel;
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

fn main() {
    let start = Instant::now();
    let (to_convert, lines) = sync_channel(1);
    let (to_write, readings) = sync_channel(1);
    thread::scope(|s| {
        let _read = s.spawn(move || {
            for line in 1..=4 {
                sleep(Duration::from_millis(100)); // Le capteur répond.
                to_convert.send(line).unwrap();
            }
        });
        let _convert = s.spawn(move || {
            for line in lines {
                sleep(Duration::from_millis(300)); // Un service convertit.
                to_write.send(line).unwrap();
            }
        });
        for reading in readings {
            sleep(Duration::from_millis(100)); // Le disque écrit.
            println!("relevé {reading} écrit à {:.1?}", start.elapsed());
        }
    });
}
