// Une histoire est-elle linéarisable ? Chercher un ordre qui l’explique.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Barrier, Mutex};
use std::thread;

// ANCHOR: copies
/// Deux copies d’une valeur, pour que deux lecteurs ne se gênent pas.
#[derive(Default)]
struct Copies([Mutex<u32>; 2]);

impl Copies {
    fn write(&self, value: u32, between: impl FnOnce()) {
        *self.0[0].lock().unwrap() = value;
        between();
        *self.0[1].lock().unwrap() = value;
    }

    fn read(&self, copy: usize) -> u32 {
        *self.0[copy].lock().unwrap()
    }
}
// ANCHOR_END: copies

// ANCHOR: history
#[derive(Clone, Copy, Debug)]
enum Call {
    Write(u32),
    Read(u32),
}

#[derive(Clone)]
struct Entry {
    name: &'static str,
    call: Call,
    begin: usize,
    end: usize,
}
// ANCHOR_END: history

// ANCHOR: check
/// Un ordre où chaque lecture trouve la dernière valeur écrite.
fn explained(value: u32, left: &[Entry]) -> Option<Vec<Call>> {
    let Some(first_end) = left.iter().map(|entry| entry.end).min() else {
        return Some(Vec::new());
    };
    (0..left.len()).find_map(|at| {
        let Entry { call, begin, .. } = left[at];
        let value = match call {
            // Un autre avait fini avant qu’il commence : il attend son tour.
            _ if begin > first_end => return None,
            Call::Read(seen) if seen != value => return None,
            Call::Read(_) => value,
            Call::Write(new) => new,
        };
        let mut rest = left.to_vec();
        rest.remove(at);
        let mut order = explained(value, &rest)?;
        order.insert(0, call);
        Some(order)
    })
}
// ANCHOR_END: check

// ANCHOR: record
static CLOCK: AtomicUsize = AtomicUsize::new(0);

fn timed(name: &'static str, act: impl FnOnce() -> Call) -> Entry {
    let begin = CLOCK.fetch_add(1, SeqCst);
    let call = act();
    let end = CLOCK.fetch_add(1, SeqCst);
    Entry {
        name,
        call,
        begin,
        end,
    }
}

fn record(readers: [(&'static str, usize); 2]) -> Vec<Entry> {
    let copies = Copies::default();
    let (half, rest) = (Barrier::new(2), Barrier::new(2));
    let write = || {
        copies.write(7, || {
            half.wait();
            rest.wait();
        });
        Call::Write(7)
    };
    CLOCK.store(0, SeqCst);
    thread::scope(|s| {
        let writer = s.spawn(|| timed("alice", write));
        half.wait(); // Alice est entre ses deux copies.
        let [first, second] = readers
            .map(|(name, copy)| timed(name, || Call::Read(copies.read(copy))));
        rest.wait();
        vec![writer.join().unwrap(), first, second]
    })
}
// ANCHOR_END: record

// ANCHOR: main
fn main() {
    let (bob, carole) = (("bob", 0), ("carole", 1));
    for readers in [[carole, bob], [bob, carole]] {
        let history = record(readers);
        for entry in &history {
            let before = " ".repeat(4 * entry.begin);
            let during = "=".repeat(4 * (entry.end - entry.begin));
            let (name, call) = (entry.name, entry.call);
            println!("{name:<7}{before}|{during}| {call:?}");
        }
        match explained(0, &history) {
            Some(order) => println!("un ordre : {order:?}"),
            None => println!("aucun ordre"),
        }
    }
}
// ANCHOR_END: main
