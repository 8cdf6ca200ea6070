//! `Semaphore`: permits, first come, first served.

use super::line::{Acquire, Closed, InLine, Line, woken};
use ::std::error::Error;
use ::std::fmt;
use ::std::future::Future;
use explored_std::facade::Tag;
use explored_std::sync::Arc;
use explorer::{Apart, Kind, ObjectId, Place, Status, Step, done, with};

pub struct Semaphore {
    tag: Tag,
    line: Line,
}

// SAFETY: fibers run one at a time, on one real thread.
unsafe impl Send for Semaphore {}
// SAFETY: as above.
unsafe impl Sync for Semaphore {}

impl Semaphore {
    pub const MAX_PERMITS: usize = usize::MAX >> 3;

    #[track_caller]
    pub const fn new(permits: usize) -> Semaphore {
        Semaphore {
            tag: Tag::new("semaphore"),
            line: Line::new(permits),
        }
    }

    #[track_caller]
    pub const fn const_new(permits: usize) -> Semaphore {
        Semaphore::new(permits)
    }

    #[track_caller]
    pub fn acquire(&self) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> {
        self.take(1, Place::caller())
    }

    #[track_caller]
    pub fn acquire_many(
        &self,
        permits: u32,
    ) -> impl Future<Output = Result<SemaphorePermit<'_>, AcquireError>> {
        self.take(permits, Place::caller())
    }

    #[track_caller]
    pub fn acquire_owned(
        self: Arc<Self>,
    ) -> impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>> {
        self.take_owned(1, Place::caller())
    }

    #[track_caller]
    pub fn acquire_many_owned(
        self: Arc<Self>,
        permits: u32,
    ) -> impl Future<Output = Result<OwnedSemaphorePermit, AcquireError>> {
        self.take_owned(permits, Place::caller())
    }

    #[track_caller]
    pub fn try_acquire(&self) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        self.try_take(1, Place::caller())?;
        Ok(SemaphorePermit {
            of: self,
            permits: 1,
        })
    }

    #[track_caller]
    pub fn try_acquire_many(&self, permits: u32) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        self.try_take(permits, Place::caller())?;
        Ok(SemaphorePermit { of: self, permits })
    }

    #[track_caller]
    pub fn try_acquire_owned(self: Arc<Self>) -> Result<OwnedSemaphorePermit, TryAcquireError> {
        self.try_take(1, Place::caller())?;
        Ok(OwnedSemaphorePermit {
            of: self,
            permits: 1,
        })
    }

    #[track_caller]
    pub fn available_permits(&self) -> usize {
        let id = self.id();
        Step::new(Kind::Get, Place::caller()).on(id).announce();
        let permits = self.line.permits();
        done(permits.to_string());
        permits
    }

    #[track_caller]
    pub fn add_permits(&self, permits: usize) {
        self.give(Kind::AddPermits, permits, Place::caller());
    }

    /// How many are gone: those in use are not.
    #[track_caller]
    pub fn forget_permits(&self, permits: usize) -> usize {
        let id = self.id();
        Step::new(Kind::Forget, Place::caller()).on(id).announce();
        let gone = self.line.forget(permits);
        self.changed(id);
        done(gone.to_string());
        gone
    }

    /// Who waits for a permit, or asks for one, gets an error.
    #[track_caller]
    pub fn close(&self) {
        let id = self.id();
        Step::new(Kind::Close, Place::caller()).on(id).announce();
        with(|world| world.tell(id));
        let awake = self.line.close();
        self.changed(id);
        woken(awake, "");
    }

    #[track_caller]
    pub fn is_closed(&self) -> bool {
        let id = self.id();
        Step::new(Kind::Get, Place::caller()).on(id).announce();
        let closed = self.line.is_closed();
        done(closed.to_string());
        closed
    }

    async fn take(&self, permits: u32, place: Place) -> Result<SemaphorePermit<'_>, AcquireError> {
        let taken = Acquire::new(self, Kind::Acquire, permits as usize, place).await;
        taken.map_err(|Closed| AcquireError(()))?;
        Ok(SemaphorePermit { of: self, permits })
    }

    async fn take_owned(
        self: Arc<Self>,
        permits: u32,
        place: Place,
    ) -> Result<OwnedSemaphorePermit, AcquireError> {
        let taken = Acquire::new(&*self, Kind::Acquire, permits as usize, place).await;
        taken.map_err(|Closed| AcquireError(()))?;
        Ok(OwnedSemaphorePermit { of: self, permits })
    }

    fn try_take(&self, permits: u32, place: Place) -> Result<(), TryAcquireError> {
        let id = self.id();
        Step::new(Kind::TryAcquire, place).on(id).announce();
        let taken = self.line.try_take(permits as usize);
        with(|world| world.learn(id));
        self.changed(id);
        match taken {
            Ok(true) => {
                done("Ok");
                Ok(())
            }
            Ok(false) => {
                done("Err(NoPermits)");
                Err(TryAcquireError::NoPermits)
            }
            Err(Closed) => {
                done("Err(Closed)");
                Err(TryAcquireError::Closed)
            }
        }
    }

    fn give(&self, kind: Kind, permits: usize, place: Place) {
        let id = self.id();
        Step::new(kind, place).on(id).announce();
        with(|world| world.tell(id));
        let awake = self.line.give(permits);
        self.changed(id);
        woken(awake, "");
    }

    fn id(&self) -> ObjectId {
        let id = self.tag.id((&raw const *self) as usize);
        if with(|world| !world.has_object(id)) {
            let text = self.line.permits().to_string();
            let print = self.line.print();
            let status = Apart {
                print,
                ..Apart::default()
            };
            with(|world| world.add_object(id, text, Status::Apart(status)));
        }
        id
    }

    fn changed(&self, id: ObjectId) {
        let (text, print) = (self.line.permits().to_string(), self.line.print());
        with(|world| {
            world.apart_mut(id).print = print;
            world.set_value(id, Some(text), true);
            world.changed();
        });
    }
}

impl InLine for &Semaphore {
    fn line(&self) -> &Line {
        &self.line
    }

    fn id(&self) -> ObjectId {
        Semaphore::id(self)
    }

    fn changed(&self, id: ObjectId) {
        Semaphore::changed(self, id);
    }

    fn got(&self, _: ObjectId) -> (String, u64) {
        ("Ok".into(), 0)
    }
}

impl fmt::Debug for Semaphore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Semaphore").finish_non_exhaustive()
    }
}

#[derive(Debug)]
#[must_use = "a permit that is dropped is given back"]
pub struct SemaphorePermit<'a> {
    of: &'a Semaphore,
    permits: u32,
}

#[derive(Debug)]
#[must_use = "a permit that is dropped is given back"]
pub struct OwnedSemaphorePermit {
    of: Arc<Semaphore>,
    permits: u32,
}

macro_rules! permit {
    ($($name:ty)*) => {$(
        impl $name {
            /// It is never given back.
            pub fn forget(mut self) {
                self.permits = 0;
            }

            pub fn num_permits(&self) -> usize {
                self.permits as usize
            }

            #[track_caller]
            pub fn merge(&mut self, mut other: Self) {
                assert!(
                    ::std::ptr::eq(&raw const *self.of, &raw const *other.of),
                    "merging permits from different semaphore instances"
                );
                self.permits += ::std::mem::take(&mut other.permits);
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                if self.permits > 0 {
                    self.of.give(Kind::Release, self.permits as usize, Place::frame());
                }
            }
        }
    )*};
}

permit!(SemaphorePermit<'_> OwnedSemaphorePermit);

#[derive(Debug)]
pub struct AcquireError(());

impl fmt::Display for AcquireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("semaphore closed")
    }
}

impl Error for AcquireError {}

#[derive(Debug, PartialEq, Eq)]
pub enum TryAcquireError {
    Closed,
    NoPermits,
}

impl fmt::Display for TryAcquireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TryAcquireError::Closed => "semaphore closed",
            TryAcquireError::NoPermits => "no permits available",
        })
    }
}

impl Error for TryAcquireError {}
