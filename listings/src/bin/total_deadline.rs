// Plusieurs réponses, une seule échéance pour toutes.

use std::sync::mpsc;
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
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(city) = answers.recv_timeout(left) else {
                break;
            };
            received.push(city);
        }
        println!("{received:?} après {:.0?}", start.elapsed());
        assert_eq!(received, ["Lyon", "Nantes"]);
    });
}
