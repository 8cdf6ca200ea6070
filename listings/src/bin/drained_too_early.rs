// Vider la file, puis la détruire : ce qui arrive entre les deux est perdu.

use std::sync::mpsc;
use std::thread;

fn main() {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|s| {
        let producer = s.spawn(move || {
            let refused = |parcel: &u32| sender.send(*parcel).is_err();
            (1..=3).filter(refused).count()
        });
        let _handled = receiver.recv().unwrap(); // Puis il faut s’arrêter.
        let mut left = 0;
        for _parcel in receiver.try_iter() {
            left += 1; // Gardé pour demain.
        }
        drop(receiver);
        let refused = producer.join().unwrap();
        println!("colis perdus : {}", 3 - (1 + left + refused));
    });
}
