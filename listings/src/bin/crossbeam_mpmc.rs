// Deux récepteurs du même canal : chaque photo va à l’un des deux.

use crossbeam::channel::{self, Receiver, Sender};
use std::thread;

type Photo = (&'static str, u32);

fn take(camera: &'static str, count: u32, photos: Sender<Photo>) {
    for number in 1..=count {
        photos.send((camera, number)).unwrap();
    }
}

fn write_all(photos: Receiver<Photo>) -> Vec<Photo> {
    photos.into_iter().collect()
}

fn main() {
    let (sender, receiver) = channel::bounded(5);
    let mut written = thread::scope(|s| {
        for (camera, count) in [("alice", 3), ("bob", 4)] {
            let sender = sender.clone();
            s.spawn(move || take(camera, count, sender));
        }
        drop(sender);
        let disks = [receiver.clone(), receiver];
        let disks = disks.map(|photos| s.spawn(|| write_all(photos)));
        disks.map(|disk| disk.join().unwrap()).concat()
    });
    written.sort();
    println!("{} photos, chacune écrite une fois", written.len());
    let alice = (1..=3).map(|number| ("alice", number));
    let bob = (1..=4).map(|number| ("bob", number));
    assert!(written.into_iter().eq(alice.chain(bob)));
}
