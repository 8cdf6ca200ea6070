//! `broadcast`: waiting for the next message to all.

use timed_std::timeline::{For, Tag, What};

use super::object;
use crate::wait::wait;

pub use tokio::sync::broadcast::error;

use error::{RecvError, SendError, TryRecvError};

#[derive(Debug)]
pub struct Sender<T> {
    channel: For,
    real: tokio::sync::broadcast::Sender<T>,
}

#[derive(Debug)]
pub struct Receiver<T> {
    channel: For,
    real: tokio::sync::broadcast::Receiver<T>,
}

#[track_caller]
pub fn channel<T: Clone>(room: usize) -> (Sender<T>, Receiver<T>) {
    let channel = object(&Tag::new("channel"));
    let (sender, real) = tokio::sync::broadcast::channel(room);
    let sender = Sender {
        channel,
        real: sender,
    };
    (sender, Receiver { channel, real })
}

impl<T> Sender<T> {
    pub fn send(&self, value: T) -> Result<usize, SendError<T>> {
        self.real.send(value)
    }

    pub fn subscribe(&self) -> Receiver<T> {
        Receiver {
            channel: self.channel,
            real: self.real.subscribe(),
        }
    }

    pub fn receiver_count(&self) -> usize {
        self.real.receiver_count()
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        Sender {
            channel: self.channel,
            real: self.real.clone(),
        }
    }
}

impl<T: Clone> Receiver<T> {
    pub async fn recv(&mut self) -> Result<T, RecvError> {
        wait(What::Recv, self.channel, self.real.recv()).await
    }

    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        self.real.try_recv()
    }

    pub fn resubscribe(&self) -> Receiver<T> {
        Receiver {
            channel: self.channel,
            real: self.real.resubscribe(),
        }
    }
}
