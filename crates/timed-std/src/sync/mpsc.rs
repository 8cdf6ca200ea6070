//! `mpsc`: waiting for a message, or for room in a bounded channel.

pub use ::std::sync::mpsc::{
    RecvError, RecvTimeoutError, SendError, TryIter, TryRecvError, TrySendError,
};

use crate::timeline::{For, ObjectId, Tag, What, spend};
use ::std::time::Duration;

#[derive(Debug)]
pub struct Sender<T>(::std::sync::mpsc::Sender<T>);

#[derive(Debug)]
pub struct SyncSender<T> {
    channel: ObjectId,
    real: ::std::sync::mpsc::SyncSender<T>,
}

#[derive(Debug)]
pub struct Receiver<T> {
    channel: ObjectId,
    real: ::std::sync::mpsc::Receiver<T>,
}

#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let channel = Tag::new("channel").id();
    let (sender, real) = ::std::sync::mpsc::channel();
    (Sender(sender), Receiver { channel, real })
}

#[track_caller]
pub fn sync_channel<T>(room: usize) -> (SyncSender<T>, Receiver<T>) {
    let channel = Tag::new("channel").id();
    let (sender, receiver) = ::std::sync::mpsc::sync_channel(room);
    (
        SyncSender {
            channel,
            real: sender,
        },
        Receiver {
            channel,
            real: receiver,
        },
    )
}

impl<T> Sender<T> {
    /// Never waits.
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        self.0.send(value)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        Sender(self.0.clone())
    }
}

impl<T> SyncSender<T> {
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        spend(What::Send, For::Object(self.channel), || {
            self.real.send(value)
        })
    }

    pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
        self.real.try_send(value)
    }
}

impl<T> Clone for SyncSender<T> {
    fn clone(&self) -> SyncSender<T> {
        SyncSender {
            channel: self.channel,
            real: self.real.clone(),
        }
    }
}

impl<T> Receiver<T> {
    pub fn recv(&self) -> Result<T, RecvError> {
        spend(What::Recv, For::Object(self.channel), || self.real.recv())
    }

    pub fn recv_timeout(&self, time: Duration) -> Result<T, RecvTimeoutError> {
        spend(What::Recv, For::Object(self.channel), || {
            self.real.recv_timeout(time)
        })
    }

    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.real.try_recv()
    }

    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self)
    }

    pub fn try_iter(&self) -> TryIter<'_, T> {
        self.real.try_iter()
    }
}

#[derive(Debug)]
pub struct Iter<'a, T>(&'a Receiver<T>);

#[derive(Debug)]
pub struct IntoIter<T>(Receiver<T>);

impl<T> Iterator for Iter<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.0.recv().ok()
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter(self)
    }
}
