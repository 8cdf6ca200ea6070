//! `Barrier`: waiting for the others.

use crate::timeline::{For, Tag, What, spend};

pub use ::std::sync::BarrierWaitResult;

#[derive(Debug)]
pub struct Barrier {
    tag: Tag,
    real: ::std::sync::Barrier,
}

impl Barrier {
    #[track_caller]
    pub const fn new(threads: usize) -> Barrier {
        Barrier {
            tag: Tag::new("barrier"),
            real: ::std::sync::Barrier::new(threads),
        }
    }

    pub fn wait(&self) -> BarrierWaitResult {
        spend(What::Barrier, For::Object(self.tag.id()), || {
            self.real.wait()
        })
    }
}
