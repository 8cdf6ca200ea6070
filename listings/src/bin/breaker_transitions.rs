// Chaque état, chaque événement : le disjoncteur dit lui-même où il va.

use State::{Closed, HalfOpen, Open};

const LIMIT: u32 = 2;
const PAUSE: u64 = 10;

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

// ANCHOR: events
const ERA: u32 = 7;

// Chacun rend vrai si un appel part.
type Event = fn(&mut Breaker) -> bool;

const EVENTS: [(&str, Event); 5] = [
    ("demande à 9", |breaker| breaker.ask(9).is_some()),
    ("demande à 10", |breaker| breaker.ask(10).is_some()),
    ("succès à 10", |breaker| answer(breaker, ERA, true)),
    ("échec à 10", |breaker| answer(breaker, ERA, false)),
    ("vieux succès", |breaker| answer(breaker, ERA - 1, true)),
];

fn answer(breaker: &mut Breaker, era: u32, worked: bool) -> bool {
    breaker.answer(era, worked, 10);
    false
}
// ANCHOR_END: events

// ANCHOR: main
fn main() {
    let names = EVENTS.map(|(name, _)| format!("{name:14}"));
    println!("{:11}{}", "", names.concat().trim_end());
    for state in [Closed(0), Closed(1), Open(10), HalfOpen] {
        let after = EVENTS.map(|(_, event)| {
            let mut breaker = Breaker { state, era: ERA };
            let sent = if event(&mut breaker) { " +" } else { "" };
            format!("{:14}", format!("{:?}{sent}", breaker.state))
        });
        let line = format!("{:11}{}", format!("{state:?}"), after.concat());
        println!("{}", line.trim_end());
    }
}
// ANCHOR_END: main
