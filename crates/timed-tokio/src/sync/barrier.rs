//! `Barrier`: waiting for the others.

use timed_std::timeline::{Tag, What};

use super::{BarrierWaitResult, object};
use crate::wait::wait;

#[derive(Debug)]
pub struct Barrier {
    tag: Tag,
    real: tokio::sync::Barrier,
}

impl Barrier {
    #[track_caller]
    pub fn new(count: usize) -> Barrier {
        Barrier {
            tag: Tag::new("barrier"),
            real: tokio::sync::Barrier::new(count),
        }
    }

    pub async fn wait(&self) -> BarrierWaitResult {
        wait(What::Barrier, object(&self.tag), self.real.wait()).await
    }
}
