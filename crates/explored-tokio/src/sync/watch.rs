//! `watch`: the last value alone, for all that look; who waits is told that there is
//! a new one, and may miss those between.

use crate::sync::line::woken;
use crate::task::poll::{Look, Waiter};
use ::std::cell::{Cell, RefCell, UnsafeCell};
use ::std::fmt;
use ::std::future::{Future, poll_fn};
use ::std::mem::replace;
use ::std::ops::Deref;
use ::std::sync::Arc;
use ::std::task::{Context, Poll, ready};
use error::{RecvError, SendError};
use explored_std::facade::{Exact, Show, Tag, shown};
use explorer::{
    Kind, Lock, ObjectId, Place, Ready, Seen, Status, Step, Turn, Whose, done, done_as,
    fingerprint, see, with,
};

pub struct Sender<T>(Arc<Shared<T>>);

pub struct Receiver<T> {
    shared: Arc<Shared<T>>,
    seen: Cell<u64>,
}

struct Shared<T> {
    tag: Tag,
    value: UnsafeCell<T>,
    /// What tells the value apart.
    print: Cell<u64>,
    version: Cell<u64>,
    /// The history of who looked last, then.
    looked: Cell<u64>,
    senders: Cell<usize>,
    receivers: Cell<usize>,
    waiting: RefCell<Vec<Waiter>>,
    watching: RefCell<Vec<Waiter>>,
}

// SAFETY: fibers run one at a time, on one real thread.
unsafe impl<T: Send> Send for Shared<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for Shared<T> {}

#[track_caller]
pub fn channel<T>(value: T) -> (Sender<T>, Receiver<T>) {
    let _facade = Turn::of(Whose::Facade);
    let shared = Arc::new(Shared {
        tag: Tag::new("watch"),
        value: UnsafeCell::new(value),
        print: Cell::new(0),
        version: Cell::new(0),
        looked: Cell::new(0),
        senders: Cell::new(1),
        receivers: Cell::new(1),
        waiting: RefCell::default(),
        watching: RefCell::default(),
    });
    shared.id();
    let receiver = Receiver {
        shared: shared.clone(),
        seen: Cell::new(0),
    };
    (Sender(shared), receiver)
}

impl<T> Shared<T> {
    fn id(&self) -> ObjectId {
        let id = self.tag.id((&raw const *self) as usize);
        if with(|world| !world.has_object(id)) {
            let status = Status::Lock(Lock::default());
            with(|world| world.add_object(id, String::new(), status));
            self.written();
            self.changed(id);
        }
        id
    }

    #[expect(clippy::mut_from_ref, reason = "the engine's lock says who has it")]
    fn value(&self) -> &mut T {
        // SAFETY: fibers run one at a time, and who keeps it holds the lock.
        unsafe { &mut *self.value.get() }
    }

    /// The value was written.
    fn written(&self) {
        let value = self.value();
        let before = self.print.get();
        self.print.set(match value.show() {
            Some(text) if value.is_exact() => fingerprint(text),
            _ => fingerprint((with(|world| world.mine().history), before)),
        });
    }

    /// What tells the object apart.
    fn changed(&self, id: ObjectId) {
        let text = shown(self.value());
        let sides = (self.senders.get(), self.receivers.get());
        let print = fingerprint((self.print.get(), self.version.get(), sides));
        with(|world| world.set_print(id, text, print));
    }

    /// A new value, in the step under way.
    fn sent(&self, id: ObjectId) {
        with(|world| world.tell(id));
        self.version.set(self.version.get() + 1);
        self.written();
        self.changed(id);
        woken(self.waiting.take(), "");
    }

    /// A step that needs the value alone, or with other readers: who has it meanwhile
    /// blocks a thread, as tokio's does.
    fn announce(&self, kind: Kind, argument: String, place: Place, writes: bool) -> ObjectId {
        let id = self.id();
        let ready = Ready::when(move |world| match writes {
            true => world.lock(id).is_free(),
            false => world.lock(id).writer.is_none(),
        });
        Step::new(kind, place)
            .on(id)
            .with(argument)
            .ready(ready)
            .announce();
        id
    }

    /// It is not looked at any more. That no writer waits for it is no step: who has
    /// looked once, and did nothing else, is not seen.
    fn leave(&self, id: ObjectId) {
        let mine = with(|world| world.mine().history);
        if mine == self.looked.get() {
            remove_reader(id);
            return;
        }
        Step::new(Kind::UnlockRead, Place::frame())
            .on(id)
            .announce();
        remove_reader(id);
        done("");
    }

    /// The value, for a while.
    fn look(&self, kind: Kind, place: Place) -> Ref<'_, T> {
        let id = self.announce(kind, String::new(), place, false);
        with(|world| {
            world.learn(id);
            let current = world.current;
            world.lock_mut(id).readers.push(current);
            world.lock_mut(id).readers.sort();
        });
        let print = fingerprint((self.print.get(), self.version.get()));
        done_as(shown(self.value()), print);
        self.looked.set(with(|world| world.mine().history));
        Ref { of: self, id }
    }
}

impl<T> Sender<T> {
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        let shared = &self.0;
        let id = shared.announce(Kind::Send, shown(&value), Place::caller(), true);
        if shared.receivers.get() == 0 {
            done("Err: the receiver is gone");
            return Err(SendError(value));
        }
        let old = replace(shared.value(), value);
        shared.sent(id);
        drop(old);
        Ok(())
    }

    #[track_caller]
    pub fn send_replace(&self, value: T) -> T {
        let shared = &self.0;
        let id = shared.announce(Kind::Send, shown(&value), Place::caller(), true);
        let old = replace(shared.value(), value);
        shared.sent(id);
        old
    }

    #[track_caller]
    pub fn send_modify(&self, modify: impl FnOnce(&mut T)) {
        self.modify(Place::caller(), |value| {
            modify(value);
            true
        });
    }

    /// … and tells of it only if it says so.
    #[track_caller]
    pub fn send_if_modified(&self, modify: impl FnOnce(&mut T) -> bool) -> bool {
        self.modify(Place::caller(), modify)
    }

    fn modify(&self, place: Place, modify: impl FnOnce(&mut T) -> bool) -> bool {
        let shared = &self.0;
        let id = shared.announce(Kind::Write, String::new(), place, true);
        with(|world| {
            world.learn(id);
            let current = world.current;
            world.lock_mut(id).writer = Some(current);
            world.changed();
        });
        let print = fingerprint((shared.print.get(), shared.version.get()));
        done_as(shown(shared.value()), print);
        let modified = modify(shared.value());
        Step::new(Kind::Send, place)
            .on(id)
            .with(shown(shared.value()))
            .announce();
        with(|world| world.lock_mut(id).writer = None);
        match modified {
            true => shared.sent(id),
            false => {
                shared.written();
                shared.changed(id);
                done("");
            }
        }
        modified
    }

    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        self.0.look(Kind::Borrow, Place::caller())
    }

    #[track_caller]
    pub fn subscribe(&self) -> Receiver<T> {
        let shared = &self.0;
        let id = shared.id();
        Step::new(Kind::Get, Place::caller()).on(id).announce();
        shared.receivers.set(shared.receivers.get() + 1);
        shared.changed(id);
        done("");
        Receiver {
            seen: Cell::new(shared.version.get()),
            shared: shared.clone(),
        }
    }

    #[track_caller]
    pub fn receiver_count(&self) -> usize {
        see(Seen::Senders);
        let id = self.0.id();
        Step::new(Kind::Get, Place::caller()).on(id).announce();
        let count = self.0.receivers.get();
        done(count.to_string());
        count
    }

    #[track_caller]
    pub fn is_closed(&self) -> bool {
        self.receiver_count() == 0
    }

    /// Waits until no receiver is left.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> {
        let place = Place::caller();
        poll_fn(move |context| {
            let (shared, id) = (&self.0, self.0.id());
            let look = Look::new(Kind::Close, place).on(id);
            ready!(look.come(
                context,
                || shared.receivers.get() == 0,
                |waiter| {
                    shared.watching.borrow_mut().push(waiter);
                }
            ));
            with(|world| world.learn(id));
            done("");
            Poll::Ready(())
        })
    }
}

fn remove_reader(id: ObjectId) {
    with(|world| {
        let current = world.current;
        let readers = &mut world.lock_mut(id).readers;
        let at = readers.iter().position(|&reader| reader == current);
        at.map(|at| readers.remove(at));
        world.changed();
    });
}

impl<T> Receiver<T> {
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        self.shared.look(Kind::Borrow, Place::caller())
    }

    /// The value, which is seen then.
    #[track_caller]
    pub fn borrow_and_update(&mut self) -> Ref<'_, T> {
        let borrowed = self.shared.look(Kind::Borrow, Place::caller());
        self.seen.set(self.shared.version.get());
        borrowed
    }

    #[track_caller]
    pub fn has_changed(&self) -> Result<bool, RecvError> {
        see(Seen::Senders);
        let id = self.shared.id();
        Step::new(Kind::HasChanged, Place::caller())
            .on(id)
            .announce();
        if self.shared.senders.get() == 0 {
            done("Err: all senders are gone");
            return Err(RecvError(()));
        }
        let changed = self.shared.version.get() != self.seen.get();
        done(changed.to_string());
        Ok(changed)
    }

    pub fn mark_changed(&mut self) {
        self.seen.set(u64::MAX);
    }

    /// Waits for a value that was not seen.
    #[track_caller]
    pub fn changed(&mut self) -> impl Future<Output = Result<(), RecvError>> {
        let place = Place::caller();
        poll_fn(move |context| self.poll_changed(context, place))
    }

    fn poll_changed(&self, context: &Context, place: Place) -> Poll<Result<(), RecvError>> {
        let (shared, id) = (&self.shared, self.shared.id());
        let come = || shared.version.get() != self.seen.get() || shared.senders.get() == 0;
        // Which version it is that is seen from here on is a matter of the moment.
        let look = Look::new(Kind::Changed, place).on(id).choice(true);
        ready!(look.come(context, come, |waiter| {
            shared.waiting.borrow_mut().push(waiter)
        }));
        with(|world| world.learn(id));
        let version = shared.version.get();
        if version == self.seen.replace(version) {
            done("Err: all senders are gone");
            return Poll::Ready(Err(RecvError(())));
        }
        done("Ok");
        Poll::Ready(Ok(()))
    }

    /// Waits for a value of which that is true.
    #[track_caller]
    pub fn wait_for(
        &mut self,
        mut is_it: impl FnMut(&T) -> bool,
    ) -> impl Future<Output = Result<Ref<'_, T>, RecvError>> {
        let place = Place::caller();
        async move {
            loop {
                let is_over = self.shared.senders.get() == 0;
                let value = self.shared.look(Kind::Borrow, place);
                self.seen.set(self.shared.version.get());
                if is_it(&value) {
                    return Ok(value);
                }
                drop(value);
                if is_over {
                    return Err(RecvError(()));
                }
                // Without senders, the last value is looked at once more.
                let _ = poll_fn(|context| self.poll_changed(context, place)).await;
            }
        }
    }

    pub fn same_channel(&self, other: &Receiver<T>) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

/// The value while nobody changes it.
pub struct Ref<'a, T> {
    of: &'a Shared<T>,
    id: ObjectId,
}

impl<T> Drop for Ref<'_, T> {
    fn drop(&mut self) {
        self.of.leave(self.id);
    }
}

impl<T> Deref for Ref<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.of.value()
    }
}

impl<T: fmt::Debug> fmt::Debug for Ref<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Display> fmt::Display for Ref<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        let count = &self.0.senders;
        count.set(count.get() + 1);
        Sender(self.0.clone())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let shared = &self.0;
        let id = shared.id();
        let last = shared.senders.get() == 1;
        let noticed = last && shared.receivers.get() > 0;
        if noticed {
            Step::new(Kind::LastSenderGone, Place::frame())
                .on(id)
                .announce();
        }
        shared.senders.set(shared.senders.get() - 1);
        with(|world| world.tell(id));
        shared.changed(id);
        if noticed {
            woken(shared.waiting.take(), "");
        }
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Receiver<T> {
        let count = &self.shared.receivers;
        count.set(count.get() + 1);
        Receiver {
            shared: self.shared.clone(),
            seen: self.seen.clone(),
        }
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let shared = &self.shared;
        let id = shared.id();
        let last = shared.receivers.get() == 1;
        let noticed = last && shared.senders.get() > 0;
        if noticed {
            Step::new(Kind::ReceiverGone, Place::frame())
                .on(id)
                .announce();
        }
        shared.receivers.set(shared.receivers.get() - 1);
        with(|world| world.tell(id));
        shared.changed(id);
        if noticed {
            woken(shared.watching.take(), "");
        }
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
    pub use crate::sync::mpsc::error::SendError;
    use ::std::error::Error;
    use ::std::fmt;

    #[derive(Clone, Debug)]
    pub struct RecvError(pub(super) ());

    impl fmt::Display for RecvError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("channel closed")
        }
    }

    impl Error for RecvError {}
}
