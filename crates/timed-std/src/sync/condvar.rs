//! `Condvar`: the lock is given back, the thread waits, the lock is taken again.

use super::{LockResult, MutexGuard, PoisonError, WaitTimeoutResult, map};
use crate::timeline::{For, Tag, What, spend};
use ::std::time::{Duration, Instant};

#[derive(Debug)]
pub struct Condvar {
    tag: Tag,
    real: ::std::sync::Condvar,
}

impl Condvar {
    #[track_caller]
    pub const fn new() -> Condvar {
        Condvar {
            tag: Tag::new("condvar"),
            real: ::std::sync::Condvar::new(),
        }
    }

    pub fn wait<'a, T>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        let lock = guard.lock;
        let real = guard.end();
        let real = spend(What::Condvar, For::Object(self.tag.id()), || {
            self.real.wait(real)
        });
        map(real, |real| MutexGuard::new(lock, real))
    }

    pub fn wait_while<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<MutexGuard<'a, T>> {
        while condition(&mut *guard) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        time: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let lock = guard.lock;
        let real = guard.end();
        let real = spend(What::Condvar, For::Object(self.tag.id()), || {
            self.real.wait_timeout(real, time)
        });
        map(real, |(real, result)| (MutexGuard::new(lock, real), result))
    }

    pub fn wait_timeout_while<'a, T>(
        &self,
        mut guard: MutexGuard<'a, T>,
        time: Duration,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let start = Instant::now();
        loop {
            let left = time.saturating_sub(start.elapsed());
            if !condition(&mut *guard) || left.is_zero() {
                // Std alone makes a `WaitTimeoutResult`: a wait of no time says
                // what is true now.
                let lock = guard.lock;
                let real = self
                    .real
                    .wait_timeout_while(guard.end(), Duration::ZERO, condition);
                return map(real, |(real, result)| (MutexGuard::new(lock, real), result));
            }
            guard = match self.wait_timeout(guard, left) {
                Ok((guard, _)) => guard,
                Err(poisoned) => return Err(PoisonError::new(poisoned.into_inner())),
            };
        }
    }

    pub fn notify_one(&self) {
        // Known even if nobody has to wait: names are then the same every time.
        self.tag.id();
        self.real.notify_one();
    }

    pub fn notify_all(&self) {
        self.tag.id();
        self.real.notify_all();
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Condvar {
        Condvar::new()
    }
}
