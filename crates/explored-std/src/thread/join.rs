//! Waiting for a thread to end.

use super::run::Packet;
use super::{Result, Thread};
use crate::show::shown;
use ::std::fmt;
use ::std::sync::Arc;
use explorer::thread::learn_from;
use explorer::{Kind, Place, Ready, Seen, Step, ThreadId, done, done_as, see, with};

pub struct JoinHandle<T> {
    pub(super) thread: ThreadId,
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
pub fn join<T>(thread: ThreadId, packet: &Packet<T>, place: Place) -> Result<T> {
    Step::new(Kind::Join, place)
        .with(thread.to_string())
        .ready(Ready::when(move |world| world.thread(thread).finished))
        .local()
        .announce();
    let print = with(|world| {
        learn_from(world, thread);
        world.thread(thread).history
    });
    let result = packet.take();
    let text = match &result {
        Ok(value) => format!("Ok({})", shown(value)),
        Err(_) => "Err(it panicked)".into(),
    };
    done_as(text, print);
    result
}

pub fn is_finished(thread: ThreadId, place: Place) -> bool {
    see(Seen::Ends);
    Step::new(Kind::IsFinished, place)
        .with(thread.to_string())
        .announce();
    let finished = with(|world| world.thread(thread).finished);
    done(finished.to_string());
    finished
}
