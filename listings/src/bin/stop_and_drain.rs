// S’arrêter sans rien perdre : le producteur d’abord, puis vider la file.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc;
use std::thread;

static STOP: AtomicBool = AtomicBool::new(false);

fn main() {
    let (sender, receiver) = mpsc::sync_channel(1);
    thread::scope(|s| {
        let producer = s.spawn(move || {
            let mut parcels = 1..=3;
            while !STOP.load(SeqCst) {
                let Some(parcel) = parcels.next() else { break };
                sender.send(parcel).unwrap();
            }
            parcels.count() // Ceux qu’il garde.
        });
        let _handled = receiver.recv().unwrap(); // Puis il faut s’arrêter.
        STOP.store(true, SeqCst);
        let mut left = 0;
        for _parcel in &receiver {
            left += 1; // Gardé pour demain, jusqu’à la fermeture.
        }
        let kept = producer.join().unwrap();
        println!("1 colis traité, {left} dans la file, {kept} pas envoyés");
        assert_eq!(1 + left + kept, 3);
    });
}
