//! What the two sides of a channel share.

use super::error::{SendError, TryRecvError, TrySendError};
use crate::sync::line::{Acquire, Closed, InLine, Line, woken};
use crate::task::poll::{Look, Waiter};
use ::std::cell::RefCell;
use ::std::collections::VecDeque;
use ::std::sync::Arc;
use ::std::task::{Context, Poll, ready};
use explored_std::facade::{Exact, HIDDEN, Show, Tag, shown};
use explorer::{
    Apart, Kind, ObjectId, Place, Seen, Status, Step, Turn, View, Whose, done, done_as,
    fingerprint, see, with,
};

pub struct Pipeline<T> {
    tag: Tag,
    pub bound: Option<usize>,
    /// Its permits are the slots that are free.
    line: Line,
    inside: RefCell<Inside<T>>,
}

// SAFETY: fibers run one at a time, on one real thread.
unsafe impl<T: Send> Send for Pipeline<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Pipeline<T> {}

struct Inside<T> {
    queue: VecDeque<Packet<T>>,
    senders: usize,
    /// The receiver is gone, or takes no more.
    closed: bool,
    receiver: Option<Waiter>,
    /// Who waits for the receiver to go.
    watchers: Vec<Waiter>,
}

struct Packet<T> {
    value: T,
    text: String,
    print: u64,
    view: View,
}

impl<T> Pipeline<T> {
    #[track_caller]
    pub fn new(kind: &'static str, bound: Option<usize>) -> Arc<Pipeline<T>> {
        let _facade = Turn::of(Whose::Facade);
        let pipe = Arc::new(Pipeline {
            tag: Tag::new(kind),
            bound,
            line: Line::new(bound.unwrap_or(usize::MAX >> 3)),
            inside: RefCell::new(Inside {
                queue: VecDeque::new(),
                senders: 1,
                closed: false,
                receiver: None,
                watchers: vec![],
            }),
        });
        pipe.id();
        pipe
    }

    pub fn id(&self) -> ObjectId {
        let id = self.tag.id((&raw const *self) as usize);
        if with(|world| !world.has_object(id)) {
            let status = Status::Apart(Apart::default());
            with(|world| world.add_object(id, String::new(), status));
            self.changed(id);
        }
        id
    }

    pub fn changed(&self, id: ObjectId) {
        let inside = self.inside.borrow();
        let queue = inside.queue.iter();
        let texts: Vec<&str> = queue.clone().map(|it| it.text.as_str()).collect();
        let state = match (inside.closed, inside.senders) {
            (true, _) => " receiver gone",
            (false, 0) => " senders gone",
            _ => "",
        };
        let text = format!("[{}]{state}", texts.join(", "));
        let prints: Vec<u64> = queue.clone().map(|it| it.print).collect();
        let views = queue.map(|it| it.view.clone()).collect();
        let line = match self.bound {
            Some(_) => self.line.print(),
            None => 0,
        };
        let print = fingerprint((prints, line, inside.senders, inside.closed));
        with(|world| {
            let apart = world.apart_mut(id);
            apart.print = print;
            apart.views = views;
            world.set_value(id, Some(text), true);
            world.changed();
        });
    }

    pub async fn send(&self, value: T, place: Place) -> Result<(), SendError<T>> {
        let slot = Slot {
            of: self,
            text: shown(&value),
            kind: Kind::Send,
        };
        let kind = slot.kind;
        match Acquire::new(slot, kind, 1, place).await {
            Ok(()) => {
                // In the step that took the slot.
                self.put(value);
                Ok(())
            }
            Err(Closed) => Err(SendError(value)),
        }
    }

    pub async fn reserve(&self, place: Place) -> Result<(), SendError<()>> {
        let slot = Slot {
            of: self,
            text: String::new(),
            kind: Kind::Reserve,
        };
        let kind = slot.kind;
        let taken = Acquire::new(slot, kind, 1, place).await;
        taken.map_err(|Closed| SendError(()))
    }

    /// A message goes where a slot is kept for it.
    pub fn send_there(&self, value: T, place: Place) {
        let id = self.id();
        Step::new(Kind::Send, place)
            .on(id)
            .with(shown(&value))
            .announce();
        done("");
        self.put(value);
    }

    /// A slot that was kept is free again.
    pub fn give_slot(&self) {
        let id = self.id();
        Step::new(Kind::Release, Place::frame()).on(id).announce();
        let awake = self.line.give(1);
        self.changed(id);
        woken(awake, "");
    }

    pub fn send_unbounded(&self, value: T, place: Place) -> Result<(), SendError<T>> {
        let id = self.id();
        Step::new(Kind::Send, place)
            .on(id)
            .with(shown(&value))
            .announce();
        if self.inside.borrow().closed {
            done("Err: the receiver is gone");
            return Err(SendError(value));
        }
        done("");
        self.put(value);
        Ok(())
    }

    pub fn try_send(&self, value: T, place: Place) -> Result<(), TrySendError<T>> {
        match self.try_take(Kind::TrySend, shown(&value), place) {
            Ok(true) => {
                self.put(value);
                Ok(())
            }
            Ok(false) => Err(TrySendError::Full(value)),
            Err(Closed) => Err(TrySendError::Closed(value)),
        }
    }

    pub fn try_take(&self, kind: Kind, text: String, place: Place) -> Result<bool, Closed> {
        let id = self.id();
        Step::new(kind, place).on(id).with(text).announce();
        let taken = self.line.try_take(1);
        self.changed(id);
        done(match taken {
            Ok(true) => "Ok",
            Ok(false) => "Err: full",
            Err(Closed) => "Err: the receiver is gone",
        });
        taken
    }

    /// In the step under way, which is done: who receives is woken.
    fn put(&self, value: T) {
        let id = self.id();
        let (text, exact) = (value.show(), value.is_exact());
        let packet = with(|world| {
            let thread = world.mine();
            let print = match &text {
                Some(text) if exact => fingerprint(text),
                _ => thread.history,
            };
            let view = thread.knowledge.view.clone();
            Packet {
                value,
                text: text.unwrap_or(HIDDEN.into()),
                print,
                view,
            }
        });
        with(|world| world.tell(id));
        self.inside.borrow_mut().queue.push_back(packet);
        self.changed(id);
        let waiter = self.inside.borrow_mut().receiver.take();
        if let Some(waiter) = waiter {
            waiter.wake();
        }
    }

    pub fn poll_recv(&self, context: &Context, place: Place) -> Poll<Option<T>> {
        let id = self.id();
        // Nobody but senders that wait for room sees when a message is taken.
        let look = Look::new(Kind::Recv, place)
            .on(id)
            .choice(self.bound.is_some());
        ready!(look.come(
            context,
            || self.has_come(),
            |waiter| {
                self.inside.borrow_mut().receiver = Some(waiter);
            }
        ));
        Poll::Ready(self.take(id).ok())
    }

    fn has_come(&self) -> bool {
        let inside = self.inside.borrow();
        !inside.queue.is_empty() || inside.senders == 0 || inside.closed
    }

    pub fn try_recv(&self, place: Place) -> Result<T, TryRecvError> {
        see(Seen::Senders);
        let id = self.id();
        Step::new(Kind::TryRecv, place).on(id).announce();
        self.take(id)
    }

    /// Takes a message, if there is one; its slot goes to the next in line.
    fn take(&self, id: ObjectId) -> Result<T, TryRecvError> {
        let packet = self.inside.borrow_mut().queue.pop_front();
        let Some(packet) = packet else {
            let over = self.has_come();
            if over {
                with(|world| world.learn(id));
                done("None: all senders are gone");
                return Err(TryRecvError::Disconnected);
            }
            done("Err: empty");
            return Err(TryRecvError::Empty);
        };
        with(|world| world.learn_view(&packet.view));
        let awake = match self.bound {
            Some(_) => self.line.give(1),
            None => vec![],
        };
        self.changed(id);
        done_as(packet.text, packet.print);
        awake.into_iter().for_each(Waiter::wake);
        Ok(packet.value)
    }

    pub fn len(&self, place: Place) -> usize {
        let id = self.id();
        Step::new(Kind::Get, place).on(id).announce();
        let len = self.inside.borrow().queue.len();
        done(len.to_string());
        len
    }

    /// Slots that are free.
    pub fn capacity(&self, place: Place) -> usize {
        let id = self.id();
        Step::new(Kind::Get, place).on(id).announce();
        let free = self.line.permits();
        done(free.to_string());
        free
    }

    pub fn is_closed(&self, place: Place) -> bool {
        let id = self.id();
        Step::new(Kind::Get, place).on(id).announce();
        let closed = self.inside.borrow().closed;
        done(closed.to_string());
        closed
    }

    /// Waits until the receiver is gone.
    pub fn poll_closed(&self, context: &Context, place: Place) -> Poll<()> {
        let id = self.id();
        let look = Look::new(Kind::Close, place).on(id);
        ready!(look.come(
            context,
            || self.inside.borrow().closed,
            |waiter| {
                self.inside.borrow_mut().watchers.push(waiter);
            }
        ));
        with(|world| world.learn(id));
        done("");
        Poll::Ready(())
    }

    pub fn add_sender(&self) {
        self.inside.borrow_mut().senders += 1;
    }

    /// Noticed only if somebody still receives. That others are left is seen by who
    /// does not wait for them.
    pub fn sender_gone(&self) {
        let id = self.id();
        let (noticed, last) = {
            let inside = self.inside.borrow();
            let last = inside.senders == 1;
            let seen = with(|world| world.sees(Seen::Senders));
            (!inside.closed && (last || seen), last)
        };
        if noticed {
            let kind = match last {
                true => Kind::LastSenderGone,
                false => Kind::SenderGone,
            };
            Step::new(kind, Place::frame()).on(id).announce();
        }
        self.inside.borrow_mut().senders -= 1;
        with(|world| world.tell(id));
        self.changed(id);
        if noticed {
            done("");
        }
        if last {
            let waiter = self.inside.borrow_mut().receiver.take();
            if let Some(waiter) = waiter {
                waiter.wake();
            }
        }
    }

    /// No message is accepted any more; those that are there can be taken.
    pub fn close(&self, place: Place) {
        let id = self.id();
        Step::new(Kind::Close, place).on(id).announce();
        self.shut(id);
    }

    /// The receiver is gone, and all messages with it.
    pub fn receiver_gone(&self) {
        let id = self.id();
        let noticed = {
            let inside = self.inside.borrow();
            inside.senders > 0 && !inside.closed
        };
        if noticed {
            Step::new(Kind::ReceiverGone, Place::frame())
                .on(id)
                .announce();
            self.shut(id);
        } else {
            self.inside.borrow_mut().closed = true;
            self.changed(id);
        }
        let left = ::std::mem::take(&mut self.inside.borrow_mut().queue);
        self.changed(id);
        drop(left);
    }

    fn shut(&self, id: ObjectId) {
        self.inside.borrow_mut().closed = true;
        let mut awake = self.line.close();
        awake.append(&mut self.inside.borrow_mut().watchers);
        with(|world| world.tell(id));
        self.changed(id);
        woken(awake, "");
    }
}

/// A slot of a bounded channel, for a message.
struct Slot<'a, T> {
    of: &'a Pipeline<T>,
    text: String,
    kind: Kind,
}

impl<T> InLine for Slot<'_, T> {
    fn line(&self) -> &Line {
        &self.of.line
    }

    fn id(&self) -> ObjectId {
        self.of.id()
    }

    fn changed(&self, id: ObjectId) {
        self.of.changed(id);
    }

    fn got(&self, _: ObjectId) -> (String, u64) {
        (String::new(), 0)
    }

    fn argument(&self) -> &str {
        &self.text
    }

    fn closed(&self) -> String {
        "Err: the receiver is gone".into()
    }
}
