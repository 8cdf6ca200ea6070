// On demande l’arrêt, et le thread qui attendait une minute finit aussitôt.

use std::convert::Infallible;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

// ANCHOR: stoppable
fn main() {
    let (stop, stopped) = mpsc::channel::<Infallible>();
    let (readings, arrived) = mpsc::channel();
    let minute = Duration::from_secs(60);
    thread::scope(|s| {
        s.spawn(move || {
            loop {
                readings.send(sysinfo::System::uptime().unwrap()).unwrap();
                match stopped.recv_timeout(minute) {
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                    Ok(never) => match never {},
                }
            }
        });
        let _uptime = arrived.recv().unwrap();
        // Un relevé est arrivé : on s’arrête là.
        drop(stop);
    });
}
// ANCHOR_END: stoppable
