//! Tasks: threads of the engine that a runtime's threads poll. One that waits gives
//! its thread back; it goes on once somebody woke it, or its time has come, and a
//! thread is there for it.

use crate::failure::Failure;
use crate::fiber;
use crate::fingerprint::fingerprint;
use crate::ids::{ObjectId, Way};
use crate::place::Place;
use crate::seen::Seen;
use crate::spin::Spins;
use crate::status::Crew;
use crate::step::{Step, done_as};
use crate::world::{Ready, World, me, with};
use formats::Kind;

/// What a task waits for, where it gave way.
#[derive(Clone, Debug, Default)]
pub struct Awaited {
    /// The kind of the operation, and its argument: `lock`, `join 2`.
    pub what: String,
    pub object: Option<ObjectId>,
    pub place: Place,
    pub deadline: Option<u64>,
}

/// The current task waits until it may be polled, by a thread of the crew if that
/// has few. With a thread for each, when it goes on is no choice, unless somebody
/// aborts tasks, or time does not wait for them.
pub fn resume(crew: Option<ObjectId>, awaited: Awaited) {
    let Awaited {
        what,
        object,
        place,
        deadline,
    } = awaited;
    let current = me();
    let ready = Ready::ways(move |world| {
        let is_due = deadline.is_some_and(|deadline| deadline <= world.now);
        match deadline {
            _ if world.thread(current).woken.set || is_due => vec![Way::FIRST],
            Some(_) => vec![Way::TimeOut],
            None => vec![],
        }
    });
    let mut step = Step::new(Kind::Resume, place).with(what).ready(ready);
    if let Some(object) = object {
        step = step.on(object);
    }
    let is_choice = with(|world| world.sees(Seen::Aborts) || world.options.slow);
    if crew.is_none() && !is_choice {
        step = step.local();
    }
    let way = step.by(crew).until(deadline).announce();
    let print = with(|world| {
        passed(world, way, place, deadline);
        work(world, crew);
        fingerprint((way, world.now))
    });
    done_as(String::new(), print);
}

/// The current task has let others go on: it may be polled again at once, but for
/// one that only waits so for a change.
pub fn resume_after_yield(crew: Option<ObjectId>, place: Place) {
    let spins = Spins::here(place);
    let mut step = Step::new(Kind::YieldNow, place).ready(spins.ready());
    if crew.is_none() {
        step = step.local();
    }
    step.by(crew).announce();
    with(|world| work(world, crew));
    done_as(String::new(), 0);
    spins.on();
}

/// A thread polls the current task.
fn work(world: &mut World, crew: Option<ObjectId>) {
    let current = world.current;
    world.take_token(|thread| &mut thread.woken);
    if let Some(crew) = crew {
        world.crew_mut(crew).at_work.push(current);
        world.crew_mut(crew).at_work.sort();
    }
}

/// The current task gives its thread back, in the step under way.
pub fn rest(crew: Option<ObjectId>) {
    let Some(crew) = crew else { return };
    with(|world| {
        let current = world.current;
        let Crew { at_work, .. } = world.crew_mut(crew);
        at_work.retain(|&task| task != current);
        world.stuck = None;
    });
}

/// A thread local is asked for: tasks have none.
pub fn refuse_locals(place: Place) {
    if with(|world| world.thread_kind(world.current) == "task") {
        with(|world| world.failure = Some(Failure::LocalOfTask { at: place }));
        fiber::abandon();
    }
}

/// The current thread sleeps, by the virtual clock, and holds what it holds.
pub fn sleep(nanoseconds: u64, place: Place) {
    let deadline = with(|world| world.now.saturating_add(nanoseconds));
    let ready = Ready::ways(move |world| match deadline <= world.now {
        true => vec![Way::FIRST],
        false => vec![Way::TimeOut],
    });
    let way = Step::new(Kind::Sleep, place)
        .ready(ready)
        .local()
        .until(Some(deadline))
        .announce();
    let print = with(|world| {
        passed(world, way, place, Some(deadline));
        fingerprint(world.now)
    });
    done_as(String::new(), print);
}

fn passed(world: &mut World, way: Way, place: Place, deadline: Option<u64>) {
    world.went(way, place);
    if let (Way::TimeOut, Some(deadline)) = (way, deadline) {
        world.pass_to(deadline);
    }
}
