//! What the two sides of a channel share.

use super::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};
use crate::show::{Exact, HIDDEN, Show, shown};
use crate::tag::Tag;
use ::std::cell::UnsafeCell;
use ::std::collections::VecDeque;
use ::std::sync::Arc;
use explorer::{
    Kind, ObjectId, Packet, Pipe, Place, Ready, Status, Step, Way, World, done, done_as,
    fingerprint, with,
};

pub struct Pipeline<T> {
    tag: Tag,
    bound: Option<usize>,
    /// As numbered in the explorer's packets.
    queue: UnsafeCell<VecDeque<T>>,
}

// SAFETY: fibers run one at a time, on one real thread.
unsafe impl<T: Send> Send for Pipeline<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Pipeline<T> {}

/// How a try on a rendezvous channel may go when a receiver is about to wait.
const HANDED: Way = Way::Rank(0);
const TOO_EARLY: Way = Way::Rank(1);

impl<T> Pipeline<T> {
    #[track_caller]
    pub fn new(kind: &'static str, bound: Option<usize>) -> Arc<Pipeline<T>> {
        let tag = Tag::new(kind);
        let pipe = Arc::new(Pipeline {
            tag,
            bound,
            queue: UnsafeCell::default(),
        });
        pipe.id();
        pipe
    }

    pub fn id(&self) -> ObjectId {
        let id = self.tag.id((&raw const *self) as usize);
        let pipe = Pipe::new(self.bound);
        with(|world| {
            if !world.has_object(id) {
                world.add_object(id, pipe.text(), Status::Pipe(pipe));
            }
        });
        id
    }

    pub fn send(&self, value: T, place: Place) -> Result<(), SendError<T>> {
        let id = self.id();
        let room = Ready::when(move |world| !world.pipe(id).receiver || world.pipe(id).has_room());
        Step::new(Kind::Send, place)
            .on(id)
            .with(shown(&value))
            .ready(room)
            .announce();
        if with(|world| !world.pipe(id).receiver) {
            done("Err: the receiver is gone");
            return Err(SendError(value));
        }
        let number = self.put(id, value);
        done("");
        if self.bound == Some(0) {
            self.hand_over(id, number, place)
        } else {
            Ok(())
        }
    }

    pub fn try_send(&self, value: T, place: Place) -> Result<(), TrySendError<T>> {
        let id = self.id();
        let rendezvous = self.bound == Some(0);
        let ready = Ready::ways(move |world| {
            if rendezvous && world.pipe(id).has_room() && someone_receives(world, id) {
                // The receiver may be waiting by now, or just about to.
                vec![HANDED, TOO_EARLY]
            } else {
                vec![HANDED]
            }
        });
        let way = Step::new(Kind::TrySend, place)
            .on(id)
            .with(shown(&value))
            .ready(ready)
            .announce();
        let (receiver, room) = with(|world| {
            let taken = !rendezvous || someone_receives(world, id);
            (world.pipe(id).receiver, world.pipe(id).has_room() && taken)
        });
        if !receiver {
            done("Err: the receiver is gone");
            return Err(TrySendError::Disconnected(value));
        }
        if !room || way == TOO_EARLY {
            done("Err: full");
            return Err(TrySendError::Full(value));
        }
        self.put(id, value);
        done("Ok");
        Ok(())
    }

    pub fn recv(&self, place: Place) -> Result<T, RecvError> {
        let id = self.id();
        let ready = Ready::when(move |world| {
            !world.pipe(id).queue.is_empty() || world.pipe(id).senders == 0
        });
        Step::new(Kind::Recv, place).on(id).ready(ready).announce();
        self.take(id).map_err(|_| RecvError)
    }

    pub fn try_recv(&self, place: Place) -> Result<T, TryRecvError> {
        let id = self.id();
        Step::new(Kind::TryRecv, place).on(id).announce();
        self.take(id)
    }

    /// Time may run out before any message comes.
    pub fn recv_timeout(&self, place: Place) -> Result<T, RecvTimeoutError> {
        let id = self.id();
        let ready = Ready::ways(move |world| {
            let pipe = world.pipe(id);
            if pipe.queue.is_empty() && pipe.senders > 0 {
                vec![Way::TimeOut]
            } else {
                vec![Way::FIRST]
            }
        });
        let way = Step::new(Kind::RecvTimeout, place)
            .on(id)
            .ready(ready)
            .timed()
            .announce();
        with(|world| world.went(way, place));
        if way == Way::TimeOut {
            done("Err: timed out");
            return Err(RecvTimeoutError::Timeout);
        }
        self.take(id).map_err(|_| RecvTimeoutError::Disconnected)
    }

    pub fn sender_added(&self) {
        let id = self.id();
        with(|world| world.pipe_mut(id).senders += 1);
    }

    /// Only the last to go is noticed, and only if somebody still receives.
    pub fn sender_gone(&self) {
        let id = self.id();
        let noticed = with(|world| world.pipe(id).senders == 1 && world.pipe(id).receiver);
        if noticed {
            Step::new(Kind::LastSenderGone, Place::frame())
                .on(id)
                .announce();
        }
        with(|world| {
            world.pipe_mut(id).senders -= 1;
            if noticed {
                world.tell(id);
            }
            describe(world, id);
        });
        if noticed {
            done("");
        }
    }

    pub fn receiver_gone(&self) {
        let id = self.id();
        let noticed = with(|world| world.pipe(id).senders > 0);
        if noticed {
            Step::new(Kind::ReceiverGone, Place::frame())
                .on(id)
                .announce();
        }
        with(|world| {
            world.pipe_mut(id).receiver = false;
            if self.bound != Some(0) {
                world.pipe_mut(id).queue.clear();
            }
            describe(world, id);
        });
        if noticed {
            done("");
        }
        if self.bound != Some(0) {
            // SAFETY: as in `queue`; nobody takes from here on.
            drop(::std::mem::take(unsafe { &mut *self.queue.get() }));
        }
    }

    /// The send of a rendezvous lasts until the message is taken; if nobody ever
    /// will, the message comes back.
    fn hand_over(&self, id: ObjectId, number: u64, place: Place) -> Result<(), SendError<T>> {
        let ready =
            Ready::when(move |world| world.pipe(id).taken >= number || !world.pipe(id).receiver);
        Step::new(Kind::HandOver, place)
            .on(id)
            .ready(ready)
            .local()
            .announce();
        if with(|world| world.pipe(id).taken >= number) {
            done("");
            return Ok(());
        }
        with(|world| {
            world.pipe_mut(id).queue.clear();
            describe(world, id);
        });
        done("Err: the receiver is gone");
        Err(SendError(self.queue().pop_front().expect("not taken")))
    }

    fn put(&self, id: ObjectId, value: T) -> u64 {
        let text = value.show();
        let exact = value.is_exact();
        self.queue().push_back(value);
        with(|world| {
            let thread = world.mine();
            let print = match &text {
                Some(text) if exact => fingerprint(text),
                _ => thread.history,
            };
            let view = thread.knowledge.view.clone();
            let pipe = world.pipe_mut(id);
            pipe.queue.push(Packet {
                text: text.unwrap_or(HIDDEN.into()),
                print,
                view,
            });
            pipe.sent += 1;
            let number = pipe.sent;
            describe(world, id);
            number
        })
    }

    /// Takes a message, if there is one.
    fn take(&self, id: ObjectId) -> Result<T, TryRecvError> {
        let packet = with(|world| {
            let pipe = world.pipe_mut(id);
            let packet = (!pipe.queue.is_empty()).then(|| pipe.queue.remove(0));
            match &packet {
                Some(packet) => {
                    pipe.taken += 1;
                    world.learn_view(&packet.view);
                    describe(world, id);
                }
                None => world.learn(id),
            }
            packet.ok_or(world.pipe(id).senders)
        });
        match packet {
            Ok(packet) => {
                done_as(format!("Ok({})", packet.text), packet.print);
                Ok(self.queue().pop_front().expect("as many as packets"))
            }
            Err(0) => {
                done("Err: all senders are gone");
                Err(TryRecvError::Disconnected)
            }
            Err(_) => {
                done("Err: empty");
                Err(TryRecvError::Empty)
            }
        }
    }

    #[expect(clippy::mut_from_ref, reason = "fibers run one at a time")]
    fn queue(&self) -> &mut VecDeque<T> {
        // SAFETY: between two steps, by the only fiber that runs, for one call.
        unsafe { &mut *self.queue.get() }
    }
}

fn someone_receives(world: &World, id: ObjectId) -> bool {
    world.alive().any(|(_, thread)| {
        let about_to = thread.about_to();
        about_to.is_some_and(|op| op.object == Some(id) && op.kind.is_recv())
    })
}

/// The value that the reader sees follows the queue.
fn describe(world: &mut World, id: ObjectId) {
    let value = world.pipe(id).text();
    world.set_value(id, Some(value), true);
}
