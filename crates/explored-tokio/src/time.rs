//! `tokio::time`, by a virtual clock: time passes when nobody can move, and then up to
//! the next moment for which somebody waits.

use crate::task::poll::{clear_timer, now, set_timer, wait_for};
use ::std::error::Error;
use ::std::fmt;
use ::std::future::{Future, IntoFuture};
use ::std::io;
use ::std::ops::{Add, AddAssign, Sub, SubAssign};
use ::std::pin::Pin;
use ::std::task::{Context, Poll, ready};
pub use ::std::time::Duration;
use explorer::task::Awaited;
use explorer::{Kind, Place, Step, done};

/// Timers go by milliseconds, as tokio's.
const TICK: u64 = 1_000_000;
/// What « for ever » comes to.
const FAR: u64 = 30 * 365 * 86_400 * 1_000_000_000;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(u64);

impl Instant {
    pub fn now() -> Instant {
        Instant(now())
    }

    pub fn elapsed(&self) -> Duration {
        Instant::now().duration_since(*self)
    }

    pub fn duration_since(&self, earlier: Instant) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }

    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.duration_since(earlier)
    }

    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        self.0.checked_sub(earlier.0).map(Duration::from_nanos)
    }

    pub fn checked_add(&self, more: Duration) -> Option<Instant> {
        let more = u64::try_from(more.as_nanos()).ok()?;
        self.0.checked_add(more).map(Instant)
    }

    pub fn checked_sub(&self, less: Duration) -> Option<Instant> {
        let less = u64::try_from(less.as_nanos()).ok()?;
        self.0.checked_sub(less).map(Instant)
    }

    fn after(self, time: Duration) -> Instant {
        self.checked_add(time).unwrap_or(Instant(FAR))
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Instant({:?})", Duration::from_nanos(self.0))
    }
}

impl Add<Duration> for Instant {
    type Output = Instant;

    fn add(self, more: Duration) -> Instant {
        let sum = self.checked_add(more);
        sum.expect("overflow when adding duration to instant")
    }
}

impl AddAssign<Duration> for Instant {
    fn add_assign(&mut self, more: Duration) {
        *self = *self + more;
    }
}

impl Sub<Duration> for Instant {
    type Output = Instant;

    fn sub(self, less: Duration) -> Instant {
        let rest = self.checked_sub(less);
        rest.expect("overflow when subtracting duration from instant")
    }
}

impl SubAssign<Duration> for Instant {
    fn sub_assign(&mut self, less: Duration) {
        *self = *self - less;
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Instant) -> Duration {
        self.duration_since(earlier)
    }
}

#[track_caller]
pub fn sleep(time: Duration) -> Sleep {
    Sleep::new(Instant::now().after(time), Place::caller())
}

#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep::new(deadline, Place::caller())
}

#[must_use = "futures do nothing unless polled"]
#[derive(Debug)]
pub struct Sleep {
    deadline: Instant,
    place: Place,
    /// Its timer, once it is set.
    key: Option<u64>,
}

impl Sleep {
    fn new(deadline: Instant, place: Place) -> Sleep {
        Sleep {
            deadline,
            place,
            key: None,
        }
    }

    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    pub fn is_elapsed(&self) -> bool {
        self.tick() <= now()
    }

    pub fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        self.stop();
        self.deadline = deadline;
    }

    /// When it ends.
    fn tick(&self) -> u64 {
        self.deadline.0.div_ceil(TICK) * TICK
    }

    fn stop(&mut self) {
        if let Some(key) = self.key.take() {
            clear_timer(key);
        }
    }

    /// Without saying so.
    fn poll_quietly(&mut self, context: &Context) -> Poll<()> {
        let deadline = self.tick();
        if deadline <= now() {
            self.stop();
            return Poll::Ready(());
        }
        let key = *self.key.get_or_insert_with(new_key);
        set_timer(key, deadline, context.waker());
        wait_for(Awaited {
            what: format!("sleep {}", deadline / TICK),
            place: self.place,
            ..Awaited::default()
        });
        Poll::Pending
    }
}

/// One for each timer of a task.
fn new_key() -> u64 {
    use ::std::cell::Cell;
    ::std::thread_local! {
        static KEYS: Cell<u64> = const { Cell::new(0) };
    }
    KEYS.replace(KEYS.get() + 1)
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<()> {
        ready!(self.poll_quietly(context));
        passed(Kind::Sleep, self.place);
        Poll::Ready(())
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Time has run out there: a reader sees it, and nobody else.
fn passed(kind: Kind, place: Place) {
    Step::new(kind, place).local().announce();
    done(format!("{} ms", now() / TICK));
}

#[track_caller]
pub fn timeout<F: IntoFuture>(time: Duration, future: F) -> Timeout<F::IntoFuture> {
    timeout_at(Instant::now().after(time), future)
}

#[track_caller]
pub fn timeout_at<F: IntoFuture>(deadline: Instant, future: F) -> Timeout<F::IntoFuture> {
    Timeout {
        future: future.into_future(),
        sleep: Sleep::new(deadline, Place::caller()),
    }
}

#[must_use = "futures do nothing unless polled"]
#[derive(Debug)]
pub struct Timeout<F> {
    future: F,
    sleep: Sleep,
}

impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, error::Elapsed>;

    /// The future comes first, even when its time has run out.
    fn poll(self: Pin<&mut Self>, context: &mut Context) -> Poll<Self::Output> {
        // SAFETY: the future is not moved, and the sleep is not pinned.
        let (future, sleep) = unsafe {
            let this = self.get_unchecked_mut();
            (Pin::new_unchecked(&mut this.future), &mut this.sleep)
        };
        if let Poll::Ready(output) = future.poll(context) {
            return Poll::Ready(Ok(output));
        }
        ready!(sleep.poll_quietly(context));
        passed(Kind::TimeOut, sleep.place);
        Poll::Ready(Err(error::Elapsed(())))
    }
}

pub mod error {
    use super::{Error, fmt, io};

    #[derive(Debug, PartialEq, Eq)]
    pub struct Elapsed(pub(super) ());

    impl fmt::Display for Elapsed {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("deadline has elapsed")
        }
    }

    impl Error for Elapsed {}

    impl From<Elapsed> for io::Error {
        fn from(_: Elapsed) -> io::Error {
            io::ErrorKind::TimedOut.into()
        }
    }
}

#[track_caller]
pub fn interval(period: Duration) -> Interval {
    interval_at(Instant::now(), period)
}

#[track_caller]
pub fn interval_at(start: Instant, period: Duration) -> Interval {
    assert!(period > Duration::ZERO, "`period` must be non-zero.");
    Interval {
        sleep: Sleep::new(start, Place::caller()),
        period,
        missed: MissedTickBehavior::default(),
    }
}

#[derive(Debug)]
pub struct Interval {
    sleep: Sleep,
    period: Duration,
    missed: MissedTickBehavior,
}

/// What a tick does that comes too late for the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissedTickBehavior {
    /// The ticks that were missed come at once.
    #[default]
    Burst,
    /// The next comes a period later.
    Delay,
    /// The next comes at a multiple of the period.
    Skip,
}

impl Interval {
    #[track_caller]
    pub fn tick(&mut self) -> impl Future<Output = Instant> {
        self.sleep.place = Place::caller();
        ::std::future::poll_fn(|context| self.poll_tick(context))
    }

    fn poll_tick(&mut self, context: &mut Context) -> Poll<Instant> {
        ready!(self.sleep.poll_quietly(context));
        passed(Kind::Sleep, self.sleep.place);
        let (due, now) = (self.sleep.deadline, Instant::now());
        let late = now.duration_since(due) > Duration::from_millis(5);
        self.sleep.deadline = match self.missed {
            MissedTickBehavior::Delay if late => now.after(self.period),
            MissedTickBehavior::Skip if late => {
                let over = now.duration_since(due).as_nanos() % self.period.as_nanos();
                now.after(self.period - Duration::from_nanos(over as u64))
            }
            _ => due.after(self.period),
        };
        Poll::Ready(due)
    }

    pub fn set_missed_tick_behavior(&mut self, missed: MissedTickBehavior) {
        self.missed = missed;
    }

    pub fn missed_tick_behavior(&self) -> MissedTickBehavior {
        self.missed
    }

    pub fn period(&self) -> Duration {
        self.period
    }

    pub fn reset(&mut self) {
        self.sleep.stop();
        self.sleep.deadline = Instant::now().after(self.period);
    }
}
