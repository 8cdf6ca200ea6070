//! `Barrier`: who comes waits until so many have; the last to arrive leads.

use super::line::woken;
use crate::task::poll::{Look, Waiter};
use ::std::cell::RefCell;
use ::std::fmt;
use ::std::future::{Future, poll_fn};
use ::std::mem::take;
use ::std::task::{Context, Poll, ready};
use explored_std::facade::Tag;
use explorer::{Apart, Kind, ObjectId, Place, Status, Step, ThreadId, done, fingerprint, me, with};

pub struct Barrier {
    tag: Tag,
    size: usize,
    inside: RefCell<Inside>,
}

// SAFETY: fibers run one at a time, on one real thread.
unsafe impl Send for Barrier {}
// SAFETY: as above.
unsafe impl Sync for Barrier {}

#[derive(Default)]
struct Inside {
    /// Who has come in this round: also who waits no more, as with tokio.
    arrived: Vec<ThreadId>,
    round: u64,
    waiting: Vec<Waiter>,
}

impl Barrier {
    /// One that waits for nobody is left at once.
    #[track_caller]
    pub fn new(size: usize) -> Barrier {
        let barrier = Barrier {
            tag: Tag::new("barrier"),
            size: size.max(1),
            inside: RefCell::default(),
        };
        barrier.id();
        barrier
    }

    #[track_caller]
    pub fn wait(&self) -> impl Future<Output = BarrierWaitResult> {
        let place = Place::caller();
        async move {
            let Some(round) = self.arrive(place) else {
                return BarrierWaitResult(true);
            };
            poll_fn(|context| self.poll_pass(round, context, place)).await;
            BarrierWaitResult(false)
        }
    }

    /// The round to wait for the end of; none, for the last to arrive.
    fn arrive(&self, place: Place) -> Option<u64> {
        let id = self.id();
        Step::new(Kind::Wait, place).on(id).announce();
        with(|world| world.tell(id));
        let mut inside = self.inside.borrow_mut();
        inside.arrived.push(me());
        inside.arrived.sort();
        let round = inside.round;
        if inside.arrived.len() < self.size {
            drop(inside);
            self.changed(id);
            done("a task arrived");
            return Some(round);
        }
        inside.round += 1;
        inside.arrived.clear();
        let awake = take(&mut inside.waiting);
        drop(inside);
        with(|world| world.learn(id));
        self.changed(id);
        woken(awake, "the last task to arrive");
        None
    }

    fn poll_pass(&self, round: u64, context: &Context, place: Place) -> Poll<()> {
        let id = self.id();
        let look = Look::new(Kind::Pass, place).on(id);
        ready!(look.come(
            context,
            || self.inside.borrow().round != round,
            |waiter| {
                let waiting = &mut self.inside.borrow_mut().waiting;
                waiting.retain(|other| !other.is(&waiter));
                waiting.push(waiter);
            }
        ));
        with(|world| world.learn(id));
        done("");
        Poll::Ready(())
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
        let inside = self.inside.borrow();
        let print = fingerprint((inside.round, &inside.arrived));
        let holders = inside.arrived.clone();
        with(|world| {
            let apart = world.apart_mut(id);
            apart.print = print;
            apart.holders = holders;
            world.changed();
        });
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}

#[derive(Clone, Debug)]
pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    pub fn is_leader(&self) -> bool {
        self.0
    }
}
