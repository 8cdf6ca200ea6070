//! Waiting for a thread to end.

use super::{Result, Thread};
use crate::timeline::{For, LaneId, What, spend};

#[derive(Debug)]
pub struct JoinHandle<T> {
    pub(super) lane: LaneId,
    pub(super) real: ::std::thread::JoinHandle<T>,
}

impl<T> JoinHandle<T> {
    pub fn join(self) -> Result<T> {
        spend(What::Join, For::Thread(self.lane), || self.real.join())
    }

    pub fn thread(&self) -> &Thread {
        self.real.thread()
    }

    pub fn is_finished(&self) -> bool {
        self.real.is_finished()
    }
}
