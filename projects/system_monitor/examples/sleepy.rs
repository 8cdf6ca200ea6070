// On demande l’arrêt, et le thread dort encore près d’une minute.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

// ANCHOR: sleepy
fn main() {
    let running = AtomicBool::new(true);
    let (readings, arrived) = mpsc::channel();
    thread::scope(|s| {
        s.spawn(|| {
            while running.load(Ordering::Relaxed) {
                readings.send(sysinfo::System::uptime().unwrap()).unwrap();
                thread::sleep(Duration::from_secs(60));
            }
        });
        let _uptime = arrived.recv().unwrap();
        // Un relevé est arrivé : on s’arrête là.
        running.store(false, Ordering::Relaxed);
    });
}
// ANCHOR_END: sleepy
