// Trois téléchargements, un thread chacun : les attentes se superposent.

use std::thread;
use std::time::{Duration, Instant};

const WAIT: Duration = Duration::from_millis(200);

fn download(file: &str) {
    println!("{file} : début");
    thread::sleep(WAIT); // Tient lieu du réseau.
    println!("{file} : fin");
}

// ANCHOR: main
fn main() {
    let start = Instant::now();
    thread::scope(|s| {
        for file in ["film.mp4", "photo.jpg", "notes.pdf"] {
            s.spawn(move || download(file));
        }
    }); // Ici, les trois threads ont fini.
    let elapsed = start.elapsed();
    println!("total : {elapsed:.0?}");
    assert!(elapsed >= WAIT);
}
// ANCHOR_END: main
