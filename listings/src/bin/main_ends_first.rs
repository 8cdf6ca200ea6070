// La fin de `main` emporte le thread qui travaille encore.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn main() {
    let (has_begun, wait_for_begin) = mpsc::channel();
    thread::spawn(move || {
        println!("Sauvegarde commencée.");
        has_begun.send(()).unwrap();
        thread::sleep(Duration::from_secs(60)); // Un disque très lent.
        println!("Sauvegarde terminée.");
    });

    wait_for_begin.recv().unwrap(); // Le thread a commencé.
    println!("Fin de main.");
}
