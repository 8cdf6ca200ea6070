// Deux producteurs, deux consommateurs, cinq places, et rien de perdu.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver};
use std::thread;

type Photo = (&'static str, u32);

fn next(receiver: &Mutex<Receiver<Photo>>) -> Option<Photo> {
    receiver.lock().unwrap().recv().ok()
}

fn write_all(receiver: &Mutex<Receiver<Photo>>) -> Vec<Photo> {
    let mut written = Vec::new();
    while let Some((camera, number)) = next(receiver) {
        println!("écrite : {camera} {number}");
        written.push((camera, number));
    }
    written
}

fn main() {
    let (sender, receiver) = mpsc::sync_channel(5);
    let receiver = Mutex::new(receiver);
    let mut written = thread::scope(|s| {
        let disks = [(); 2].map(|()| s.spawn(|| write_all(&receiver)));
        for (camera, count) in [("alice", 3), ("bob", 4)] {
            let sender = sender.clone();
            s.spawn(move || {
                for number in 1..=count {
                    sender.send((camera, number)).unwrap();
                }
            });
        }
        drop(sender); // Seuls les producteurs en ont encore un.
        disks.map(|disk| disk.join().unwrap()).concat()
    });
    written.sort();
    println!("{} photos, chacune écrite une fois", written.len());
    let alice = (1..=3).map(|number| ("alice", number));
    let bob = (1..=4).map(|number| ("bob", number));
    assert!(written.into_iter().eq(alice.chain(bob)));
}
