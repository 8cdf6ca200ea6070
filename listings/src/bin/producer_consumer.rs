// Producteurs, file bornée, consommateurs : tout est traité une fois.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread;

// ANCHOR: produce
fn produce<T>(source: impl Iterator<Item = T>, queue: SyncSender<T>) {
    for item in source {
        let Ok(()) = queue.send(item) else { return }; // Plus de consommateur.
    }
}
// ANCHOR_END: produce

// ANCHOR: consume
fn consume<T, R>(
    queue: Arc<Mutex<Receiver<T>>>,
    work: impl Fn(T) -> R,
) -> Vec<R> {
    let mut done = Vec::new();
    loop {
        let next = queue.lock().unwrap().recv();
        let Ok(item) = next else { return done }; // Vide et fermée.
        done.push(work(item));
    }
}
// ANCHOR_END: consume

// ANCHOR: run
fn handle_all<T: Send, R: Send>(
    sources: Vec<impl Iterator<Item = T> + Send>,
    room: usize,
    consumers: usize,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let (sender, receiver) = mpsc::sync_channel(room);
    let receiver = Arc::new(Mutex::new(receiver));
    let work = &work;
    thread::scope(|s| {
        for source in sources {
            let queue = sender.clone();
            let _producer = s.spawn(move || produce(source, queue));
        }
        drop(sender); // Les producteurs seuls tiennent la file ouverte.
        let start = |_| {
            let queue = Arc::clone(&receiver);
            s.spawn(move || consume(queue, work))
        };
        let threads: Vec<_> = (0..consumers).map(start).collect();
        drop(receiver); // Les consommateurs seuls la gardent en vie.
        let results = threads.into_iter().map(|t| t.join().unwrap());
        results.flatten().collect()
    })
}
// ANCHOR_END: run

// ANCHOR: main
fn main() {
    let mut done = handle_all(vec![1..=2], 1, 2, |item| item * 10);
    done.sort();
    println!("traités : {done:?}");
    assert_eq!(done, [10, 20]);

    let fails = |item: u32| assert!(item > 9, "élément {item} illisible");
    let dies = || handle_all(vec![1..=3], 1, 1, fails);
    let died = catch_unwind(AssertUnwindSafe(dies)).is_err();
    println!("le seul consommateur meurt, `handle_all` revient : {died}");
    assert!(died);
}
// ANCHOR_END: main
