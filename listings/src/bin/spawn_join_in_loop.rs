// `join` dans la boucle qui lance : chacun attend la fin du précédent.

use std::thread;
use std::time::{Duration, Instant};

const STEP: Duration = Duration::from_millis(100);

fn deliver(parcel: &str) {
    println!("{parcel} : parti");
    thread::sleep(STEP); // Le transporteur répond.
    println!("{parcel} : livré");
}

fn main() {
    let start = Instant::now();
    for parcel in ["livre", "lampe", "chaise"] {
        let courier = thread::spawn(move || deliver(parcel));
        courier.join().unwrap(); // Le suivant n’est pas encore lancé.
    }
    let elapsed = start.elapsed();
    println!("total : {elapsed:.0?}");
    assert!(elapsed >= 3 * STEP);
}
