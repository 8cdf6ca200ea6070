//! The sending side.

use super::pipe::Pipeline;
use super::{SendError, TrySendError};
use ::std::fmt;
use ::std::sync::Arc;
use explorer::Place;

pub struct Sender<T>(Arc<Pipeline<T>>);
pub struct SyncSender<T>(Arc<Pipeline<T>>);

impl<T> SyncSender<T> {
    #[track_caller]
    pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
        self.0.try_send(value, Place::caller())
    }
}

macro_rules! sender {
    ($name:ident) => {
        impl<T> $name<T> {
            pub(super) fn new(pipe: Arc<Pipeline<T>>) -> $name<T> {
                $name(pipe)
            }

            #[track_caller]
            pub fn send(&self, value: T) -> Result<(), SendError<T>> {
                self.0.send(value, Place::caller())
            }
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> $name<T> {
                self.0.sender_added();
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
sender!(SyncSender);
