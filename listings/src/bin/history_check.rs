// Une histoire est-elle linéarisable ? Chercher un ordre qui l’explique.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Barrier, Mutex};
use std::thread;

// ANCHOR: history
#[derive(Clone, Copy, Debug, PartialEq)]
enum Call {
    Write(u32),
    Read(u32),
}
use Call::{Read, Write};

/// Un appel, l’instant où il commence, celui où il a fini.
#[derive(Clone)]
struct Entry(&'static str, Call, u32, u32);
// ANCHOR_END: history

// ANCHOR: check
/// Un ordre où chaque lecture trouve la dernière valeur écrite.
fn explained(value: u32, left: &[Entry]) -> Option<Vec<Call>> {
    // Qui commence après la fin d’un autre ne peut passer devant lui.
    let Some(first_end) = left.iter().map(|entry| entry.3).min() else {
        return Some(Vec::new());
    };
    (0..left.len()).find_map(|at| {
        let Entry(_, call, begin, _) = left[at];
        let value = match call {
            _ if begin > first_end => return None,
            Read(seen) if seen != value => return None,
            Read(_) => value,
            Write(new) => new,
        };
        let rest = [&left[..at], &left[at + 1..]].concat();
        let mut order = explained(value, &rest)?;
        order.insert(0, call);
        Some(order)
    })
}
// ANCHOR_END: check

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

// ANCHOR: record
fn record(readers: [(&'static str, usize); 2]) -> Vec<Entry> {
    let (copies, clock) = (Copies::default(), AtomicU32::new(0));
    let tick = || clock.fetch_add(1, SeqCst);
    let (half, rest) = (Barrier::new(2), Barrier::new(2));
    thread::scope(|s| {
        let writer = s.spawn(|| {
            let begin = tick();
            copies.write(7, || {
                half.wait();
                rest.wait();
            });
            Entry("Alice", Write(7), begin, tick())
        });
        half.wait(); // Alice est entre ses deux copies.
        let mut history = Vec::new();
        for (name, copy) in readers {
            let begin = tick();
            let seen = copies.read(copy);
            history.push(Entry(name, Read(seen), begin, tick()));
        }
        rest.wait();
        history.insert(0, writer.join().unwrap());
        history
    })
}
// ANCHOR_END: record

// ANCHOR: main
fn main() {
    for readers in [[("Bob", 1), ("Carole", 0)], [("Carole", 0), ("Bob", 1)]] {
        let history = record(readers);
        for Entry(name, call, begin, end) in &history {
            let before = " ".repeat(4 * *begin as usize);
            let during = "=".repeat(4 * (end - begin) as usize);
            println!("{name:<7}|{before}{during}| {call:?}");
        }
        match explained(0, &history) {
            Some(order) => println!("un ordre l’explique : {order:?}"),
            None => println!("aucun ordre ne l’explique"),
        }
    }
}
// ANCHOR_END: main
