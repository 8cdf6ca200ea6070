//! `watch`: waiting for the value to change.

use timed_std::timeline::{For, Tag, What};

use super::object;
use crate::wait::wait;

pub use tokio::sync::watch::{Ref, error};

use error::{RecvError, SendError};

#[derive(Debug)]
pub struct Sender<T> {
    channel: For,
    real: tokio::sync::watch::Sender<T>,
}

#[derive(Clone, Debug)]
pub struct Receiver<T> {
    channel: For,
    real: tokio::sync::watch::Receiver<T>,
}

#[track_caller]
pub fn channel<T>(value: T) -> (Sender<T>, Receiver<T>) {
    let channel = object(&Tag::new("channel"));
    let (sender, real) = tokio::sync::watch::channel(value);
    let sender = Sender {
        channel,
        real: sender,
    };
    (sender, Receiver { channel, real })
}

impl<T> Sender<T> {
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        self.real.send(value)
    }

    pub fn send_replace(&self, value: T) -> T {
        self.real.send_replace(value)
    }

    pub fn send_modify(&self, modify: impl FnOnce(&mut T)) {
        self.real.send_modify(modify);
    }

    pub fn send_if_modified(&self, modify: impl FnOnce(&mut T) -> bool) -> bool {
        self.real.send_if_modified(modify)
    }

    pub fn borrow(&self) -> Ref<'_, T> {
        self.real.borrow()
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

    pub fn is_closed(&self) -> bool {
        self.real.is_closed()
    }

    pub async fn closed(&self) {
        self.real.closed().await;
    }
}

impl<T> Receiver<T> {
    pub async fn changed(&mut self) -> Result<(), RecvError> {
        wait(What::Change, self.channel, self.real.changed()).await
    }

    pub async fn wait_for(&mut self, is: impl FnMut(&T) -> bool) -> Result<Ref<'_, T>, RecvError> {
        wait(What::Change, self.channel, self.real.wait_for(is)).await
    }

    pub fn borrow(&self) -> Ref<'_, T> {
        self.real.borrow()
    }

    pub fn borrow_and_update(&mut self) -> Ref<'_, T> {
        self.real.borrow_and_update()
    }

    pub fn has_changed(&self) -> Result<bool, RecvError> {
        self.real.has_changed()
    }
}
