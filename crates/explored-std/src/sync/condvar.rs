//! `Condvar`: whom `notify_one` wakes is a choice; a time-out is one more way.

use super::mutex::{MutexGuard, poisoned_if};
use super::shared::Shared;
use super::{LockResult, PoisonError};
use crate::model::{
    Asleep, ObjectId, Place, Ready, SPURIOUS, Status, Step, TIME_OUT, Way, done, done_as,
    fingerprint, late_time_out, me, with,
};
use ::std::fmt;
use ::std::mem::forget;
use ::std::time::Duration;

pub struct Condvar(Shared<()>);

// SAFETY: it holds nothing, and fibers run one at a time.
unsafe impl Send for Condvar {}
// SAFETY: as above.
unsafe impl Sync for Condvar {}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    pub fn timed_out(&self) -> bool {
        self.0
    }
}

/// How a wait ends.
const NOTIFIED: Way = 0;

impl Condvar {
    #[track_caller]
    pub const fn new() -> Condvar {
        Condvar(Shared::new("condvar", ()))
    }

    #[track_caller]
    pub fn wait<'a, T: ?Sized>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        self.sleep("wait", Place::caller(), guard, false).0
    }

    #[track_caller]
    pub fn wait_while<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<MutexGuard<'a, T>> {
        let place = Place::caller();
        let mut guard = guard;
        while condition(&mut *guard) {
            guard = self.sleep("wait_while", place, guard, false).0?;
        }
        Ok(guard)
    }

    #[track_caller]
    pub fn wait_timeout<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        _: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let (guard, way) = self.sleep("wait_timeout", Place::caller(), guard, true);
        let result = WaitTimeoutResult(way == TIME_OUT);
        match guard {
            Ok(guard) => Ok((guard, result)),
            Err(error) => Err(PoisonError::new((error.into_inner(), result))),
        }
    }

    #[track_caller]
    pub fn wait_timeout_while<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        _: Duration,
        mut condition: impl FnMut(&mut T) -> bool,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let place = Place::caller();
        let mut guard = guard;
        let mut timed_out = false;
        while condition(&mut *guard) && !timed_out {
            let (taken, way) = self.sleep("wait_timeout_while", place, guard, true);
            timed_out = way == TIME_OUT;
            guard = taken.map_err(|error| {
                PoisonError::new((error.into_inner(), WaitTimeoutResult(timed_out)))
            })?;
        }
        let result = WaitTimeoutResult(timed_out && condition(&mut *guard));
        Ok((guard, result))
    }

    #[track_caller]
    pub fn notify_one(&self) {
        let place = Place::caller();
        let id = self.id();
        let ready =
            Ready::ways(move |world| (0..world.asleep(id).waiting.len().max(1) as Way).collect());
        let way = Step::new("notify_one", place)
            .on(id)
            .ready(ready)
            .announce();
        let woken = with(|world| {
            let asleep = world.asleep_mut(id);
            let chosen = (way as usize) < asleep.waiting.len();
            let woken = chosen.then(|| asleep.waiting.remove(way as usize));
            if let Some(thread) = woken {
                asleep.woken.push(thread);
                asleep.woken.sort();
                world.changed();
            }
            woken.map(|thread| {
                world.registry.threads[thread]
                    .name
                    .clone()
                    .unwrap_or(format!("thread {thread}"))
            })
        });
        done(woken.map_or("nobody is waiting".into(), |name| format!("wakes {name}")));
    }

    #[track_caller]
    pub fn notify_all(&self) {
        let place = Place::caller();
        let id = self.id();
        Step::new("notify_all", place).on(id).announce();
        let count = with(|world| {
            let asleep = world.asleep_mut(id);
            let count = asleep.waiting.len();
            asleep.woken.append(&mut asleep.waiting);
            asleep.woken.sort();
            if count > 0 {
                world.changed();
            }
            count
        });
        done(if count == 0 {
            "nobody is waiting".into()
        } else {
            format!("wakes {count}")
        });
    }

    /// Releases the lock and falls asleep in one step; takes it again in another.
    fn sleep<'a, T: ?Sized>(
        &self,
        kind: &'static str,
        place: Place,
        guard: MutexGuard<'a, T>,
        timed: bool,
    ) -> (LockResult<MutexGuard<'a, T>>, Way) {
        let (id, current) = (self.id(), me());
        let (mutex, lock) = (guard.mutex, guard.id);
        Step::new(kind, place).on(id).announce();
        guard.release();
        forget(guard);
        with(|world| {
            let waiting = &mut world.asleep_mut(id).waiting;
            waiting.push(current);
            waiting.sort();
            world.changed();
        });
        done("lock released, asleep");
        let ready = Ready::ways(move |world| match world.thread(current) {
            _ if !world.lock(lock).is_free() => vec![],
            _ if world.asleep(id).woken.contains(&current) => vec![NOTIFIED],
            _ if timed => vec![TIME_OUT],
            thread if world.options.spurious && !thread.spurious_used => vec![SPURIOUS],
            _ => vec![],
        });
        let way = Step::new("wake", place)
            .on(id)
            .ready(ready)
            .late(late_time_out(place))
            .announce();
        with(|world| {
            let asleep = world.asleep_mut(id);
            asleep.waiting.retain(|&thread| thread != current);
            asleep.woken.retain(|&thread| thread != current);
            world.changed();
            let thread = world.thread_mut(current);
            match way {
                TIME_OUT => thread.timeouts.push(place),
                SPURIOUS => thread.spurious_used = true,
                _ => {}
            }
        });
        let guard = mutex.take(lock);
        let how = match way {
            TIME_OUT => "timed out",
            SPURIOUS => "woken for no reason",
            _ => "",
        };
        done_as(how.into(), fingerprint((mutex.print(lock), way)));
        (poisoned_if(mutex.poison(lock), guard), way)
    }

    fn id(&self) -> ObjectId {
        self.0.id(|| Status::Asleep(Asleep::default()))
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Condvar {
        Condvar::new()
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Condvar").finish_non_exhaustive()
    }
}
