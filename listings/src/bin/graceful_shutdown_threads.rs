// Ctrl-C, avec des threads : fermer, vider la file, couper, dire le reste.

use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{io, process, thread};

use signal_hook::consts::SIGINT;
use signal_hook::iterator::Signals;
use signal_hook::low_level::raise;

const PATIENCE: Duration = Duration::from_millis(500);

type Name = &'static str;

struct Order {
    name: Name,
    lasts: Duration,
}

fn order(name: Name, ms: u64) -> Order {
    let lasts = Duration::from_millis(ms);
    Order { name, lasts }
}

// ANCHOR: door
enum Event {
    Order(Order),
    Stop,
}

fn accept(events: Receiver<Event>, queue: SyncSender<Order>) -> Vec<Name> {
    let mut accepted = Vec::new();
    for event in events {
        let Event::Order(order) = event else { break };
        let name = order.name;
        match queue.try_send(order) {
            Ok(()) => accepted.push(name),
            Err(_full) => println!("{name} : refusée, la file est pleine"),
        }
    }
    accepted // La porte et l’entrée de la file disparaissent ici.
}
// ANCHOR_END: door

// ANCHOR: listen
fn listen(mut signals: Signals, door: Sender<Event>) {
    let mut signals = signals.forever();
    signals.next();
    let _ = door.send(Event::Stop); // La porte est peut-être déjà fermée.
    signals.next();
    process::exit(130); // Deux fois : l’utilisateur n’attend plus.
}
// ANCHOR_END: listen

// ANCHOR: worker
fn develop(queue: &Mutex<Receiver<Order>>, done: Sender<Name>) {
    loop {
        let next = queue.lock().unwrap().recv();
        let Ok(order) = next else { return };
        thread::sleep(order.lasts); // Le papier sèche.
        let _ = done.send(order.name);
    }
}
// ANCHOR_END: worker

// ANCHOR: main
fn main() -> io::Result<()> {
    let (door, events) = mpsc::channel();
    let (entry, queue) = mpsc::sync_channel(8);
    let (done, finished) = mpsc::channel();
    let queue = Arc::new(Mutex::new(queue));

    let signals = Signals::new([SIGINT])?;
    let stop = door.clone();
    let _listener = thread::spawn(|| listen(signals, stop));
    let accepting = thread::spawn(|| accept(events, entry));
    let taken_from = Arc::clone(&queue);
    let _worker = thread::spawn(move || develop(&taken_from, done));

    for (name, ms) in [("Alice", 20), ("Bob", 20), ("Chloé", 60_000)] {
        let _ = door.send(Event::Order(order(name, ms)));
    }
    let _ = door.send(Event::Order(order("David", 20)));
    raise(SIGINT)?; // Vous, au clavier.

    let mut left = accepting.join().unwrap();
    println!("arrêt demandé, {} commandes acceptées", left.len());
    if door.send(Event::Order(order("Emma", 20))).is_err() {
        println!("Emma : refusée, la porte est fermée");
    }

    let deadline = Instant::now() + PATIENCE;
    let time_left = || deadline.saturating_duration_since(Instant::now());
    while let Ok(name) = finished.recv_timeout(time_left()) {
        println!("{name} : faite");
        left.retain(|other| *other != name);
    }

    for order in queue.lock().unwrap().try_iter() {
        println!("{} : pas commencée", order.name);
        left.retain(|other| *other != order.name);
    }
    for name in left {
        println!("{name} : commencée, sort inconnu");
    }
    Ok(()) // La fin de `main` emporte le thread qui travaille.
}
// ANCHOR_END: main
