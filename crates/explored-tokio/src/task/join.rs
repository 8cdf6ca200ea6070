//! Waiting for a task's end, and asking for it.

use super::poll::Look;
use super::run::{Id, Packet};
use ::std::any::Any;
use ::std::error::Error;
use ::std::fmt;
use ::std::future::Future;
use ::std::io;
use ::std::pin::Pin;
use ::std::sync::Arc;
use ::std::task::{Context, Poll, ready};
use explored_std::facade::shown;
use explorer::thread::learn_from;
use explorer::{Kind, Place, Seen, Step, ThreadId, done, done_as, panic_text, see, with};

pub struct JoinHandle<T> {
    pub(super) task: ThreadId,
    pub(super) packet: Arc<Packet<T>>,
}

// SAFETY: as tokio's: it hands the result out once.
unsafe impl<T: Send> Send for JoinHandle<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for JoinHandle<T> {}
impl<T> Unpin for JoinHandle<T> {}

impl<T> JoinHandle<T> {
    #[track_caller]
    pub fn abort(&self) {
        abort(self.task, Place::caller());
    }

    pub fn abort_handle(&self) -> AbortHandle {
        AbortHandle(self.task)
    }

    #[track_caller]
    pub fn is_finished(&self) -> bool {
        is_finished(self.task, Place::caller())
    }

    pub fn id(&self) -> Id {
        Id::of(self.task)
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<Self::Output> {
        let (task, place) = (self.task, Place::frame());
        let finished = || with(|world| world.thread(task).finished);
        let look = Look::new(Kind::Join, place).with(task.to_string());
        ready!(look.come(context, finished, |waiter| self.packet.set_waiter(waiter)));
        let print = with(|world| {
            learn_from(world, task);
            world.thread(task).history
        });
        let result = self.packet.take();
        let text = match &result {
            Ok(value) => format!("Ok({})", shown(value)),
            Err(error) if error.is_panic() => "Err(a task panicked)".into(),
            Err(_) => "Err(it was cancelled)".into(),
        };
        done_as(text, print);
        Poll::Ready(result)
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle")
            .field("id", &self.id())
            .finish()
    }
}

#[derive(Clone)]
pub struct AbortHandle(pub(super) ThreadId);

impl AbortHandle {
    #[track_caller]
    pub fn abort(&self) {
        abort(self.0, Place::caller());
    }

    #[track_caller]
    pub fn is_finished(&self) -> bool {
        is_finished(self.0, Place::caller())
    }

    pub fn id(&self) -> Id {
        Id::of(self.0)
    }
}

impl fmt::Debug for AbortHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AbortHandle")
            .field("id", &self.id())
            .finish()
    }
}

/// The task's future is dropped where it waits, or next does. What has begun to block
/// a thread goes on.
pub fn abort(task: ThreadId, place: Place) {
    see(Seen::Aborts);
    let is_task = with(|world| world.thread_kind(task) == "task");
    Step::new(Kind::Abort, place)
        .with(task.to_string())
        .announce();
    let finished = with(|world| {
        let finished = world.thread(task).finished;
        let about_to = world.thread(task).about_to();
        let begins = about_to.is_some_and(|op| op.kind == Kind::Resume);
        if !finished && (is_task || begins) {
            world.thread_mut(task).aborted = true;
            world.wake(task);
            world.changed();
        }
        finished
    });
    done(if finished { "it has ended" } else { "" });
}

fn is_finished(task: ThreadId, place: Place) -> bool {
    see(Seen::Ends);
    Step::new(Kind::IsFinished, place)
        .with(task.to_string())
        .announce();
    let finished = with(|world| world.thread(task).finished);
    done(finished.to_string());
    finished
}

pub struct JoinError {
    task: ThreadId,
    /// None, if it was cancelled.
    payload: Option<Payload>,
}

struct Payload(Box<dyn Any + Send>);

// SAFETY: as tokio's: nobody looks at the payload through a shared reference.
unsafe impl Sync for Payload {}

impl JoinError {
    pub(super) fn cancelled(task: ThreadId) -> JoinError {
        let payload = None;
        JoinError { task, payload }
    }

    pub(super) fn panicked(task: ThreadId, payload: Box<dyn Any + Send>) -> JoinError {
        let payload = Some(Payload(payload));
        JoinError { task, payload }
    }

    pub fn is_cancelled(&self) -> bool {
        self.payload.is_none()
    }

    pub fn is_panic(&self) -> bool {
        self.payload.is_some()
    }

    #[track_caller]
    pub fn into_panic(self) -> Box<dyn Any + Send> {
        let panic = self.try_into_panic();
        panic.expect("`JoinError` reason is not a panic.")
    }

    pub fn try_into_panic(self) -> Result<Box<dyn Any + Send>, JoinError> {
        match self.payload {
            Some(Payload(payload)) => Ok(payload),
            None => Err(self),
        }
    }

    pub fn id(&self) -> Id {
        Id::of(self.task)
    }

    fn text(&self) -> Option<String> {
        let Payload(payload) = self.payload.as_ref()?;
        let text = payload.is::<String>() || payload.is::<&str>();
        text.then(|| panic_text(&**payload))
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.id();
        match (self.is_panic(), self.text()) {
            (false, _) => write!(f, "task {id} was cancelled"),
            (true, Some(text)) => write!(f, "task {id} panicked with message {text:?}"),
            (true, None) => write!(f, "task {id} panicked"),
        }
    }
}

impl fmt::Debug for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.id();
        match (self.is_panic(), self.text()) {
            (false, _) => write!(f, "JoinError::Cancelled({id:?})"),
            (true, Some(text)) => write!(f, "JoinError::Panic({id:?}, {text:?}, ...)"),
            (true, None) => write!(f, "JoinError::Panic({id:?}, ...)"),
        }
    }
}

impl Error for JoinError {}

impl From<JoinError> for io::Error {
    fn from(error: JoinError) -> io::Error {
        io::Error::other(match error.is_panic() {
            true => "task panicked",
            false => "task was cancelled",
        })
    }
}
