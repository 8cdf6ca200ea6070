// Un drapeau atomique demande l’arrêt ; le thread le lit à chaque tour.

use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;
use std::time::{Duration, Instant};

static STOP: AtomicBool = AtomicBool::new(false);

fn measure() -> u32 {
    let mut measures = 0;
    while !STOP.load(SeqCst) {
        measures += 1;
        thread::sleep(Duration::from_millis(30)); // Le capteur répond.
    }
    measures
}

fn main() {
    let sensor = thread::spawn(measure);
    thread::sleep(Duration::from_millis(100)); // L’utilisateur réfléchit.
    let asked = Instant::now();
    STOP.store(true, SeqCst);
    let measures = sensor.join().unwrap();
    let delay = asked.elapsed();
    println!("{measures} relevés, arrêt {delay:.0?} après la demande");
    assert!(measures > 0);
}
