//! Channels: a message that is sent, taken or refused is a step, and so is the
//! end of a side that the other could notice.

mod pipe;
mod receiver;
mod sender;

pub use ::std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};
pub use receiver::{IntoIter, Iter, Receiver, TryIter};
pub use sender::{Sender, SyncSender};

use pipe::Pipeline;

#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let pipe = Pipeline::new("channel", None);
    (Sender::new(pipe.clone()), Receiver::new(pipe))
}

/// With a bound of 0, a send lasts until its message is taken.
#[track_caller]
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let pipe = Pipeline::new("channel", Some(bound));
    (SyncSender::new(pipe.clone()), Receiver::new(pipe))
}
