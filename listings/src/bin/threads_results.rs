// Ce que rend la fonction d’un thread sort par `join`.

use std::thread;
use std::time::Duration;

fn download(file: &str, ms: u64) -> u64 {
    thread::sleep(Duration::from_millis(ms)); // Le serveur envoie.
    println!("{file} : reçu");
    ms * 10
}

fn main() {
    let files = [("film.mp4", 200), ("clip.mp4", 100), ("song.mp3", 150)];
    let sizes = thread::scope(|s| {
        let workers =
            files.map(|(file, ms)| s.spawn(move || download(file, ms)));
        workers.map(|worker| worker.join().unwrap())
    });
    println!("tailles en Ko : {sizes:?}");
    assert_eq!(sizes, [2000, 1000, 1500]);
}
