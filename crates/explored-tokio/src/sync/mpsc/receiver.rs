//! The receiving sides.

use super::error::TryRecvError;
use super::pipe::Pipeline;
use ::std::fmt;
use ::std::future::{Future, poll_fn};
use ::std::sync::Arc;
use ::std::task::{Context, Poll};
use explorer::Place;

pub struct Receiver<T>(Arc<Pipeline<T>>);
pub struct UnboundedReceiver<T>(Arc<Pipeline<T>>);

macro_rules! receiver {
    ($name:ident) => {
        impl<T> $name<T> {
            pub(super) fn new(pipe: Arc<Pipeline<T>>) -> $name<T> {
                $name(pipe)
            }

            #[track_caller]
            pub fn recv(&mut self) -> impl Future<Output = Option<T>> {
                let place = Place::caller();
                poll_fn(move |context| self.0.poll_recv(context, place))
            }

            #[track_caller]
            pub fn blocking_recv(&mut self) -> Option<T> {
                crate::runtime::wait(self.recv())
            }

            #[track_caller]
            pub fn poll_recv(&mut self, context: &mut Context) -> Poll<Option<T>> {
                self.0.poll_recv(context, Place::caller())
            }

            #[track_caller]
            pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
                self.0.try_recv(Place::caller())
            }

            #[track_caller]
            pub fn close(&mut self) {
                self.0.close(Place::caller());
            }

            #[track_caller]
            pub fn len(&self) -> usize {
                self.0.len(Place::caller())
            }

            #[track_caller]
            pub fn is_empty(&self) -> bool {
                self.len() == 0
            }
        }

        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                self.0.receiver_gone();
            }
        }

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

receiver!(Receiver);
receiver!(UnboundedReceiver);
