//! `broadcast`: each message, to all that receive; who is late loses the oldest, and is
//! told how many.

use super::line::woken;
use crate::runtime::wait;
use crate::task::poll::{Look, Waiter};
use ::std::cell::RefCell;
use ::std::collections::VecDeque;
use ::std::fmt;
use ::std::future::{Future, poll_fn};
use ::std::sync::Arc;
use ::std::task::{Context, Poll, ready};
use error::{RecvError, SendError, TryRecvError};
use explored_std::facade::{Exact, HIDDEN, Show, Tag, shown};
use explorer::{
    Apart, Kind, ObjectId, Place, Status, Step, Turn, View, Whose, done, done_as, fingerprint, with,
};

pub struct Sender<T>(Arc<Shared<T>>);

pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
    /// Which message it gets next.
    next: u64,
}

struct Shared<T> {
    tag: Tag,
    capacity: usize,
    inside: RefCell<Inside<T>>,
}

// SAFETY: fibers run one at a time, on one real thread.
unsafe impl<T: Send> Send for Shared<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Shared<T> {}

struct Inside<T> {
    /// The last messages, as many as it has slots.
    slots: VecDeque<Slot<T>>,
    sent: u64,
    senders: usize,
    receivers: usize,
    waiting: Vec<Waiter>,
    watching: Vec<Waiter>,
}

struct Slot<T> {
    /// None, once all that were to get it have.
    value: Option<Arc<T>>,
    /// How many are still to get it.
    left: usize,
    text: String,
    print: u64,
    view: View,
}

impl<T> Slot<T> {
    /// One receiver fewer is to get it: the value, if it was the last.
    fn one_less(&mut self) -> Option<Arc<T>> {
        self.left -= 1;
        self.value.take_if(|_| self.left == 0)
    }
}

impl<T> Inside<T> {
    /// The first message that is still there.
    fn first(&self) -> u64 {
        self.sent - self.slots.len() as u64
    }

    fn has_come(&self, next: u64) -> bool {
        next < self.sent || self.senders == 0
    }
}

#[track_caller]
pub fn channel<T: Clone>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let shared = Shared::new(capacity, 1);
    let receiver = Receiver {
        shared: shared.clone(),
        next: 0,
    };
    (Sender(shared), receiver)
}

impl<T> Shared<T> {
    #[track_caller]
    fn new(capacity: usize, receivers: usize) -> Arc<Shared<T>> {
        assert!(capacity > 0, "broadcast channel capacity cannot be zero");
        let _facade = Turn::of(Whose::Facade);
        let shared = Arc::new(Shared {
            tag: Tag::new("broadcast"),
            capacity: capacity.next_power_of_two(),
            inside: RefCell::new(Inside {
                slots: VecDeque::new(),
                sent: 0,
                senders: 1,
                receivers,
                waiting: vec![],
                watching: vec![],
            }),
        });
        shared.id();
        shared
    }

    fn id(&self) -> ObjectId {
        let id = self.tag.id((&raw const *self) as usize);
        if with(|world| !world.has_object(id)) {
            let status = Status::Apart(Apart::default());
            with(|world| world.add_object(id, String::new(), status));
            self.changed(id);
        }
        id
    }

    fn changed(&self, id: ObjectId) {
        let inside = self.inside.borrow();
        let there = inside.slots.iter().filter(|slot| slot.value.is_some());
        let texts: Vec<&str> = there.clone().map(|slot| slot.text.as_str()).collect();
        let state = match (inside.receivers, inside.senders) {
            (0, _) => " receiver gone",
            (_, 0) => " senders gone",
            _ => "",
        };
        let text = format!("[{}]{state}", texts.join(", "));
        let slots = inside.slots.iter().map(|slot| (slot.print, slot.left));
        let slots: Vec<_> = slots.collect();
        let print = fingerprint((slots, inside.sent, inside.senders, inside.receivers));
        let views = there.map(|slot| slot.view.clone()).collect();
        with(|world| {
            let apart = world.apart_mut(id);
            apart.print = print;
            apart.views = views;
            world.set_value(id, Some(text), true);
            world.changed();
        });
    }

    /// A look at what others change, as a step; its result.
    fn get<R: fmt::Display>(&self, place: Place, look: impl FnOnce(&Inside<T>) -> R) -> R {
        let id = self.id();
        Step::new(Kind::Get, place).on(id).announce();
        let seen = look(&self.inside.borrow());
        done(seen.to_string());
        seen
    }

    /// One more receiver, of what is sent from here on.
    fn receiver(self: &Arc<Self>, place: Place) -> Receiver<T> {
        let id = self.id();
        Step::new(Kind::Get, place).on(id).announce();
        let next = {
            let mut inside = self.inside.borrow_mut();
            inside.receivers += 1;
            inside.sent
        };
        self.changed(id);
        done_as(String::new(), fingerprint(next));
        Receiver {
            shared: self.clone(),
            next,
        }
    }
}

impl<T> Sender<T> {
    #[track_caller]
    pub fn new(capacity: usize) -> Sender<T> {
        Sender(Shared::new(capacity, 0))
    }

    /// To how many.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<usize, SendError<T>> {
        let shared = &self.0;
        let id = shared.id();
        Step::new(Kind::Send, Place::caller())
            .on(id)
            .with(shown(&value))
            .announce();
        let receivers = shared.inside.borrow().receivers;
        if receivers == 0 {
            done("Err: the receiver is gone");
            return Err(SendError(value));
        }
        let (text, exact) = (value.show(), value.is_exact());
        let (history, view) = with(|world| {
            let thread = world.mine();
            (thread.history, thread.knowledge.view.clone())
        });
        let slot = {
            let _facade = Turn::of(Whose::Facade);
            Slot {
                value: Some(Arc::new(value)),
                left: receivers,
                print: match &text {
                    Some(text) if exact => fingerprint(text),
                    _ => history,
                },
                text: text.unwrap_or(HIDDEN.into()),
                view,
            }
        };
        let (oldest, awake) = {
            let mut inside = shared.inside.borrow_mut();
            let is_full = inside.slots.len() == shared.capacity;
            let oldest = is_full.then(|| inside.slots.pop_front());
            inside.slots.push_back(slot);
            inside.sent += 1;
            (oldest, ::std::mem::take(&mut inside.waiting))
        };
        with(|world| world.tell(id));
        shared.changed(id);
        // How many it went to is seen.
        with(|world| world.saw(receivers as u64));
        woken(awake, "");
        drop(oldest);
        Ok(receivers)
    }

    #[track_caller]
    pub fn subscribe(&self) -> Receiver<T> {
        self.0.receiver(Place::caller())
    }

    /// How many messages are there that somebody is still to get.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.0.get(Place::caller(), |inside| {
            let slots = inside.slots.iter();
            slots.skip_while(|slot| slot.left == 0).count()
        })
    }

    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[track_caller]
    pub fn receiver_count(&self) -> usize {
        self.0.get(Place::caller(), |inside| inside.receivers)
    }

    /// Waits until no receiver is left.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> {
        let place = Place::caller();
        poll_fn(move |context| {
            let (shared, id) = (&self.0, self.0.id());
            let look = Look::new(Kind::Close, place).on(id).choice(true);
            ready!(look.come(
                context,
                || shared.inside.borrow().receivers == 0,
                |waiter| shared.inside.borrow_mut().watching.push(waiter)
            ));
            with(|world| world.learn(id));
            done("");
            Poll::Ready(())
        })
    }

    pub fn same_channel(&self, other: &Sender<T>) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: Clone> Receiver<T> {
    #[track_caller]
    pub fn recv(&mut self) -> impl Future<Output = Result<T, RecvError>> {
        let place = Place::caller();
        poll_fn(move |context| self.poll_recv(context, place))
    }

    #[track_caller]
    pub fn blocking_recv(&mut self) -> Result<T, RecvError> {
        wait(self.recv())
    }

    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        let id = self.shared.id();
        Step::new(Kind::TryRecv, Place::caller()).on(id).announce();
        if !self.shared.inside.borrow().has_come(self.next) {
            done("Err: empty");
            return Err(TryRecvError::Empty);
        }
        self.take(id).map_err(|error| match error {
            RecvError::Closed => TryRecvError::Closed,
            RecvError::Lagged(missed) => TryRecvError::Lagged(missed),
        })
    }

    #[track_caller]
    pub fn resubscribe(&self) -> Receiver<T> {
        self.shared.receiver(Place::caller())
    }

    fn poll_recv(&mut self, context: &Context, place: Place) -> Poll<Result<T, RecvError>> {
        let id = self.shared.id();
        // A message that has come may be gone a moment later, for a newer one.
        let look = Look::new(Kind::Recv, place).on(id).choice(true);
        ready!(look.come(
            context,
            || self.shared.inside.borrow().has_come(self.next),
            |waiter| {
                let waiting = &mut self.shared.inside.borrow_mut().waiting;
                waiting.retain(|other| !other.is(&waiter));
                waiting.push(waiter);
            }
        ));
        Poll::Ready(self.take(id))
    }

    /// What has come, in the step that is announced.
    fn take(&mut self, id: ObjectId) -> Result<T, RecvError> {
        let mut inside = self.shared.inside.borrow_mut();
        let first = inside.first();
        if self.next == inside.sent {
            drop(inside);
            with(|world| world.learn(id));
            done("Err: all senders are gone");
            return Err(RecvError::Closed);
        }
        if self.next < first {
            let missed = first - self.next;
            drop(inside);
            self.next = first;
            with(|world| world.learn(id));
            done(format!("Err(Lagged({missed}))"));
            return Err(RecvError::Lagged(missed));
        }
        let slot = &mut inside.slots[(self.next - first) as usize];
        let (text, print, view) = (slot.text.clone(), slot.print, slot.view.clone());
        let value = slot.value.clone().expect("for one that is to get it");
        let last = slot.one_less();
        drop(inside);
        self.next += 1;
        with(|world| world.learn_view(&view));
        self.shared.changed(id);
        done_as(text, print);
        let copy = T::clone(&value);
        drop((value, last));
        Ok(copy)
    }
}

impl<T> Receiver<T> {
    /// How many it has not got yet, with those that it will not get.
    #[track_caller]
    pub fn len(&self) -> usize {
        let count = |inside: &Inside<T>| (inside.sent - self.next) as usize;
        self.shared.get(Place::caller(), count)
    }

    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.shared
            .get(Place::caller(), |inside| inside.senders == 0)
    }

    pub fn same_channel(&self, other: &Receiver<T>) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        self.0.inside.borrow_mut().senders += 1;
        Sender(self.0.clone())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let shared = &self.0;
        let id = shared.id();
        let noticed = {
            let inside = shared.inside.borrow();
            inside.senders == 1 && inside.receivers > 0
        };
        if noticed {
            Step::new(Kind::LastSenderGone, Place::frame())
                .on(id)
                .announce();
        }
        let awake = {
            let mut inside = shared.inside.borrow_mut();
            inside.senders -= 1;
            match inside.senders {
                0 => ::std::mem::take(&mut inside.waiting),
                _ => vec![],
            }
        };
        with(|world| world.tell(id));
        shared.changed(id);
        if noticed {
            woken(awake, "");
        }
    }
}

/// Noticed if somebody may still send, for it is told to how many; or if messages are
/// left, for it may be the last to have them.
impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let shared = &self.shared;
        let id = shared.id();
        let (noticed, last) = {
            let inside = shared.inside.borrow();
            let unread = self.next < inside.sent;
            (inside.senders > 0 || unread, inside.receivers == 1)
        };
        if noticed {
            let kind = match last {
                true => Kind::ReceiverGone,
                false => Kind::OtherReceiverGone,
            };
            Step::new(kind, Place::frame()).on(id).announce();
        }
        let (left, awake) = {
            let mut inside = shared.inside.borrow_mut();
            inside.receivers -= 1;
            let read = self.next.saturating_sub(inside.first()) as usize;
            let unread = inside.slots.iter_mut().skip(read);
            let left: Vec<_> = unread.filter_map(Slot::one_less).collect();
            let awake = match last {
                true => ::std::mem::take(&mut inside.watching),
                false => vec![],
            };
            (left, awake)
        };
        with(|world| world.tell(id));
        shared.changed(id);
        if noticed {
            woken(awake, "");
        }
        drop(left);
    }
}

macro_rules! debug {
    ($($name:ident)*) => {$(
        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!("broadcast::", stringify!($name)))
            }
        }
    )*};
}

debug!(Sender Receiver);

pub mod error {
    use ::std::error::Error;
    use ::std::fmt;

    #[derive(Debug)]
    pub struct SendError<T>(pub T);

    impl<T> fmt::Display for SendError<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("channel closed")
        }
    }

    impl<T: fmt::Debug> Error for SendError<T> {}

    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum RecvError {
        Closed,
        Lagged(u64),
    }

    impl fmt::Display for RecvError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self {
                RecvError::Closed => f.write_str("channel closed"),
                RecvError::Lagged(missed) => write!(f, "channel lagged by {missed}"),
            }
        }
    }

    impl Error for RecvError {}

    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum TryRecvError {
        Empty,
        Closed,
        Lagged(u64),
    }

    impl fmt::Display for TryRecvError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            match self {
                TryRecvError::Empty => f.write_str("channel empty"),
                TryRecvError::Closed => f.write_str("channel closed"),
                TryRecvError::Lagged(missed) => write!(f, "channel lagged by {missed}"),
            }
        }
    }

    impl Error for TryRecvError {}
}
