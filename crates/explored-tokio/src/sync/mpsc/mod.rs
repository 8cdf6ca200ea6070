//! `mpsc`: channels whose receiver waits without a thread, and, if they are bounded,
//! whose senders do.

mod pipe;
mod receiver;
mod sender;

pub use receiver::{Receiver, UnboundedReceiver};
pub use sender::{OwnedPermit, Permit, Sender, UnboundedSender};

use pipe::Pipeline;

#[track_caller]
pub fn channel<T>(bound: usize) -> (Sender<T>, Receiver<T>) {
    assert!(bound > 0, "mpsc bounded channel requires buffer > 0");
    let pipe = Pipeline::new("channel", Some(bound));
    (Sender::new(pipe.clone()), Receiver::new(pipe))
}

#[track_caller]
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let pipe = Pipeline::new("channel", None);
    (
        UnboundedSender::new(pipe.clone()),
        UnboundedReceiver::new(pipe),
    )
}

pub mod error {
    use ::std::error::Error;
    use ::std::fmt;

    #[derive(Clone, Copy, PartialEq, Eq)]
    pub struct SendError<T>(pub T);

    impl<T> fmt::Debug for SendError<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.debug_struct("SendError").finish_non_exhaustive()
        }
    }

    impl<T> fmt::Display for SendError<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("channel closed")
        }
    }

    impl<T> Error for SendError<T> {}

    #[derive(Clone, Copy, PartialEq, Eq)]
    pub enum TrySendError<T> {
        Full(T),
        Closed(T),
    }

    impl<T> TrySendError<T> {
        pub fn into_inner(self) -> T {
            match self {
                TrySendError::Full(value) | TrySendError::Closed(value) => value,
            }
        }
    }

    impl<T> fmt::Debug for TrySendError<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(match self {
                TrySendError::Full(_) => "Full(..)",
                TrySendError::Closed(_) => "Closed(..)",
            })
        }
    }

    impl<T> fmt::Display for TrySendError<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(match self {
                TrySendError::Full(_) => "no available capacity",
                TrySendError::Closed(_) => "channel closed",
            })
        }
    }

    impl<T> Error for TrySendError<T> {}

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum TryRecvError {
        Empty,
        Disconnected,
    }

    impl fmt::Display for TryRecvError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(match self {
                TryRecvError::Empty => "receiving on an empty channel",
                TryRecvError::Disconnected => "receiving on a closed channel",
            })
        }
    }

    impl Error for TryRecvError {}
}
