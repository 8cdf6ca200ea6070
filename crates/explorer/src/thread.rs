//! The life of a thread, whatever the façade calls it.

use crate::fiber::Body;
use crate::fingerprint::fingerprint;
use crate::ids::ThreadId;
use crate::operation::{Event, Operation};
use crate::panics;
use crate::place::Place;
use crate::registry::ThreadInfo;
use crate::step::{Step, done};
use crate::world::{World, with};
use formats::Kind;
use std::any::Any;

/// The current thread starts another, which is to run `body`.
pub fn spawn(name: Option<String>, place: Place, scope: Option<usize>, body: Body) -> ThreadId {
    Step::new(Kind::Spawn, place).local().announce();
    let thread = with(|world| {
        let parent = Some(world.current);
        let info = ThreadInfo {
            parent,
            place,
            name,
            kind: "thread",
        };
        world.add_thread(info, scope, body)
    });
    done("");
    thread
}

/// The current thread panicked; its place and text are part of what happens.
pub fn note_panic(payload: &(dyn Any + Send)) {
    with(|world| {
        let operation = Operation {
            argument: panics::text(payload),
            ..Operation::new(Kind::Panic, world.mine().panic_place)
        };
        let thread = world.current;
        let thread_now = world.mine_mut();
        thread_now.history = fingerprint((thread_now.history, &operation.argument));
        world.events.push(Event {
            thread,
            operation,
            result: String::new(),
        });
    });
}

/// The last step of the current thread. From here on it is what it left: `print`,
/// if that and objects are all that its body can have left. Not if a guard was
/// forgotten: what was written under it is in no object yet.
pub fn end(print: Option<u64>, panicked: bool) {
    Step::new(Kind::Exit, Place::default()).local().announce();
    done("");
    with(|world| {
        let current = world.current;
        let mut objects = world.objects.iter().flatten();
        let holds = objects.any(|object| object.status.holders().contains(&current));
        let print = print.filter(|_| !holds && !world.opaque);
        let thread = world.mine_mut();
        if let Some(print) = print {
            thread.history = print;
        }
        thread.panicked = panicked;
        thread.finished = true;
        world.changed();
    });
}

/// The body of the current thread has ended, and its scope need not wait for what
/// the thread does from here on.
pub fn leave(panicked: bool) {
    with(|world| {
        let thread = world.mine_mut();
        thread.left = Some(thread.knowledge.view.clone());
        thread.panicked = panicked;
        world.changed();
    });
}

/// The current thread has waited for the other's end, and knows what it knew.
pub fn learn_from(world: &mut World, thread: ThreadId) {
    let view = world.thread(thread).knowledge.view.clone();
    world.learn_view(&view);
    world.thread_mut(thread).joined = true;
}

/// It has waited for the end of the other's body.
pub fn learn_from_body(world: &mut World, thread: ThreadId) {
    let other = world.thread(thread);
    let view = other.left.as_ref().unwrap_or(&other.knowledge.view).clone();
    world.learn_view(&view);
    world.thread_mut(thread).joined = true;
}
