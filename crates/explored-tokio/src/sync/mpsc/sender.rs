//! The sending sides.

use super::error::{SendError, TrySendError};
use super::pipe::Pipeline;
use ::std::fmt;
use ::std::future::{Future, poll_fn};
use ::std::mem::forget;
use ::std::sync::Arc;
use explorer::{Kind, Place};

pub struct Sender<T>(Arc<Pipeline<T>>);
pub struct UnboundedSender<T>(Arc<Pipeline<T>>);

impl<T> Sender<T> {
    #[track_caller]
    pub fn send(&self, value: T) -> impl Future<Output = Result<(), SendError<T>>> {
        self.0.send(value, Place::caller())
    }

    #[track_caller]
    pub fn blocking_send(&self, value: T) -> Result<(), SendError<T>> {
        crate::runtime::wait(self.0.send(value, Place::caller()))
    }

    #[track_caller]
    pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
        self.0.try_send(value, Place::caller())
    }

    /// A slot for a message to come.
    #[track_caller]
    pub fn reserve(&self) -> impl Future<Output = Result<Permit<'_, T>, SendError<()>>> {
        let place = Place::caller();
        async move {
            self.0.reserve(place).await?;
            Ok(Permit(self))
        }
    }

    #[track_caller]
    pub fn reserve_owned(self) -> impl Future<Output = Result<OwnedPermit<T>, SendError<()>>> {
        let place = Place::caller();
        async move {
            self.0.reserve(place).await?;
            Ok(OwnedPermit(Some(self)))
        }
    }

    #[track_caller]
    pub fn try_reserve(&self) -> Result<Permit<'_, T>, TrySendError<()>> {
        match self
            .0
            .try_take(Kind::TryAcquire, String::new(), Place::caller())
        {
            Ok(true) => Ok(Permit(self)),
            Ok(false) => Err(TrySendError::Full(())),
            Err(_) => Err(TrySendError::Closed(())),
        }
    }

    #[track_caller]
    pub fn capacity(&self) -> usize {
        self.0.capacity(Place::caller())
    }

    pub fn max_capacity(&self) -> usize {
        self.0.bound.unwrap_or(usize::MAX)
    }
}

impl<T> UnboundedSender<T> {
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        self.0.send_unbounded(value, Place::caller())
    }
}

macro_rules! sender {
    ($name:ident) => {
        impl<T> $name<T> {
            pub(super) fn new(pipe: Arc<Pipeline<T>>) -> $name<T> {
                $name(pipe)
            }

            /// Waits until the receiver is gone.
            #[track_caller]
            pub fn closed(&self) -> impl Future<Output = ()> {
                let place = Place::caller();
                poll_fn(move |context| self.0.poll_closed(context, place))
            }

            #[track_caller]
            pub fn is_closed(&self) -> bool {
                self.0.is_closed(Place::caller())
            }

            pub fn same_channel(&self, other: &Self) -> bool {
                Arc::ptr_eq(&self.0, &other.0)
            }
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> $name<T> {
                self.0.add_sender();
                $name(self.0.clone())
            }
        }

        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                self.0.sender_gone();
            }
        }

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

sender!(Sender);
sender!(UnboundedSender);

/// A slot that is kept.
#[must_use = "a permit that is dropped is given back"]
pub struct Permit<'a, T>(&'a Sender<T>);

impl<T> Permit<'_, T> {
    #[track_caller]
    pub fn send(self, value: T) {
        self.0.0.send_there(value, Place::caller());
        forget(self);
    }
}

impl<T> Drop for Permit<'_, T> {
    fn drop(&mut self) {
        self.0.0.give_slot();
    }
}

/// … with its sender.
#[must_use = "a permit that is dropped is given back"]
pub struct OwnedPermit<T>(Option<Sender<T>>);

impl<T> OwnedPermit<T> {
    #[track_caller]
    pub fn send(mut self, value: T) -> Sender<T> {
        let sender = self.0.take().expect("until it is used");
        sender.0.send_there(value, Place::caller());
        sender
    }
}

impl<T> Drop for OwnedPermit<T> {
    fn drop(&mut self) {
        if let Some(sender) = &self.0 {
            sender.0.give_slot();
        }
    }
}
