//! `Semaphore`: waiting for a permit, and keeping it.

use std::sync::Arc;

use timed_std::timeline::{Tag, What};

use super::{AcquireError, TryAcquireError, object};
use crate::wait::{Held, wait};

#[derive(Debug)]
pub struct Semaphore {
    tag: Tag,
    real: tokio::sync::Semaphore,
}

/// Permits that are given back when the last field is dropped.
#[derive(Debug)]
struct Kept {
    count: u32,
    _held: Held,
}

#[must_use]
#[derive(Debug)]
pub struct SemaphorePermit<'a> {
    kept: Option<Kept>,
    of: &'a Semaphore,
}

#[must_use]
#[derive(Debug)]
pub struct OwnedSemaphorePermit {
    kept: Option<Kept>,
    of: Arc<Semaphore>,
}

impl Semaphore {
    #[track_caller]
    pub fn new(permits: usize) -> Semaphore {
        Semaphore {
            tag: Tag::new("semaphore"),
            real: tokio::sync::Semaphore::new(permits),
        }
    }

    #[track_caller]
    pub const fn const_new(permits: usize) -> Semaphore {
        Semaphore {
            tag: Tag::new("semaphore"),
            real: tokio::sync::Semaphore::const_new(permits),
        }
    }

    async fn take(&self, count: u32) -> Result<Option<Kept>, AcquireError> {
        let of = object(&self.tag);
        let real = wait(What::Permit, of, self.real.acquire_many(count)).await?;
        real.forget();
        Ok(self.kept(count))
    }

    fn try_take(&self, count: u32) -> Result<Option<Kept>, TryAcquireError> {
        self.real.try_acquire_many(count)?.forget();
        Ok(self.kept(count))
    }

    fn kept(&self, count: u32) -> Option<Kept> {
        let _held = Held::new(What::Keep, object(&self.tag));
        Some(Kept { count, _held })
    }

    fn give_back(&self, kept: Option<Kept>) {
        if let Some(Kept { count, _held }) = kept {
            drop(_held);
            self.real.add_permits(count as usize);
        }
    }

    pub async fn acquire(&self) -> Result<SemaphorePermit<'_>, AcquireError> {
        self.acquire_many(1).await
    }

    pub async fn acquire_many(&self, count: u32) -> Result<SemaphorePermit<'_>, AcquireError> {
        let kept = self.take(count).await?;
        Ok(SemaphorePermit { kept, of: self })
    }

    pub async fn acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, AcquireError> {
        self.acquire_many_owned(1).await
    }

    pub async fn acquire_many_owned(
        self: Arc<Self>,
        count: u32,
    ) -> Result<OwnedSemaphorePermit, AcquireError> {
        let kept = self.take(count).await?;
        Ok(OwnedSemaphorePermit { kept, of: self })
    }

    pub fn try_acquire(&self) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        let kept = self.try_take(1)?;
        Ok(SemaphorePermit { kept, of: self })
    }

    pub fn try_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        let kept = self.try_take(1)?;
        Ok(OwnedSemaphorePermit { kept, of: self })
    }

    pub fn add_permits(&self, count: usize) {
        self.real.add_permits(count);
    }

    pub fn available_permits(&self) -> usize {
        self.real.available_permits()
    }

    pub fn close(&self) {
        self.real.close();
    }

    pub fn is_closed(&self) -> bool {
        self.real.is_closed()
    }
}

impl SemaphorePermit<'_> {
    pub fn forget(mut self) {
        self.kept = None;
    }
}

impl OwnedSemaphorePermit {
    pub fn forget(mut self) {
        self.kept = None;
    }
}

impl Drop for SemaphorePermit<'_> {
    fn drop(&mut self) {
        self.of.give_back(self.kept.take());
    }
}

impl Drop for OwnedSemaphorePermit {
    fn drop(&mut self) {
        self.of.give_back(self.kept.take());
    }
}
