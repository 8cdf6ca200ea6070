//! How a task is polled: by its waker, it is awake or not; what its futures wait for
//! is what a reader sees.

use super::home::Home;
use ::std::cell::{Cell, RefCell};
use ::std::collections::HashMap;
use ::std::future::Future;
use ::std::pin::Pin;
use ::std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};
use explorer::task::{Awaited, rest, resume, resume_after_yield};
use explorer::{
    Kind, ObjectId, Place, Seen, Step, ThreadId, Turn, World, done, generation, me, see, with,
};

/// What the futures of a task that is polled leave for who polls it.
struct Polled {
    awaited: RefCell<Vec<Awaited>>,
    /// Where it lets others go on, if it does.
    yields: Cell<Option<Place>>,
    timers: RefCell<Vec<Timer>>,
    /// Its history when it last looked, and nothing had come.
    looked: Cell<Option<u64>>,
    /// Before and after the last choices of `select!`.
    chose: Cell<Option<(u64, u64)>>,
    /// The time that it knows.
    now: Cell<u64>,
}

struct Timer {
    key: u64,
    deadline: u64,
    waker: Waker,
}

thread_local! {
    /// Of each task that is being run, in this execution: on its own stack.
    static POLLED: RefCell<(u64, HashMap<ThreadId, *const Polled>)> = RefCell::default();
    /// Who wakes within a step of the façade: that is no step of its own.
    static WITHIN: Cell<Option<ThreadId>> = const { Cell::new(None) };
}

/// What to do for the current task, if it is one.
fn polled<R>(action: impl FnOnce(&Polled) -> R) -> Option<R> {
    let current = me();
    let found = POLLED.with_borrow(|(when, all)| {
        let found = all.get(&current).copied();
        found.filter(|_| *when == generation())
    });
    // SAFETY: its frame is on the stack of the current thread, below this one.
    found.map(|polled| action(unsafe { &*polled }))
}

/// Whether the current thread is polling a task.
pub fn is_polling() -> bool {
    polled(|_| ()).is_some()
}

fn enter(current: ThreadId, polled: Option<*const Polled>) -> Option<*const Polled> {
    let _engine = Turn::engine();
    POLLED.with_borrow_mut(|(when, all)| {
        if *when != generation() {
            *when = generation();
            all.clear();
        }
        match polled {
            Some(polled) => all.insert(current, polled),
            None => all.remove(&current),
        }
    })
}

/// Runs a future to its end on the current thread; none, if it was aborted.
pub fn drive<F: Future>(mut future: Pin<&mut F>, home: Home, begin: Awaited) -> Option<F::Output> {
    let current = me();
    let polled = Polled {
        awaited: RefCell::default(),
        yields: Cell::new(None),
        timers: RefCell::default(),
        looked: Cell::new(None),
        chose: Cell::new(None),
        now: Cell::new(0),
    };
    let outer = enter(current, Some(&raw const polled));
    let _left = Leaves { current, outer };
    with(|world| world.wake(current));
    let mut awaited = begin;
    let waker = waker(current);
    loop {
        match polled.yields.take() {
            Some(place) => resume_after_yield(home.crew, place),
            None => resume(home.crew, awaited),
        }
        if with(|world| world.mine().aborted) {
            return None;
        }
        polled.now.set(with(|world| world.now));
        polled.looked.set(None);
        polled.chose.set(None);
        fire(&polled);
        let result = future.as_mut().poll(&mut Context::from_waker(&waker));
        let history = with(|world| world.mine().history);
        let acted = polled.looked.get().is_some_and(|then| then != history);
        match result {
            Poll::Ready(value) => {
                if polled.looked.get().is_some() {
                    see(Seen::Polls);
                }
                return Some(value);
            }
            Poll::Pending if acted => see(Seen::Polls),
            Poll::Pending => {}
        }
        // Nothing came of where `select!` began.
        if let Some((before, after)) = polled.chose.get()
            && after == history
        {
            with(|world| world.mine_mut().history = before);
        }
        awaited = several(polled.awaited.take(), &polled.timers.borrow());
        rest(home.crew);
    }
}

struct Leaves {
    current: ThreadId,
    outer: Option<*const Polled>,
}

impl Drop for Leaves {
    fn drop(&mut self) {
        enter(self.current, self.outer);
    }
}

/// What a task waits for, as one.
fn several(mut all: Vec<Awaited>, timers: &[Timer]) -> Awaited {
    all.sort_by(|a, b| (a.place, &a.what).cmp(&(b.place, &b.what)));
    all.dedup_by(|a, b| (a.place, &a.what, a.object) == (b.place, &b.what, b.object));
    let deadline = timers.iter().map(|timer| timer.deadline).min();
    let many = all.len() > 1;
    let mut first = all.into_iter().next().unwrap_or_default();
    if many {
        first.what = "several".into();
        first.object = None;
    }
    Awaited { deadline, ..first }
}

/// The timers whose time has come wake what they are for.
fn fire(polled: &Polled) {
    let now = polled.now.get();
    let mut timers = polled.timers.borrow_mut();
    let mut due: Vec<Timer> = timers
        .extract_if(.., |timer| timer.deadline <= now)
        .collect();
    drop(timers);
    due.sort_by_key(|timer| timer.deadline);
    for timer in due {
        if !is_own(&timer.waker) {
            wake_quietly(timer.waker);
        }
    }
}

/// The current task is to be polled at this time; `key` says by whom.
pub fn set_timer(key: u64, deadline: u64, waker: &Waker) {
    polled(|polled| {
        let mut timers = polled.timers.borrow_mut();
        timers.retain(|timer| timer.key != key);
        timers.push(Timer {
            key,
            deadline,
            waker: waker.clone(),
        });
    });
}

pub fn clear_timer(key: u64) {
    polled(|polled| {
        (polled.timers.borrow_mut()).retain(|timer| timer.key != key);
    });
}

/// What the clock says, which is seen.
pub fn now() -> u64 {
    let now = with(|world| world.now);
    let known = polled(|polled| polled.now.replace(now));
    if known != Some(now) {
        with(|world| world.saw(now));
    }
    now
}

/// A future of the current task waits.
pub fn wait_for(awaited: Awaited) {
    polled(|polled| polled.awaited.borrow_mut().push(awaited));
}

/// … and lets others go on.
pub fn wait_for_others(place: Place) {
    polled(|polled| polled.yields.set(Some(place)));
}

/// An operation that waits for something that does not go away, once it has come.
pub struct Look {
    kind: Kind,
    object: Option<ObjectId>,
    place: Place,
    argument: String,
    is_choice: bool,
}

impl Look {
    pub fn new(kind: Kind, place: Place) -> Look {
        Look {
            kind,
            object: None,
            place,
            argument: String::new(),
            is_choice: false,
        }
    }

    pub fn on(mut self, object: ObjectId) -> Look {
        self.object = Some(object);
        self
    }

    pub fn with(mut self, argument: impl Into<String>) -> Look {
        self.argument = argument.into();
        self
    }

    /// Others see when it is done.
    pub fn choice(mut self, is_choice: bool) -> Look {
        self.is_choice = is_choice;
        self
    }

    fn step(&self) -> Step {
        let step = Step::new(self.kind, self.place).with(self.argument.as_str());
        match self.object {
            Some(object) => step.on(object),
            None => step,
        }
    }

    /// Whether it has come: then the operation is announced, and to be done. That it
    /// has not is no step: the task will be woken. But a task that does something else
    /// then has seen it.
    pub fn has_come(&self, come: impl Fn() -> bool) -> bool {
        if come() {
            let step = self.step();
            let step = if self.is_choice { step } else { step.local() };
            step.announce();
            return true;
        }
        if with(|world| !world.sees(Seen::Polls)) {
            let history = with(|world| world.mine().history);
            polled(|polled| {
                if polled.looked.get().is_none() {
                    polled.looked.set(Some(history));
                }
            });
            return false;
        }
        self.step().announce();
        let come = come();
        if !come {
            done("not yet");
        }
        come
    }

    /// Ready when it has come; until then, `stand` keeps who is to be woken.
    pub fn come(
        self,
        context: &Context,
        come: impl Fn() -> bool,
        stand: impl FnOnce(Waiter),
    ) -> Poll<()> {
        if self.has_come(come) {
            return Poll::Ready(());
        }
        stand(Waiter::new(context));
        self.wait();
        Poll::Pending
    }

    /// It has not: what a reader sees of it.
    pub fn wait(self) {
        let Look {
            kind,
            object,
            place,
            argument,
            ..
        } = self;
        wait_for(Awaited {
            what: format!("{} {argument}", kind.text()).trim_end().into(),
            object,
            place,
            deadline: None,
        });
    }
}

/// `select!` has chosen; its history before and after.
pub fn chose(before: u64, after: u64) {
    polled(|polled| {
        let first = match polled.chose.get() {
            Some((first, last)) if last == before => first,
            _ => before,
        };
        polled.chose.set(Some((first, after)));
    });
}

/// A task that waits for something of a façade's.
pub struct Waiter {
    pub task: ThreadId,
    waker: Waker,
}

impl Waiter {
    pub fn new(context: &Context) -> Waiter {
        Waiter {
            task: me(),
            waker: context.waker().clone(),
        }
    }

    /// Whether both would wake the same.
    pub fn is(&self, other: &Waiter) -> bool {
        self.task == other.task && self.waker.will_wake(&other.waker)
    }

    /// In the step under way, which is done.
    pub fn wake(self) {
        if !is_own(&self.waker) {
            with(|world| world.wakes_otherwise(self.task));
        }
        wake_quietly(self.waker);
    }

    /// … where the task itself goes on without.
    pub fn wake_others(self) {
        if !is_own(&self.waker) {
            wake_quietly(self.waker);
        }
    }
}

/// What `done` says of who is woken.
pub fn wakes(task: ThreadId) -> String {
    format!("wakes thread {task}")
}

fn wake_quietly(waker: Waker) {
    let before = WITHIN.replace(Some(me()));
    waker.wake();
    WITHIN.set(before);
}

/// Without memory of its own: nothing of it is left when its execution ends.
static WAKER: RawWakerVTable = RawWakerVTable::new(
    |data| RawWaker::new(data, &WAKER),
    |data| wake(data.addr()),
    |data| wake(data.addr()),
    |_| (),
);

fn waker(task: ThreadId) -> Waker {
    let waker = RawWaker::new(::std::ptr::without_provenance(task.0), &WAKER);
    // SAFETY: its data is a number, and any thread may use it.
    unsafe { Waker::from_raw(waker) }
}

fn is_own(waker: &Waker) -> bool {
    ::std::ptr::eq(waker.vtable(), &raw const WAKER)
}

fn wake(data: usize) {
    let task = ThreadId(data);
    if !World::running() {
        return;
    }
    if WITHIN.get() == Some(me()) {
        with(|world| world.wake(task));
        return;
    }
    Step::new(Kind::WakeTask, Place::frame())
        .with(task.to_string())
        .announce();
    with(|world| world.wake(task));
    done("");
}
