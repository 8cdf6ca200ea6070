// Trois téléchargements l’un après l’autre : les attentes s’ajoutent.

use std::thread;
use std::time::{Duration, Instant};

const WAIT: Duration = Duration::from_millis(200);

fn download(file: &str) {
    println!("{file} : début");
    thread::sleep(WAIT); // Tient lieu du réseau.
    println!("{file} : fin");
}

fn main() {
    let start = Instant::now();
    for file in ["film.mp4", "photo.jpg", "notes.pdf"] {
        download(file);
    }
    let elapsed = start.elapsed();
    println!("total : {elapsed:.0?}");
    assert!(elapsed >= 3 * WAIT);
}
