// Un dossier en cache d’autres : la file se ferme quand il n’en reste aucun.

use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

// ANCHOR: folders
struct Folder {
    size: u32,
    inside: Vec<Folder>,
}

struct Visit {
    folder: Folder,
    sender: Sender<Visit>, // Tant qu’une visite vit, la file est ouverte.
}
// ANCHOR_END: folders

// ANCHOR: walk
fn walk(queue: &Mutex<Receiver<Visit>>) -> u32 {
    let mut total = 0;
    loop {
        let next = queue.lock().unwrap().recv();
        let Ok(Visit { folder, sender }) = next else {
            return total;
        };
        total += folder.size;
        for folder in folder.inside {
            let visit = Visit {
                folder,
                sender: sender.clone(),
            };
            sender.send(visit).unwrap();
        }
    }
}
// ANCHOR_END: walk

// ANCHOR: main
fn main() {
    let folder = |size, inside| Folder { size, inside };
    let root = folder(1, vec![folder(20, vec![]), folder(300, vec![])]);
    let (sender, receiver) = mpsc::channel();
    let visit = Visit {
        folder: root,
        sender: sender.clone(),
    };
    sender.send(visit).unwrap();
    drop(sender); // Seules les visites en ont encore un.
    let queue = Mutex::new(receiver);
    let total = thread::scope(|s| {
        let other = s.spawn(|| walk(&queue));
        walk(&queue) + other.join().unwrap()
    });
    println!("taille : {total} Kio");
    assert_eq!(total, 321);
}
// ANCHOR_END: main
