//! `oneshot`: one message, once.

use crate::task::poll::{Look, Waiter, wakes};
use ::std::cell::RefCell;
use ::std::fmt;
use ::std::future::{Future, poll_fn};
use ::std::pin::Pin;
use ::std::sync::Arc;
use ::std::task::{Context, Poll, ready};
use error::{RecvError, TryRecvError};
use explored_std::facade::{Exact, HIDDEN, Show, Tag, shown};
use explorer::{
    Apart, Kind, ObjectId, Place, Seen, Status, Step, Turn, Whose, done, done_as, fingerprint, see,
    with,
};

pub struct Sender<T> {
    shared: Arc<Shared<T>>,
    sent: bool,
}

pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
    /// It has its message, or knows that none comes.
    over: bool,
}

struct Shared<T> {
    tag: Tag,
    inside: RefCell<Inside<T>>,
}

// SAFETY: fibers run one at a time, on one real thread.
unsafe impl<T: Send> Send for Shared<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Shared<T> {}

struct Inside<T> {
    value: Option<(T, String, u64)>,
    sender: bool,
    /// It still takes a message.
    receiver: bool,
    receives: Option<Waiter>,
    watches: Option<Waiter>,
}

#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let _facade = Turn::of(Whose::Facade);
    let shared = Arc::new(Shared {
        tag: Tag::new("oneshot"),
        inside: RefCell::new(Inside {
            value: None,
            sender: true,
            receiver: true,
            receives: None,
            watches: None,
        }),
    });
    shared.id();
    let sender = Sender {
        shared: shared.clone(),
        sent: false,
    };
    let receiver = Receiver {
        shared,
        over: false,
    };
    (sender, receiver)
}

impl<T> Shared<T> {
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
        let text = match &inside.value {
            Some((_, text, _)) => format!("[{text}]"),
            None => "[]".into(),
        };
        let state = match (inside.receiver, inside.sender) {
            (false, _) => " receiver gone",
            (true, false) if inside.value.is_none() => " senders gone",
            _ => "",
        };
        let print = inside.value.as_ref().map(|&(_, _, print)| print);
        let print = fingerprint((print, inside.sender, inside.receiver));
        with(|world| {
            world.apart_mut(id).print = print;
            world.set_value(id, Some(text + state), true);
            world.changed();
        });
    }

    fn over(&self) -> bool {
        let inside = self.inside.borrow();
        inside.value.is_some() || !inside.sender
    }

    /// In the step under way, which is done.
    fn wake(&self) {
        let waiter = self.inside.borrow_mut().receives.take();
        if let Some(waiter) = waiter {
            waiter.wake();
        }
    }

    fn said(&self) -> String {
        let inside = self.inside.borrow();
        inside
            .receives
            .as_ref()
            .map_or(String::new(), |waiter| wakes(waiter.task))
    }

    fn take(&self, id: ObjectId) -> Result<T, TryRecvError> {
        let taken = self.inside.borrow_mut().value.take();
        match taken {
            Some((value, text, print)) => {
                with(|world| world.learn(id));
                self.changed(id);
                done_as(format!("Ok({text})"), print);
                Ok(value)
            }
            None if self.inside.borrow().sender => {
                done("Err: empty");
                Err(TryRecvError::Empty)
            }
            None => {
                with(|world| world.learn(id));
                done("Err: all senders are gone");
                Err(TryRecvError::Closed)
            }
        }
    }
}

impl<T> Sender<T> {
    #[track_caller]
    pub fn send(mut self, value: T) -> Result<(), T> {
        let shared = &self.shared;
        let id = shared.id();
        Step::new(Kind::Send, Place::caller())
            .on(id)
            .with(shown(&value))
            .announce();
        self.sent = true;
        let mut inside = shared.inside.borrow_mut();
        inside.sender = false;
        if !inside.receiver {
            drop(inside);
            shared.changed(id);
            done("Err: the receiver is gone");
            return Err(value);
        }
        let (text, exact) = (value.show(), value.is_exact());
        let print = match &text {
            Some(text) if exact => fingerprint(text),
            _ => with(|world| world.mine().history),
        };
        inside.value = Some((value, text.unwrap_or(HIDDEN.into()), print));
        drop(inside);
        with(|world| world.tell(id));
        shared.changed(id);
        done(shared.said());
        shared.wake();
        Ok(())
    }

    #[track_caller]
    pub fn is_closed(&self) -> bool {
        let id = self.shared.id();
        Step::new(Kind::Get, Place::caller()).on(id).announce();
        let closed = !self.shared.inside.borrow().receiver;
        done(closed.to_string());
        closed
    }

    /// Waits until the receiver is gone.
    #[track_caller]
    pub fn closed(&mut self) -> impl Future<Output = ()> {
        let place = Place::caller();
        let shared = &self.shared;
        poll_fn(move |context| {
            let id = shared.id();
            let come = || !shared.inside.borrow().receiver;
            let look = Look::new(Kind::Close, place).on(id);
            ready!(
                look.come(context, come, |waiter| shared.inside.borrow_mut().watches =
                    Some(waiter))
            );
            with(|world| world.learn(id));
            done("");
            Poll::Ready(())
        })
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if self.sent {
            return;
        }
        let shared = &self.shared;
        let id = shared.id();
        let noticed = shared.inside.borrow().receiver;
        if noticed {
            Step::new(Kind::LastSenderGone, Place::frame())
                .on(id)
                .announce();
        }
        shared.inside.borrow_mut().sender = false;
        with(|world| world.tell(id));
        shared.changed(id);
        if noticed {
            done(shared.said());
        }
        shared.wake();
    }
}

impl<T> Receiver<T> {
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        see(Seen::Senders);
        let id = self.shared.id();
        Step::new(Kind::TryRecv, Place::caller()).on(id).announce();
        let taken = self.shared.take(id);
        self.over |= !matches!(taken, Err(TryRecvError::Empty));
        taken
    }

    /// No message is accepted any more; one that was sent can be taken.
    #[track_caller]
    pub fn close(&mut self) {
        let id = self.shared.id();
        Step::new(Kind::Close, Place::caller()).on(id).announce();
        self.shut(id, true);
    }

    #[track_caller]
    pub fn blocking_recv(self) -> Result<T, RecvError> {
        crate::runtime::wait(self)
    }

    fn shut(&self, id: ObjectId, is_step: bool) {
        let watches = {
            let mut inside = self.shared.inside.borrow_mut();
            inside.receiver = false;
            inside.watches.take()
        };
        with(|world| world.tell(id));
        self.shared.changed(id);
        if is_step {
            let woken = watches.as_ref().map(|waiter| wakes(waiter.task));
            done(woken.unwrap_or_default());
        }
        if let Some(waiter) = watches {
            waiter.wake();
        }
    }
}

impl<T> Future for Receiver<T> {
    type Output = Result<T, RecvError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<Self::Output> {
        assert!(!self.over, "called after complete");
        let place = Place::frame();
        let id = self.shared.id();
        let look = Look::new(Kind::Recv, place).on(id);
        ready!(look.come(
            context,
            || self.shared.over(),
            |waiter| {
                self.shared.inside.borrow_mut().receives = Some(waiter);
            }
        ));
        self.over = true;
        let taken = self.shared.take(id);
        Poll::Ready(taken.map_err(|_| RecvError(())))
    }
}

/// Noticed only if somebody may still send.
impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let id = self.shared.id();
        let noticed = {
            let inside = self.shared.inside.borrow();
            inside.sender && inside.receiver
        };
        if noticed {
            Step::new(Kind::ReceiverGone, Place::frame())
                .on(id)
                .announce();
        }
        self.shut(id, noticed);
        let left = self.shared.inside.borrow_mut().value.take();
        self.shared.changed(id);
        drop(left);
    }
}

macro_rules! debug {
    ($($name:ident)*) => {$(
        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

debug!(Sender Receiver);

pub mod error {
    use ::std::error::Error;
    use ::std::fmt;

    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct RecvError(pub(super) ());

    impl fmt::Display for RecvError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("channel closed")
        }
    }

    impl Error for RecvError {}

    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum TryRecvError {
        Empty,
        Closed,
    }

    impl fmt::Display for TryRecvError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(match self {
                TryRecvError::Empty => "channel empty",
                TryRecvError::Closed => "channel closed",
            })
        }
    }

    impl Error for TryRecvError {}
}
