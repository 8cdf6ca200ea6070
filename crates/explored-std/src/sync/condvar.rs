//! `Condvar`: whom `notify_one` wakes is a choice; a time-out is one more way.

use super::lock::{Hold, guarded, poisoned_if};
use super::mutex::MutexGuard;
use super::shared::Shared;
use super::{LockResult, PoisonError};
use ::std::fmt;
use ::std::time::Duration;
use explorer::{
    Asleep, Kind, ObjectId, Place, Ready, Status, Step, Way, done, done_as, fingerprint, me, with,
};

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

/// How a wait ends, if neither by time nor for no reason.
const NOTIFIED: Way = Way::FIRST;

impl Condvar {
    #[track_caller]
    pub const fn new() -> Condvar {
        Condvar(Shared::new("condvar", ()))
    }

    #[track_caller]
    pub fn wait<'a, T: ?Sized>(&self, guard: MutexGuard<'a, T>) -> LockResult<MutexGuard<'a, T>> {
        self.sleep(Kind::Wait, Place::caller(), guard, false).0
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
            guard = self.sleep(Kind::WaitWhile, place, guard, false).0?;
        }
        Ok(guard)
    }

    #[track_caller]
    pub fn wait_timeout<'a, T: ?Sized>(
        &self,
        guard: MutexGuard<'a, T>,
        _: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        let (guard, way) = self.sleep(Kind::WaitTimeout, Place::caller(), guard, true);
        let result = WaitTimeoutResult(way == Way::TimeOut);
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
            let (taken, way) = self.sleep(Kind::WaitTimeoutWhile, place, guard, true);
            timed_out = way == Way::TimeOut;
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
        let ready = Ready::ways(move |world| {
            let sleepers = world.asleep(id).waiting.len() as u32;
            (0..sleepers.max(1)).map(Way::Rank).collect()
        });
        let way = Step::new(Kind::NotifyOne, place)
            .on(id)
            .ready(ready)
            .announce();
        let woken = with(|world| {
            let asleep = world.asleep_mut(id);
            let rank = way.rank() as usize;
            let chosen = rank < asleep.waiting.len();
            let woken = chosen.then(|| asleep.waiting.remove(rank));
            if let Some(thread) = woken {
                asleep.woken.push(thread);
                asleep.woken.sort();
                world.changed();
            }
            woken.map(|thread| match world.thread_name(thread) {
                Some(name) => format!("wakes {name}"),
                None => format!("wakes thread {thread}"),
            })
        });
        done(woken.unwrap_or("nobody is waiting".into()));
    }

    #[track_caller]
    pub fn notify_all(&self) {
        let place = Place::caller();
        let id = self.id();
        Step::new(Kind::NotifyAll, place).on(id).announce();
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

    /// Releases the lock and falls asleep in one step; takes it again in another. If
    /// time runs out, that is one more step before: the lock may be held then.
    fn sleep<'a, T: ?Sized>(
        &self,
        kind: Kind,
        place: Place,
        guard: MutexGuard<'a, T>,
        timed: bool,
    ) -> (LockResult<MutexGuard<'a, T>>, Way) {
        let (id, current) = (self.id(), me());
        let (mutex, lock) = (guard.0.lock, guard.0.id);
        Step::new(kind, place).on(id).announce();
        guard.0.release();
        with(|world| {
            let waiting = &mut world.asleep_mut(id).waiting;
            waiting.push(current);
            waiting.sort();
            world.changed();
        });
        done("lock released, asleep");
        let ready = Ready::ways(move |world| {
            let is_free = world.lock(lock).is_free();
            let is_woken = world.asleep(id).woken.contains(&current);
            let ways = [
                (is_woken && is_free, NOTIFIED),
                (!is_woken && timed, Way::TimeOut),
                (
                    !is_woken && is_free && world.may_be_spurious(current),
                    Way::Spurious,
                ),
            ];
            let possible = ways.into_iter().filter(|(possible, _)| *possible);
            possible.map(|(_, way)| way).collect()
        });
        let way = Step::new(Kind::Wake, place)
            .on(id)
            .ready(ready)
            .timed()
            .announce();
        with(|world| {
            let asleep = world.asleep_mut(id);
            asleep.waiting.retain(|&thread| thread != current);
            asleep.woken.retain(|&thread| thread != current);
            world.changed();
            world.went(way, place);
        });
        if way == Way::TimeOut {
            done("timed out");
            let held = mutex.lock(Hold::Mutex, place);
            return (guarded(held, MutexGuard), way);
        }
        let held = mutex.take(lock, Hold::Mutex);
        let how = match way {
            Way::Spurious => "woken for no reason",
            _ => "",
        };
        done_as(how.into(), fingerprint((mutex.print(lock), way)));
        let held = poisoned_if(mutex.poison(lock), held);
        (guarded(held, MutexGuard), way)
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
