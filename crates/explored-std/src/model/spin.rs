//! Spinning without looping for ever: a round of a spin loop that changed
//! nothing, in a world that did not change, leads back to the state before it.

use super::operation::{Operation, Ready, Step, done};
use super::place::Place;
use super::show::fingerprint;
use super::state::lasting;
use super::world::{ObjectId, Pending, ThreadId, World, me, with};

/// What a thread did since it last said that it spins.
#[derive(Clone, Default, Hash)]
pub struct Spin {
    last: Option<Hint>,
    round: u64,
    wrote: bool,
    tried_lock: bool,
    /// The atomic last read: what it waits for.
    pub watched: Option<ObjectId>,
}

/// Only threads that spin are left. They are given some rounds more, in which no
/// state is counted: one that counts its rounds may give up, and go on.
pub struct Stuck {
    rounds: usize,
    /// The events before it.
    events: usize,
}

const MAX_ROUNDS: usize = 100;

impl Stuck {
    /// The thread that spins on, when no step is possible; none if all has been
    /// tried, and then those rounds are forgotten.
    pub fn next(world: &mut World) -> Option<ThreadId> {
        let spins = |pending: &Pending| HINTS.contains(&pending.operation.kind);
        let spinning: Vec<ThreadId> = world
            .alive()
            .filter(|(_, t)| t.pending.as_ref().is_some_and(spins))
            .map(|(id, _)| id)
            .collect();
        let events = world.events.len();
        let stuck = world.stuck.get_or_insert(Stuck { rounds: 0, events });
        stuck.rounds += 1;
        if spinning.is_empty() || stuck.rounds > MAX_ROUNDS {
            let events = stuck.events;
            world.events.truncate(events);
            return None;
        }
        Some(spinning[stuck.rounds % spinning.len()])
    }
}

const HINTS: [&str; 3] = ["spin_loop", "yield_now", "sleep"];

/// The thread passed a spin hint here.
#[derive(Clone, Copy, Hash)]
struct Hint {
    place: Place,
    /// The thread's history, the world and the round before, at that time.
    history: u64,
    world: u64,
    round: u64,
}

impl Spin {
    pub fn did(&mut self, operation: &Operation, print: u64) {
        self.round = fingerprint((self.round, operation, print));
        self.tried_lock |= operation.kind.starts_with("try_");
    }

    /// What the next hint will go by; nothing, for a thread that never spun.
    pub fn key(&self) -> Option<u64> {
        self.last.map(|_| fingerprint(self))
    }

    /// The thread changed what threads share.
    pub fn wrote(&mut self) {
        self.wrote = true;
    }
}

/// `spin_loop`, `yield_now` and `sleep`: let others go on.
///
/// The thread that comes back to an unchanged world waits for a change, and
/// forgets the round; so does one whose rounds see the same twice.
pub fn hint(kind: &'static str, place: Place) {
    let current = me();
    let (history, round, wait_for_change) = with(|world| forget_idle_round(world, current, place));
    let ready = match wait_for_change {
        Some((seen, locks)) => Ready::when(move |world| {
            lasting(world, locks) != seen || reads_old_value(world, current)
        }),
        None => Ready::always(),
    };
    Step::new(kind, place).ready(ready).local(true).announce();
    done("");
    with(|world| {
        see_newest_value(world, current);
        let seen = lasting(world, world.thread(current).spin.tried_lock);
        let thread = world.thread_mut(current);
        thread.history = history;
        let watched = thread.spin.watched;
        let last = Some(Hint {
            place,
            history,
            world: seen,
            round,
        });
        thread.spin = Spin {
            last,
            watched,
            ..Spin::default()
        };
    });
}

type Change = (u64, bool);

/// The history to go on with, the round's fingerprint, and, where the world is
/// as it was, what has to change.
fn forget_idle_round(
    world: &mut World,
    current: ThreadId,
    place: Place,
) -> (u64, u64, Option<Change>) {
    let thread = world.thread(current);
    let spin = &thread.spin;
    let (history, round, locks) = (thread.history, spin.round, spin.tried_lock);
    let Some(last) = spin.last.filter(|last| last.place == place) else {
        return (history, round, None);
    };
    let seen = lasting(world, locks);
    // A round without a single operation waits for nothing.
    let idle = !spin.wrote && round != 0;
    let same_world = idle && last.world == seen;
    let same_round = idle && last.round == round;
    let history = if same_world || same_round {
        last.history
    } else {
        history
    };
    (history, round, same_world.then_some((seen, locks)))
}

fn reads_old_value(world: &World, thread: ThreadId) -> bool {
    let thread = world.thread(thread);
    thread.spin.watched.is_some_and(|object| {
        world.options.weak && thread.knowledge.view.at(object) + 1 < world.messages(object).len()
    })
}

/// A store becomes visible in the end: whoever spins on it reads it at last.
fn see_newest_value(world: &mut World, thread: ThreadId) {
    if let Some(object) = world
        .thread(thread)
        .spin
        .watched
        .filter(|_| world.options.weak)
    {
        let newest = world.messages(object).len() - 1;
        world
            .thread_mut(thread)
            .knowledge
            .view
            .raise(object, newest);
    }
}
