//! `Notify`: one is woken, or all that wait; a notification that nobody waits for is
//! kept, but only one.

use super::anew::Anew;
use super::line::woken;
use crate::task::poll::{Look, Waiter};
use ::std::fmt;
use ::std::future::Future;
use ::std::pin::Pin;
use ::std::task::{Context, Poll};
use explored_std::facade::Tag;
use explored_std::sync::Arc;
use explorer::{
    Apart, Kind, ObjectId, Place, Seen, Status, Step, ThreadId, done, done_as, fingerprint, see,
    with,
};

pub struct Notify {
    tag: Tag,
    inside: Anew<Inside>,
}

// SAFETY: fibers run one at a time, on one real thread.
unsafe impl Send for Notify {}
// SAFETY: as above.
unsafe impl Sync for Notify {}

struct Inside {
    kept: bool,
    /// How often all were notified.
    rounds: u64,
    waiting: Vec<Stand>,
    made: u64,
}

struct Stand {
    key: u64,
    task: Option<ThreadId>,
    notified: Option<By>,
    waiter: Option<Waiter>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum By {
    One,
    All,
}

impl Notify {
    #[track_caller]
    pub const fn new() -> Notify {
        Notify {
            tag: Tag::new("notify"),
            inside: Anew::new(Inside::new(), Inside::new),
        }
    }

    #[track_caller]
    pub const fn const_new() -> Notify {
        Notify::new()
    }

    /// Notifications of all that come from here on are its own.
    #[track_caller]
    pub fn notified(&self) -> Notified<'_> {
        Notified(Waits::new(self, Place::caller()))
    }

    #[track_caller]
    pub fn notified_owned(self: Arc<Self>) -> OwnedNotified {
        OwnedNotified(Waits::new(self, Place::caller()))
    }

    #[track_caller]
    pub fn notify_one(&self) {
        let id = self.id();
        Step::new(Kind::NotifyOne, Place::caller())
            .on(id)
            .announce();
        with(|world| world.tell(id));
        let (awake, kept) = self.inside.borrow_mut().notify_one();
        self.changed(id);
        woken(awake, if kept { "kept" } else { "" });
    }

    #[track_caller]
    pub fn notify_waiters(&self) {
        // Whether one was made before or after is seen.
        see(Seen::Rounds);
        let id = self.id();
        Step::new(Kind::NotifyWaiters, Place::caller())
            .on(id)
            .announce();
        with(|world| world.tell(id));
        let awake = self.inside.borrow_mut().notify_all();
        self.changed(id);
        woken(awake, "nobody is waiting");
    }

    fn id(&self) -> ObjectId {
        let id = self.tag.id((&raw const *self) as usize);
        if with(|world| !world.has_object(id)) {
            let status = Status::Apart(Apart::default());
            with(|world| world.add_object(id, String::new(), status));
        }
        id
    }

    fn changed(&self, id: ObjectId) {
        let (print, text) = self.inside.borrow().print();
        with(|world| {
            world.apart_mut(id).print = print;
            world.set_value(id, Some(text.into()), true);
            world.changed();
        });
    }
}

impl Inside {
    const fn new() -> Inside {
        Inside {
            kept: false,
            rounds: 0,
            waiting: vec![],
            made: 0,
        }
    }

    /// Who is woken; else it is kept.
    fn notify_one(&mut self) -> (Vec<Waiter>, bool) {
        let mut waiting = self.waiting.iter_mut();
        match waiting.find(|it| it.notified.is_none()) {
            Some(first) => {
                first.notified = Some(By::One);
                (first.waiter.take().into_iter().collect(), false)
            }
            None => {
                self.kept = true;
                (vec![], true)
            }
        }
    }

    fn notify_all(&mut self) -> Vec<Waiter> {
        self.rounds += 1;
        let mut awake = vec![];
        for it in self.waiting.iter_mut().filter(|it| it.notified.is_none()) {
            it.notified = Some(By::All);
            awake.extend(it.waiter.take());
        }
        awake
    }

    fn print(&self) -> (u64, &'static str) {
        let waiting = self.waiting.iter().map(|it| (it.task, it.notified));
        let waiting: Vec<_> = waiting.collect();
        let print = fingerprint((self.kept, self.rounds, waiting));
        (print, if self.kept { "1" } else { "" })
    }
}

impl Default for Notify {
    #[track_caller]
    fn default() -> Notify {
        Notify::new()
    }
}

impl fmt::Debug for Notify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notify").finish_non_exhaustive()
    }
}

#[must_use = "futures do nothing unless polled"]
#[derive(Debug)]
pub struct Notified<'a>(Waits<&'a Notify>);

#[must_use = "futures do nothing unless polled"]
#[derive(Debug)]
pub struct OwnedNotified(Waits<Arc<Notify>>);

#[derive(Debug)]
struct Waits<N: ::std::ops::Deref<Target = Notify>> {
    of: N,
    place: Place,
    /// Of all that were notified, before it was made.
    rounds: u64,
    state: State,
}

#[derive(Debug)]
enum State {
    New,
    Waiting(u64),
    Done,
}

impl<N: ::std::ops::Deref<Target = Notify>> Waits<N> {
    fn new(of: N, place: Place) -> Waits<N> {
        if with(|world| world.sees(Seen::Rounds)) {
            let id = of.id();
            Step::new(Kind::Notified, place).on(id).announce();
            let rounds = of.inside.borrow().rounds;
            done_as(String::new(), fingerprint(rounds));
        }
        let rounds = of.inside.borrow().rounds;
        Waits {
            of,
            place,
            rounds,
            state: State::New,
        }
    }

    /// Stands in line, unless it is notified already.
    fn begin(&mut self) -> bool {
        let id = self.of.id();
        Step::new(Kind::Notified, self.place).on(id).announce();
        let mut inside = self.of.inside.borrow_mut();
        let all = inside.rounds != self.rounds;
        if all || ::std::mem::take(&mut inside.kept) {
            drop(inside);
            self.state = State::Done;
            with(|world| world.learn(id));
            self.of.changed(id);
            done("notified");
            return true;
        }
        inside.made += 1;
        let key = inside.made;
        inside.waiting.push(Stand {
            key,
            task: None,
            notified: None,
            waiter: None,
        });
        drop(inside);
        self.state = State::Waiting(key);
        self.of.changed(id);
        done("stands in line");
        false
    }

    fn poll(&mut self, context: &Context) -> Poll<()> {
        if let State::New = self.state {
            self.begin();
        }
        match self.state {
            State::Waiting(key) => self.again(key, context),
            _ => Poll::Ready(()),
        }
    }

    fn again(&mut self, key: u64, context: &Context) -> Poll<()> {
        let id = self.of.id();
        let come = || {
            let inside = self.of.inside.borrow();
            let mut waiting = inside.waiting.iter();
            waiting.any(|it| it.key == key && it.notified.is_some())
        };
        let look = Look::new(Kind::Notified, self.place).on(id);
        if !look.has_come(come) {
            let mut inside = self.of.inside.borrow_mut();
            if let Some(mine) = inside.waiting.iter_mut().find(|it| it.key == key) {
                let waiter = Waiter::new(context);
                mine.task = Some(waiter.task);
                mine.waiter = Some(waiter);
            }
            drop(inside);
            look.wait();
            self.of.changed(id);
            return Poll::Pending;
        }
        self.state = State::Done;
        (self.of.inside.borrow_mut().waiting).retain(|it| it.key != key);
        with(|world| world.learn(id));
        self.of.changed(id);
        done("notified");
        Poll::Ready(())
    }
}

impl Notified<'_> {
    /// Stands in line without waiting; whether it is notified.
    pub fn enable(mut self: Pin<&mut Self>) -> bool {
        match self.0.state {
            State::New => self.0.begin(),
            State::Waiting(_) => false,
            State::Done => true,
        }
    }
}

impl Future for Notified<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<()> {
        self.0.poll(context)
    }
}

impl Future for OwnedNotified {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<()> {
        self.0.poll(context)
    }
}

/// A notification that one alone got goes to the next.
impl<N: ::std::ops::Deref<Target = Notify>> Drop for Waits<N> {
    fn drop(&mut self) {
        let State::Waiting(key) = self.state else {
            return;
        };
        let id = self.of.id();
        Step::new(Kind::Withdraw, Place::frame()).on(id).announce();
        let mut inside = self.of.inside.borrow_mut();
        let at = inside.waiting.iter().position(|it| it.key == key);
        let mine = at.map(|at| inside.waiting.remove(at));
        let awake = match mine.and_then(|it| it.notified) {
            Some(By::One) => inside.notify_one().0,
            Some(By::All) | None => vec![],
        };
        drop(inside);
        with(|world| world.tell(id));
        self.of.changed(id);
        woken(awake, "");
    }
}
