// Un verrou à tickets : chacun passe à son numéro, et nul ne dépasse.

use std::hint::spin_loop;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::thread;

// ANCHOR: lock
struct TicketLock {
    next: AtomicUsize,
    serving: AtomicUsize,
}

impl TicketLock {
    fn lock(&self) -> Turn<'_> {
        let ticket = self.next.fetch_add(1, SeqCst);
        while self.serving.load(SeqCst) != ticket {
            spin_loop();
        }
        Turn { lock: self, ticket }
    }
}

struct Turn<'a> {
    lock: &'a TicketLock,
    ticket: usize,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.lock.serving.fetch_add(1, SeqCst); // Au suivant.
    }
}
// ANCHOR_END: lock

// ANCHOR: main
static DESK: TicketLock = TicketLock {
    next: AtomicUsize::new(0),
    serving: AtomicUsize::new(0),
};

// `Relaxed` ne fait rien voir de lui-même : c’est le travail du verrou.
static VISITS: AtomicUsize = AtomicUsize::new(0);

fn visit(name: &str) {
    let turn = DESK.lock();
    let visits = VISITS.load(Relaxed);
    assert_eq!(visits, turn.ticket); // Une visite par numéro appelé.
    VISITS.store(visits + 1, Relaxed);
    println!("numéro {} : {name}", turn.ticket);
}

fn main() {
    thread::scope(|s| {
        let alice = s.spawn(|| {
            visit("alice");
            visit("alice");
        });
        let bob = s.spawn(|| visit("bob"));
        alice.join().unwrap();
        bob.join().unwrap();
    });
}
// ANCHOR_END: main
