//! `tokio::sync`: what waits says what it waits for.

mod barrier;
pub mod broadcast;
pub mod mpsc;
mod mutex;
mod notify;
pub mod oneshot;
mod rwlock;
mod semaphore;
pub mod watch;

pub use barrier::Barrier;
pub use mutex::{Mutex, MutexGuard};
pub use notify::{Notified, Notify};
pub use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use semaphore::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};

pub use tokio::sync::{AcquireError, BarrierWaitResult, OnceCell, TryAcquireError, TryLockError};

use timed_std::timeline::{For, Tag};

fn object(tag: &Tag) -> For {
    For::Object(tag.id())
}
