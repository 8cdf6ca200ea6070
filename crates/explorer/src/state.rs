//! What makes two moments of two executions the same state.
//!
//! A thread is as its history left it; an object is as its value and its status
//! say; of the old values of an atomic, only those count that may still be read.

use crate::fingerprint::fingerprint;
use crate::ids::ObjectId;
use crate::memory::View;
use crate::plain::Touch;
use crate::status::Status;
use crate::world::{Object, Thread, World};

/// The fingerprint of the whole state.
pub fn key(world: &World, end: Option<&str>) -> u64 {
    let oldest = Oldest::of(world);
    let threads: Vec<Option<u64>> = world
        .threads
        .iter()
        .map(|t| {
            t.as_ref()
                .map(|t| thread_key(t, &oldest, world.options.weak || world.touched))
        })
        .collect();
    let objects: Vec<Option<u64>> = world
        .objects
        .iter()
        .enumerate()
        .map(|(id, o)| o.as_ref().map(|o| object_key(ObjectId(id), o, &oldest)))
        .collect();
    let agreed = oldest.normal(&world.agreed);
    let printed = world.printed.print();
    let reusable = world.reusable_print();
    let when = (world.now, world.met);
    fingerprint((threads, objects, agreed, printed, end, when, reusable))
}

/// The fingerprint of what other threads may wait for; who holds a lock counts
/// only for those that try locks.
pub fn lasting(world: &World, locks: bool) -> u64 {
    let objects: Vec<u64> = world
        .objects
        .iter()
        .flatten()
        .map(|object| {
            let status = match &object.status {
                Status::Lock(lock) if locks => fingerprint(lock),
                Status::Lock(lock) => fingerprint(lock.poisoned),
                Status::Atomic(messages) => fingerprint(messages.len()),
                // Who polls is none of what anybody spins for.
                Status::Crew(_) => 0,
                other => status_key(other),
            };
            fingerprint((object.print, status))
        })
        .collect();
    let threads: Vec<(bool, bool)> = world
        .threads
        .iter()
        .flatten()
        .map(|t| (t.finished, t.parked.set))
        .collect();
    fingerprint((objects, threads))
}

fn thread_key(thread: &Thread, oldest: &Oldest, knows: bool) -> u64 {
    let pending = thread
        .pending
        .as_ref()
        .map(|pending| (&pending.operation, pending.late, pending.deadline));
    let spin = (!thread.finished).then(|| thread.round.key());
    let knowledge = (knows && !(thread.joined && thread.finished)).then(|| {
        let known = &thread.knowledge;
        [
            &known.view,
            &known.unfenced,
            &known.fenced,
            &thread.parked.view,
            &thread.woken.view,
            thread.left.as_ref().unwrap_or(&View::default()),
        ]
        .map(|view| oldest.normal(view))
    });
    fingerprint((
        thread.history,
        pending,
        thread.finished,
        thread.joined,
        (
            (
                (thread.parked.set, thread.parked.trail),
                (thread.woken.set, thread.woken.trail),
                (thread.left.is_some(), thread.aborted),
            ),
            thread.spurious_used,
            &thread.timeouts,
            spin,
        ),
        knowledge,
    ))
}

fn object_key(id: ObjectId, object: &Object, oldest: &Oldest) -> u64 {
    let status = match &object.status {
        Status::Atomic(messages) => {
            let readable = messages.iter().skip(oldest.atomics[id.0]);
            fingerprint(
                readable
                    .map(|m| (m.print, oldest.normal(&m.view)))
                    .collect::<Vec<_>>(),
            )
        }
        Status::Pipe(pipe) => {
            let packets = pipe.queue.iter().map(|packet| &packet.view);
            let views: Vec<_> = packets
                .chain(&pipe.given_back)
                .map(|view| oldest.normal(view))
                .collect();
            fingerprint((status_key(&object.status), views))
        }
        Status::Plain(plain) => {
            let awaited = |&(object, _): &(ObjectId, Touch)| object == id;
            let awaited = oldest.touches.iter().filter(|touch| awaited(touch));
            let awaited: Vec<_> = awaited.map(|(_, touch)| touch.key()).collect();
            fingerprint((plain.print, awaited))
        }
        Status::Apart(apart) => {
            let views: Vec<_> = apart.views.iter().map(|view| oldest.normal(view)).collect();
            fingerprint((status_key(&object.status), views))
        }
        other => status_key(other),
    };
    fingerprint((
        (object.print, object.trail),
        status,
        oldest.normal(&object.view),
    ))
}

fn status_key(status: &Status) -> u64 {
    match status {
        Status::Lock(lock) => fingerprint(lock),
        Status::Asleep(asleep) => fingerprint(asleep),
        Status::Gate(gate) => fingerprint(gate),
        Status::Once(once) => fingerprint(once),
        Status::Pipe(pipe) => {
            let queue: Vec<u64> = pipe.queue.iter().map(|packet| packet.print).collect();
            fingerprint((queue, pipe.senders, pipe.receiver, pipe.sent - pipe.taken))
        }
        Status::Atomic(messages) => fingerprint(messages.len()),
        Status::Crew(crew) => fingerprint(crew),
        Status::Apart(apart) => fingerprint((apart.print, &apart.holders)),
        Status::Counts => 0,
        // Nobody waits for it, or two loops that count their rounds in cells would
        // wake each other for ever.
        Status::Plain(_) => 0,
    }
}

/// What views are told apart by.
struct Oldest {
    /// For each atomic, the oldest value that some thread may still read. Views are
    /// counted from there, so that the values that nobody can read are forgotten.
    atomics: Vec<usize>,
    /// The accesses to plain memory that some thread does not know to come before.
    touches: Vec<(ObjectId, Touch)>,
}

impl Oldest {
    fn of(world: &World) -> Oldest {
        let oldest = |object| {
            let views = world.alive().map(|(_, thread)| &thread.knowledge.view);
            views.map(|view| view.at(object)).min()
        };
        let atomics = (0..world.objects.len())
            .map(ObjectId)
            .map(|object| oldest(object).unwrap_or(0));
        let known = |touch: &Touch| {
            let mut views = world.alive().map(|(_, thread)| &thread.knowledge.view);
            views.all(|view| touch.is_before(view))
        };
        Oldest {
            atomics: atomics.collect(),
            touches: world.touches().filter(|(_, touch)| !known(touch)).collect(),
        }
    }

    fn normal(&self, view: &View) -> (Vec<usize>, Vec<usize>) {
        let counted = self
            .atomics
            .iter()
            .enumerate()
            .map(|(object, &base)| view.at(ObjectId(object)).saturating_sub(base));
        let mut counted: Vec<usize> = counted.collect();
        while counted.last() == Some(&0) {
            counted.pop();
        }
        let touches = self.touches.iter().enumerate();
        let before = touches.filter(|(_, (_, touch))| touch.is_before(view));
        (counted, before.map(|(at, _)| at).collect())
    }
}
