//! `CancellationToken`: said once, to all that hold it and its children.

use crate::sync::line::woken;
use crate::task::poll::{Look, Waiter};
use ::std::cell::{Cell, RefCell};
use ::std::fmt;
use ::std::future::{Future, poll_fn};
use ::std::pin::pin;
use ::std::sync::{Arc, Weak};
use ::std::task::{Context, Poll, ready};
use explored_std::facade::Tag;
use explorer::{Apart, Kind, ObjectId, Place, Status, Step, Turn, Whose, done, fingerprint, with};

#[derive(Clone)]
pub struct CancellationToken(Arc<Node>);

struct Node {
    tag: Tag,
    cancelled: Cell<bool>,
    waiting: RefCell<Vec<Waiter>>,
    children: RefCell<Vec<Weak<Node>>>,
}

// SAFETY: fibers run one at a time, on one real thread.
unsafe impl Send for Node {}
// SAFETY: as above.
unsafe impl Sync for Node {}

impl Node {
    #[track_caller]
    fn new(cancelled: bool) -> Arc<Node> {
        let _facade = Turn::of(Whose::Facade);
        let node = Arc::new(Node {
            tag: Tag::new("token"),
            cancelled: Cell::new(cancelled),
            waiting: RefCell::default(),
            children: RefCell::default(),
        });
        node.id();
        node
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
        let cancelled = self.cancelled.get();
        let text = if cancelled { "cancelled" } else { "" };
        with(|world| {
            world.apart_mut(id).print = fingerprint(cancelled);
            world.set_value(id, Some(text.into()), true);
            world.changed();
        });
    }

    /// In the step under way: who waits for it, here and below.
    fn cancel(&self, awake: &mut Vec<Waiter>) {
        if self.cancelled.replace(true) {
            return;
        }
        let id = self.id();
        with(|world| world.tell(id));
        self.changed(id);
        awake.append(&mut self.waiting.borrow_mut());
        for child in self.children.borrow().iter().filter_map(Weak::upgrade) {
            child.cancel(awake);
        }
    }
}

impl CancellationToken {
    #[track_caller]
    pub fn new() -> CancellationToken {
        CancellationToken(Node::new(false))
    }

    /// Cancelled with this one, or alone.
    #[track_caller]
    pub fn child_token(&self) -> CancellationToken {
        let id = self.0.id();
        Step::new(Kind::Get, Place::caller()).on(id).announce();
        done("");
        let child = Node::new(self.0.cancelled.get());
        let weak = Arc::downgrade(&child);
        self.0.children.borrow_mut().push(weak);
        CancellationToken(child)
    }

    #[track_caller]
    pub fn cancel(&self) {
        let id = self.0.id();
        Step::new(Kind::Cancel, Place::caller()).on(id).announce();
        let mut awake = vec![];
        self.0.cancel(&mut awake);
        woken(awake, "");
    }

    #[track_caller]
    pub fn is_cancelled(&self) -> bool {
        let id = self.0.id();
        Step::new(Kind::IsCancelled, Place::caller())
            .on(id)
            .announce();
        let cancelled = self.0.cancelled.get();
        if cancelled {
            with(|world| world.learn(id));
        }
        done(cancelled.to_string());
        cancelled
    }

    #[track_caller]
    pub fn cancelled(&self) -> impl Future<Output = ()> {
        let place = Place::caller();
        poll_fn(move |context| poll(&self.0, context, place))
    }

    #[track_caller]
    pub fn cancelled_owned(self) -> impl Future<Output = ()> {
        let place = Place::caller();
        poll_fn(move |context| poll(&self.0, context, place))
    }

    /// The future's output; none, if the token was cancelled before.
    #[track_caller]
    pub fn run_until_cancelled<F: Future>(
        &self,
        future: F,
    ) -> impl Future<Output = Option<F::Output>> {
        let place = Place::caller();
        async move {
            let mut future = pin!(future);
            poll_fn(|context| {
                if poll(&self.0, context, place).is_ready() {
                    return Poll::Ready(None);
                }
                future.as_mut().poll(context).map(Some)
            })
            .await
        }
    }

    pub fn drop_guard(self) -> DropGuard {
        DropGuard(Some(self))
    }
}

fn poll(node: &Node, context: &Context, place: Place) -> Poll<()> {
    let id = node.id();
    let look = Look::new(Kind::Cancelled, place).on(id);
    ready!(look.come(
        context,
        || node.cancelled.get(),
        |waiter| {
            let mut waiting = node.waiting.borrow_mut();
            waiting.retain(|other| !other.is(&waiter));
            waiting.push(waiter);
        }
    ));
    with(|world| world.learn(id));
    done("");
    Poll::Ready(())
}

impl Default for CancellationToken {
    #[track_caller]
    fn default() -> CancellationToken {
        CancellationToken::new()
    }
}

impl fmt::Debug for CancellationToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CancellationToken").finish_non_exhaustive()
    }
}

/// Cancels where it is dropped.
#[derive(Debug)]
pub struct DropGuard(Option<CancellationToken>);

impl DropGuard {
    pub fn disarm(mut self) -> CancellationToken {
        self.0.take().expect("until it is used")
    }
}

impl Drop for DropGuard {
    fn drop(&mut self) {
        if let Some(token) = &self.0 {
            let id = token.0.id();
            Step::new(Kind::Cancel, Place::frame()).on(id).announce();
            let mut awake = vec![];
            token.0.cancel(&mut awake);
            woken(awake, "");
        }
    }
}
