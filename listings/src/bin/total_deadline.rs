// Plusieurs réponses, une seule échéance pour toutes.

use std::sync::mpsc::{self, RecvTimeoutError::Timeout};
use std::thread;
use std::time::{Duration, Instant};

fn main() {
    let (sender, answers) = mpsc::channel();
    let start = Instant::now();
    let deadline = start + Duration::from_millis(300);
    let servers = [("Lyon", 100), ("Nantes", 200), ("Lille", 600)];
    thread::scope(|s| {
        for (city, delay) in servers {
            let sender = sender.clone();
            s.spawn(move || {
                thread::sleep(Duration::from_millis(delay)); // Le réseau.
                sender.send(city).unwrap();
            });
        }
        drop(sender);
        let mut received = Vec::new();
        let end = loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break Timeout;
            }
            match answers.recv_timeout(left) {
                Ok(city) => received.push(city),
                Err(end) => break end,
            }
        };
        println!("{received:?}, {end:?} après {:.0?}", start.elapsed());
        assert_eq!(received, ["Lyon", "Nantes"]);
    });
}
