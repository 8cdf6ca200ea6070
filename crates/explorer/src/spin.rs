//! Spinning without looping for ever: a round of a spin loop that changed
//! nothing, in a world that did not change, leads back to the state before it.

use crate::ids::{ObjectId, ThreadId};
use crate::place::Place;
use crate::round::{Hint, Round};
use crate::state::lasting;
use crate::step::{Step, done};
use crate::world::{Ready, Stuck, World, me, with};
use formats::Kind;
use std::mem::take;

const MAX_ROUNDS: usize = 100;

/// The thread that spins on, when no step is possible; none if all has been
/// tried, and then those rounds are forgotten.
pub fn spins_on(world: &mut World) -> Option<ThreadId> {
    let spins = |kind: Kind| kind.is_spin_hint();
    let spinning: Vec<ThreadId> = world
        .alive()
        .filter(|(_, thread)| thread.about_to().is_some_and(|op| spins(op.kind)))
        .filter(|(_, thread)| (thread.pending.as_ref()).is_some_and(|it| it.has_room(world)))
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

/// `spin_loop`, `yield_now` and `sleep`: let others go on.
///
/// The thread that comes back to an unchanged world waits for a change, and
/// forgets the round; so does one whose rounds see the same twice.
pub fn spin_hint(kind: Kind, place: Place) {
    let spins = Spins::here(place);
    let step = Step::new(kind, place).ready(spins.ready());
    step.local().announce();
    done("");
    spins.on();
}

/// The current thread is about to let others go on.
pub struct Spins {
    place: Place,
    history: u64,
    round: u64,
    wait_for_change: Option<Change>,
}

impl Spins {
    pub fn here(place: Place) -> Spins {
        let (history, round, wait_for_change) = with(|world| forget_idle_round(world, place));
        Spins {
            place,
            history,
            round,
            wait_for_change,
        }
    }

    pub fn ready(&self) -> Ready {
        let current = me();
        match self.wait_for_change {
            Some((seen, locks)) => Ready::when(move |world| {
                lasting(world, locks) != seen || reads_old_value(world, current)
            }),
            None => Ready::always(),
        }
    }

    /// It goes on.
    pub fn on(self) {
        let Spins {
            place,
            history,
            round,
            wait_for_change,
        } = self;
        with(|world| {
            let waited = wait_for_change.is_some();
            see_newest_values(world, waited);
            let seen = lasting(world, world.mine().round.tried_lock);
            let thread = world.mine_mut();
            thread.history = history;
            thread.round = Round {
                last: Some(Hint {
                    place,
                    history,
                    world: seen,
                    round,
                }),
                ..Round::default()
            };
        });
    }
}

type Change = (u64, bool);

/// The history to go on with, the round's fingerprint, and, where the world is
/// as it was, what has to change.
fn forget_idle_round(world: &World, place: Place) -> (u64, u64, Option<Change>) {
    let thread = world.mine();
    let &Round {
        last,
        print: round,
        wrote,
        tried_lock: locks,
        ..
    } = &thread.round;
    let history = thread.history;
    let Some(last) = last.filter(|last| last.place == place) else {
        return (history, round, None);
    };
    let seen = lasting(world, locks);
    // A round without a single operation waits for nothing.
    let idle = !wrote && round != 0;
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
    let is_old = |&object: &ObjectId| thread.knowledge.view.at(object) < world.newest(object);
    world.options.weak && thread.round.watched.iter().any(is_old)
}

/// A store becomes visible in the end: whoever spins on it reads it at last. Of
/// several atomics, the one read last; all, where the thread had to wait, or it
/// would spin for ever on what it read before.
fn see_newest_values(world: &mut World, waited: bool) {
    let watched = take(&mut world.mine_mut().round.watched);
    if !world.options.weak {
        return;
    }
    let seen = if waited {
        0
    } else {
        watched.len().saturating_sub(1)
    };
    for &object in &watched[seen..] {
        let newest = world.newest(object);
        world.mine_mut().knowledge.view.raise(object, newest);
    }
}
