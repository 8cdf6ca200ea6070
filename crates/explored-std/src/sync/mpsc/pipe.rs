//! What the two sides of a channel share.

use super::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};
use crate::show::{Exact, HIDDEN, Show, shown};
use crate::tag::Tag;
use ::std::cell::UnsafeCell;
use ::std::collections::VecDeque;
use ::std::sync::Arc;
use explorer::{
    Kind, ObjectId, Packet, Pipe, Place, Ready, Seen, Status, Step, Thread, ThreadId, Turn, Way,
    Whose, World, done, done_as, fingerprint, see, with,
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
        let _facade = Turn::of(Whose::Facade);
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
            if rendezvous && world.pipe(id).has_room() && receiving(world, id).is_some() {
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
        let (receiver, room, met) = with(|world| {
            let met = receiving(world, id).filter(|_| rendezvous);
            let room = world.pipe(id).has_room() && (met.is_some() || !rendezvous);
            (world.pipe(id).receiver, room, met)
        });
        if !receiver {
            done("Err: the receiver is gone");
            return Err(TrySendError::Disconnected(value));
        }
        if !room || way == TOO_EARLY {
            done("Err: full");
            return Err(TrySendError::Full(value));
        }
        with(|world| {
            if let Some(receiver) = met {
                let view = world.thread(receiver).knowledge.view.clone();
                world.learn_view(&view);
            }
        });
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
        see(Seen::Senders);
        let id = self.id();
        Step::new(Kind::TryRecv, place).on(id).announce();
        self.take(id)
    }

    /// Time may run out before any message comes.
    pub fn recv_timeout(&self, place: Place) -> Result<T, RecvTimeoutError> {
        see(Seen::Senders);
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

    /// Noticed only if somebody still receives. That other senders are left is seen
    /// by who does not wait for them: for who waits, all go at the last moment.
    pub fn sender_gone(&self) {
        let id = self.id();
        let (receiver, last, seen) = with(|world| {
            let pipe = world.pipe(id);
            (pipe.receiver, pipe.senders == 1, world.sees(Seen::Senders))
        });
        let noticed = receiver && (last || seen);
        if noticed {
            let kind = match last {
                true => Kind::LastSenderGone,
                false => Kind::SenderGone,
            };
            Step::new(kind, Place::frame()).on(id).announce();
        }
        with(|world| {
            world.pipe_mut(id).senders -= 1;
            world.tell(id);
            describe(world, id);
            if noticed {
                world.changed();
            }
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
            with(|world| learn_of_room(world, id));
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
        let facade = Turn::of(Whose::Facade);
        self.queue().push_back(value);
        drop(facade);
        with(|world| {
            let pipe = world.pipe(id);
            let bound = pipe.capacity.map_or(u64::MAX, |bound| bound as u64);
            if bound > 0 && pipe.sent >= bound {
                learn_of_room(world, id);
            }
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
                    give_back(world, id);
                    describe(world, id);
                }
                None if pipe.senders == 0 => world.learn(id),
                None => {}
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

/// Who waits for a message, or is about to.
fn receiving(world: &World, id: ObjectId) -> Option<ThreadId> {
    let receives = |thread: &Thread| {
        let about_to = thread.about_to();
        about_to.is_some_and(|op| op.object == Some(id) && op.kind.is_recv())
    };
    let mut alive = world.alive();
    alive.find(|(_, thread)| receives(thread)).map(|(id, _)| id)
}

/// A message was taken: who uses its slot, or waits for it to be taken, will know
/// what the current thread knows. Of a rendezvous there is one at a time.
fn give_back(world: &mut World, id: ObjectId) {
    if !world.options.weak {
        return;
    }
    let view = world.mine().knowledge.view.clone();
    let pipe = world.pipe_mut(id);
    if pipe.capacity == Some(0) {
        pipe.given_back.clear();
    }
    if pipe.capacity.is_some() {
        pipe.given_back.push(view);
    }
}

/// The current thread sends where one that was given back first made room.
fn learn_of_room(world: &mut World, id: ObjectId) {
    if world.options.weak {
        let view = world.pipe_mut(id).given_back.remove(0);
        world.learn_view(&view);
    }
}

/// The value that the reader sees follows the queue.
fn describe(world: &mut World, id: ObjectId) {
    let value = world.pipe(id).text();
    world.set_value(id, Some(value), true);
}
