//! Waiting for a thread to end.

use super::run::Packet;
use super::{Result, Thread};
use crate::model::{Place, Ready, Step, done, done_as, see_ends, with};
use ::std::fmt;
use ::std::sync::Arc;

pub struct JoinHandle<T> {
    pub(super) thread: usize,
    pub(super) packet: Arc<Packet<T>>,
}

impl<T> JoinHandle<T> {
    #[track_caller]
    pub fn join(self) -> Result<T> {
        join(self.thread, &self.packet, Place::caller())
    }

    pub fn thread(&self) -> Thread {
        Thread::of(self.thread)
    }

    #[track_caller]
    pub fn is_finished(&self) -> bool {
        is_finished(self.thread, Place::caller())
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}

/// No choice of the scheduler: that the thread has ended stays true.
pub fn join<T>(thread: usize, packet: &Packet<T>, place: Place) -> Result<T> {
    Step::new("join", place)
        .with(thread.to_string())
        .ready(Ready::when(move |world| world.thread(thread).finished))
        .local(true)
        .announce();
    let print = with(|world| {
        learn_from(world, thread);
        world.thread(thread).history
    });
    let result = packet.take();
    let text = match &result {
        Ok(value) => format!("Ok({})", crate::model::shown(value)),
        Err(_) => "Err(it panicked)".into(),
    };
    done_as(text, print);
    result
}

pub fn learn_from(world: &mut crate::model::World, thread: usize) {
    let view = world.thread(thread).knowledge.view.clone();
    world.learn_view(&view);
    world.thread_mut(thread).joined = true;
}

pub fn is_finished(thread: usize, place: Place) -> bool {
    see_ends();
    Step::new("is_finished", place)
        .with(thread.to_string())
        .announce();
    let finished = with(|world| world.thread(thread).finished);
    done(finished.to_string());
    finished
}
