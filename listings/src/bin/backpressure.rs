// Deux places en attente : un producteur trop rapide doit attendre.

use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let (sender, receiver) = mpsc::sync_channel(2);
    let start = Instant::now();
    thread::scope(|s| {
        let _disk = s.spawn(move || {
            for _photo in receiver {
                thread::sleep(Duration::from_millis(200)); // L’écriture.
            }
        });
        for photo in 1..=5 {
            sender.send(photo).unwrap();
            println!("photo {photo} déposée après {:.1?}", start.elapsed());
        }
        drop(sender);
    });
    println!("tout est écrit après {:.1?}", start.elapsed());
}
