//! Permits, and who stands in line for them: what tokio's locks, semaphores and
//! bounded channels stand on. First come, first served: a permit that is given back
//! goes to the first in line, polled or not.

use crate::task::poll::{Look, Waiter, wakes};
use ::std::cell::UnsafeCell;
use ::std::future::Future;
use ::std::mem;
use ::std::pin::Pin;
use ::std::task::{Context, Poll, ready};
use explorer::{Kind, ObjectId, Place, Step, ThreadId, done, fingerprint, generation, me, with};

pub struct Line(UnsafeCell<Inside>);

// SAFETY: fibers run one at a time, on one real thread.
unsafe impl Send for Line {}
// SAFETY: as above.
unsafe impl Sync for Line {}

struct Inside {
    /// The execution that it is of: a static begins anew with each.
    generation: u64,
    first: usize,
    permits: usize,
    closed: bool,
    /// The first in line at the start; those that have got all stand there until
    /// they are polled.
    waiting: Vec<Stand>,
    made: u64,
}

impl Inside {
    const fn new(generation: u64, permits: usize) -> Inside {
        Inside {
            generation,
            first: permits,
            permits,
            closed: false,
            waiting: vec![],
            made: 0,
        }
    }
}

/// A place in the line.
struct Stand {
    key: u64,
    task: ThreadId,
    wanted: usize,
    got: usize,
    waiter: Option<Waiter>,
}

/// The line is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

impl Line {
    pub const fn new(permits: usize) -> Line {
        Line(UnsafeCell::new(Inside::new(0, permits)))
    }

    #[expect(clippy::mut_from_ref, reason = "fibers run one at a time")]
    fn inside(&self) -> &mut Inside {
        // SAFETY: between two steps, by the only fiber that runs, for one call.
        let inside = unsafe { &mut *self.0.get() };
        let now = generation();
        if inside.generation == 0 {
            inside.generation = now;
        }
        if inside.generation != now {
            let anew = Inside::new(now, inside.first);
            // What it holds was given back with its execution.
            mem::forget(mem::replace(inside, anew));
        }
        inside
    }

    pub fn permits(&self) -> usize {
        self.inside().permits
    }

    pub fn is_closed(&self) -> bool {
        self.inside().closed
    }

    /// What tells its state from others.
    pub fn print(&self) -> u64 {
        let Inside {
            permits,
            closed,
            waiting,
            ..
        } = self.inside();
        let waiting: Vec<_> = waiting
            .iter()
            .map(|it| (it.task, it.wanted, it.got))
            .collect();
        fingerprint((permits, closed, waiting))
    }

    /// Takes so many at once, if they are there; who waits has them already.
    pub fn try_take(&self, wanted: usize) -> Result<bool, Closed> {
        let inside = self.inside();
        if inside.closed {
            return Err(Closed);
        }
        let there = inside.permits >= wanted;
        if there {
            inside.permits -= wanted;
        }
        Ok(there)
    }

    /// Gives permits back, in the step under way: first to those in line. Who has
    /// got all now is to be woken, when the step is done.
    #[must_use]
    pub fn give(&self, permits: usize) -> Vec<Waiter> {
        let inside = self.inside();
        inside.permits += permits;
        let mut awake = vec![];
        for it in &mut inside.waiting {
            let more = (it.wanted - it.got).min(inside.permits);
            inside.permits -= more;
            it.got += more;
            if it.got < it.wanted {
                break;
            }
            awake.extend(it.waiter.take());
        }
        awake
    }

    pub fn forget(&self, permits: usize) -> usize {
        let inside = self.inside();
        let gone = permits.min(inside.permits);
        inside.permits -= gone;
        gone
    }

    #[must_use]
    pub fn close(&self) -> Vec<Waiter> {
        let inside = self.inside();
        inside.closed = true;
        let waiting = inside.waiting.iter_mut();
        waiting.filter_map(|it| it.waiter.take()).collect()
    }

    /// The first in line have got theirs: they hold it, as a reader sees it.
    pub fn served(&self) -> Vec<ThreadId> {
        let served = (self.inside().waiting.iter()).filter(|it| it.got == it.wanted);
        served.map(|it| it.task).collect()
    }

    fn find(&self, key: u64) -> Option<&mut Stand> {
        let mut waiting = self.inside().waiting.iter_mut();
        waiting.find(|it| it.key == key)
    }

    fn remove(&self, key: u64) -> Option<Stand> {
        let waiting = &mut self.inside().waiting;
        let at = waiting.iter().position(|it| it.key == key)?;
        Some(waiting.remove(at))
    }

    /// Stands in line, with what is there.
    fn stand(&self, wanted: usize, waiter: Waiter) -> u64 {
        let inside = self.inside();
        inside.made += 1;
        let key = inside.made;
        let got = ::std::mem::take(&mut inside.permits);
        let task = me();
        inside.waiting.push(Stand {
            key,
            task,
            wanted,
            got,
            waiter: Some(waiter),
        });
        key
    }
}

/// What a line belongs to.
pub trait InLine {
    fn line(&self) -> &Line;

    fn id(&self) -> ObjectId;

    /// The line has changed, in the step under way.
    fn changed(&self, id: ObjectId);

    /// What `done` says of what was got; and what it is, if that text is not all.
    fn got(&self, id: ObjectId) -> (String, u64);

    /// What it is got for.
    fn argument(&self) -> &str {
        ""
    }

    /// What `done` says where the line is closed.
    fn closed(&self) -> String {
        "Err: closed".into()
    }
}

/// Waits for permits.
pub struct Acquire<L: InLine> {
    pub of: L,
    pub kind: Kind,
    pub wanted: usize,
    pub place: Place,
    state: State,
}

enum State {
    New,
    /// With the key of its place.
    Waiting(u64),
    Done,
}

impl<L: InLine> Unpin for Acquire<L> {}

impl<L: InLine> Acquire<L> {
    pub fn new(of: L, kind: Kind, wanted: usize, place: Place) -> Acquire<L> {
        Acquire {
            of,
            kind,
            wanted,
            place,
            state: State::New,
        }
    }

    fn first(&mut self, context: &Context) -> Poll<Result<(), Closed>> {
        let id = self.of.id();
        self.step(id).announce();
        let line = self.of.line();
        let taken = line.try_take(self.wanted);
        match taken {
            Ok(true) => {
                self.state = State::Done;
                self.got(id);
                Poll::Ready(Ok(()))
            }
            Err(Closed) => {
                self.state = State::Done;
                with(|world| world.learn(id));
                done(self.of.closed());
                Poll::Ready(Err(Closed))
            }
            Ok(false) => {
                let key = line.stand(self.wanted, Waiter::new(context));
                self.state = State::Waiting(key);
                self.of.changed(id);
                done("stands in line");
                self.look(id).wait();
                Poll::Pending
            }
        }
    }

    fn again(&mut self, key: u64, context: &Context) -> Poll<Result<(), Closed>> {
        let id = self.of.id();
        let line = self.of.line();
        let come = || line.is_closed() || line.find(key).is_none_or(|it| it.got == it.wanted);
        let look = self.look(id);
        ready!(look.come(context, come, |waiter| {
            if let Some(mine) = line.find(key) {
                mine.waiter = Some(waiter);
            }
        }));
        self.state = State::Done;
        let mine = line.remove(key).expect("it stood in line");
        // A line that was closed gives nothing any more, not even what was got.
        if mine.got == mine.wanted && !line.is_closed() {
            self.got(id);
            return Poll::Ready(Ok(()));
        }
        let awake = line.give(mine.got);
        self.of.changed(id);
        with(|world| world.learn(id));
        done(self.of.closed());
        awake.into_iter().for_each(Waiter::wake);
        Poll::Ready(Err(Closed))
    }

    fn step(&self, id: ObjectId) -> Step {
        let step = Step::new(self.kind, self.place);
        step.on(id).with(self.of.argument())
    }

    fn got(&self, id: ObjectId) {
        with(|world| world.learn(id));
        self.of.changed(id);
        let (text, print) = self.of.got(id);
        explorer::done_as(text, print);
    }

    fn look(&self, id: ObjectId) -> Look {
        let look = Look::new(self.kind, self.place);
        look.on(id).with(self.of.argument())
    }
}

impl<L: InLine> Future for Acquire<L> {
    type Output = Result<(), Closed>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<Self::Output> {
        match self.state {
            State::New => self.first(context),
            State::Waiting(key) => self.again(key, context),
            State::Done => panic!("polled after it was ready"),
        }
    }
}

/// Leaves the line; what it had got goes to the next.
impl<L: InLine> Drop for Acquire<L> {
    fn drop(&mut self) {
        let State::Waiting(key) = self.state else {
            return;
        };
        let id = self.of.id();
        Step::new(Kind::Withdraw, Place::frame()).on(id).announce();
        let line = self.of.line();
        let mine = line.remove(key).expect("it stood in line");
        let awake = match mine.got {
            0 => vec![],
            got => line.give(got),
        };
        with(|world| world.tell(id));
        self.of.changed(id);
        woken(awake, "");
    }
}

/// Ends the step under way, and wakes them.
pub fn woken(awake: Vec<Waiter>, else_said: &str) {
    done(match awake.as_slice() {
        [] => else_said.to_owned(),
        [one] => wakes(one.task),
        many => format!("wakes {} tasks", many.len()),
    });
    awake.into_iter().for_each(Waiter::wake);
}
