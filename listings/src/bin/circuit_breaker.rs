// Un disjoncteur : fermé, ouvert, entrouvert, et une seule sonde à la fois.

use std::sync::Mutex;
use std::thread;

use State::{Closed, HalfOpen, Open};

const LIMIT: u32 = 2; // Tant d’échecs de suite ouvrent.
const PAUSE: u64 = 10; // L’ouverture dure tant de tics.

// ANCHOR: states
#[derive(Clone, Copy, Debug)]
enum State {
    Closed(u32), // Fermé, après tant d’échecs de suite.
    Open(u64),   // Ouvert jusqu’à cet instant.
    HalfOpen,    // Entrouvert : une sonde est partie.
}

struct Breaker {
    state: State,
    era: u32, // Change avec l’état.
}
// ANCHOR_END: states

// ANCHOR: ask
impl Breaker {
    // Un appel peut-il partir ? S’il part, il emporte le numéro de l’ère.
    fn ask(&mut self, now: u64) -> Option<u32> {
        match self.state {
            Closed(_) => Some(self.era),
            Open(until) if now >= until => {
                self.enter(HalfOpen);
                Some(self.era)
            }
            Open(_) | HalfOpen => None,
        }
    }

    fn enter(&mut self, state: State) {
        self.state = state;
        self.era += 1;
    }
}
// ANCHOR_END: ask

// ANCHOR: answer
impl Breaker {
    fn answer(&mut self, era: u32, worked: bool, now: u64) {
        if era != self.era {
            return; // Cet appel est parti sous un autre état.
        }
        match (self.state, worked) {
            (Closed(_), true) => self.state = Closed(0),
            (Closed(n), false) if n + 1 < LIMIT => self.state = Closed(n + 1),
            (HalfOpen, true) => self.enter(Closed(0)),
            (Closed(_) | HalfOpen, false) => self.enter(Open(now + PAUSE)),
            (Open(_), _) => {} // Aucun appel ne porte cette ère.
        }
    }
}
// ANCHOR_END: answer

// ANCHOR: call
static BREAKER: Mutex<Breaker> = Mutex::new(Breaker {
    state: Closed(0),
    era: 0,
});

// Rend vrai si le voisin a été appelé.
fn call(now: u64, worked: bool) -> bool {
    let permit = BREAKER.lock().unwrap().ask(now);
    let Some(era) = permit else { return false };
    // L’appel a lieu ici : aucun verrou n’est tenu.
    BREAKER.lock().unwrap().answer(era, worked, now);
    true
}
// ANCHOR_END: call

// ANCHOR: before
// Rend l’ère d’un appel lent, parti avant l’ouverture.
fn open() -> u32 {
    let mut breaker = BREAKER.lock().unwrap();
    let slow = breaker.ask(0).unwrap();
    for worked in [false, true, false, false] {
        let era = breaker.ask(0).unwrap();
        breaker.answer(era, worked, 0);
    }
    assert!(breaker.ask(9).is_none());
    slow
}

// La sonde suivante réussit.
fn close() -> State {
    let mut breaker = BREAKER.lock().unwrap();
    let probe = breaker.ask(20).unwrap();
    breaker.answer(probe, true, 20);
    breaker.state
}
// ANCHOR_END: before

// ANCHOR: main
fn main() {
    let slow = open();
    let probes = thread::scope(|s| {
        let _late = s.spawn(|| BREAKER.lock().unwrap().answer(slow, true, 10));
        let alice = s.spawn(|| call(10, false));
        let bob = s.spawn(|| call(10, false));
        [alice, bob].map(|caller| u32::from(caller.join().unwrap()))
    });
    let probes: u32 = probes.iter().sum();
    let opened = BREAKER.lock().unwrap().state;
    let closed = close();
    println!("sondes : {probes}, {opened:?}, puis {closed:?}");
    assert_eq!(probes, 1);
    assert!(matches!((opened, closed), (Open(20), Closed(0))));
}
// ANCHOR_END: main
