//! `OnceCell`: a value that is made once, by a future; who comes meanwhile stands in
//! line, and is next where that future is dropped.

use super::anew::Anew;
use super::line::{Acquire, InLine, Line, woken};
use ::std::convert::Infallible;
use ::std::error::Error;
use ::std::fmt;
use ::std::future::Future;
use explored_std::facade::Shared;
use explorer::{Apart, Kind, ObjectId, Place, Status, Step, ThreadId, done, fingerprint, me, with};

pub struct OnceCell<T> {
    /// Its one permit is the right to make the value.
    line: Line,
    maker: Anew<Option<ThreadId>>,
    value: Shared<Option<T>>,
}

// SAFETY: as tokio's: one task writes, all read.
unsafe impl<T: Send> Send for OnceCell<T> {}
// SAFETY: as above.
unsafe impl<T: Send + Sync> Sync for OnceCell<T> {}

impl<T> OnceCell<T> {
    #[track_caller]
    pub const fn const_new() -> OnceCell<T> {
        OnceCell::holding(None)
    }

    #[track_caller]
    pub const fn const_new_with(value: T) -> OnceCell<T> {
        OnceCell::holding(Some(value))
    }

    #[track_caller]
    pub fn new() -> OnceCell<T> {
        OnceCell::holding(None)
    }

    #[track_caller]
    pub fn new_with(value: Option<T>) -> OnceCell<T> {
        OnceCell::holding(value)
    }

    const fn holding(value: Option<T>) -> OnceCell<T> {
        OnceCell {
            line: Line::new(1),
            maker: Anew::new(None, || None),
            value: Shared::new("once cell", value),
        }
    }

    #[track_caller]
    pub fn initialized(&self) -> bool {
        self.look(Kind::IsCompleted, Place::caller())
    }

    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        self.look(Kind::Get, Place::caller());
        self.value()
    }

    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), SetError<T>> {
        if self.is_set() {
            return Err(SetError::AlreadyInitializedError(value));
        }
        let id = self.id();
        Step::new(Kind::Set, Place::caller()).on(id).announce();
        if self.is_set() {
            done("Err: it has a value");
            return Err(SetError::AlreadyInitializedError(value));
        }
        if self.line.try_take(1) != Ok(true) {
            done("Err: its value is being made");
            return Err(SetError::InitializingError(value));
        }
        self.store(id, value);
        Ok(())
    }

    #[track_caller]
    pub fn get_or_init<F, Fut>(&self, make: F) -> impl Future<Output = &T>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = T>,
    {
        let place = Place::caller();
        async move {
            let make = move || async move { Ok::<T, Infallible>(make().await) };
            let Ok(value) = self.get_or_make(make, place).await;
            value
        }
    }

    #[track_caller]
    pub fn get_or_try_init<E, F, Fut>(&self, make: F) -> impl Future<Output = Result<&T, E>>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        self.get_or_make(make, Place::caller())
    }

    async fn get_or_make<E, F, Fut>(&self, make: F, place: Place) -> Result<&T, E>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        if !self.is_set() {
            let turn = Acquire::new(self, Kind::GetOrInit, 1, place).await;
            if turn.is_ok() {
                let turn = Turn { of: self, place };
                turn.finish(make().await?);
            }
        }
        self.is_set();
        Ok(self.value().expect("set above"))
    }

    pub fn get_mut(&mut self) -> Option<&mut T> {
        let id = self.looked_at();
        self.value.will_change(id);
        self.value.get_mut().as_mut()
    }

    pub fn take(&mut self) -> Option<T> {
        let id = self.looked_at();
        self.line = Line::new(1);
        let value = self.value.get_mut().take();
        self.value.changed(id);
        self.changed(id);
        value
    }

    pub fn into_inner(self) -> Option<T> {
        self.looked_at();
        self.value.into_inner()
    }

    fn value(&self) -> Option<&T> {
        // SAFETY: written once, and after that only through `&mut`.
        unsafe { &*self.value.get() }.as_ref()
    }

    /// Once set, always set: to see that is no step.
    fn is_set(&self) -> bool {
        let id = self.id();
        let is_set = self.value().is_some();
        if is_set {
            with(|world| {
                let print = world.object(id).print;
                world.looked_at(id, print);
                world.learn(id);
            });
        }
        is_set
    }

    /// Looks whether it is set, as a step.
    fn look(&self, kind: Kind, place: Place) -> bool {
        if self.is_set() {
            return true;
        }
        Step::new(kind, place).on(self.id()).announce();
        let is_set = self.is_set();
        done(match is_set {
            true => self.value.text(),
            false => "not yet".into(),
        });
        is_set
    }

    /// What stands there is read by value, in no step of its own.
    fn looked_at(&self) -> ObjectId {
        let id = self.id();
        with(|world| {
            let print = world.object(id).print;
            world.looked_at(id, print);
        });
        id
    }

    /// In the step under way, which is done: who stands in line gets the value.
    fn store(&self, id: ObjectId, value: T) {
        // SAFETY: it is this task's turn, and who reads has seen a value.
        unsafe { *self.value.get() = Some(value) };
        self.value.changed(id);
        with(|world| world.tell(id));
        *self.maker.borrow_mut() = None;
        let awake = self.line.close();
        self.changed(id);
        woken(awake, &self.value.text());
    }

    fn id(&self) -> ObjectId {
        self.value.id(|| Status::Apart(Apart::default()))
    }
}

/// The right to make the value, which goes to the next in line if that fails.
struct Turn<'a, T> {
    of: &'a OnceCell<T>,
    place: Place,
}

impl<T> Turn<'_, T> {
    fn finish(self, value: T) {
        let id = self.of.id();
        Step::new(Kind::Initialised, self.place).on(id).announce();
        self.of.store(id, value);
    }
}

impl<T> Drop for Turn<'_, T> {
    fn drop(&mut self) {
        if self.of.value().is_some() {
            return;
        }
        let id = self.of.id();
        Step::new(Kind::Unlock, Place::frame()).on(id).announce();
        with(|world| world.tell(id));
        *self.of.maker.borrow_mut() = None;
        let awake = self.of.line.give(1);
        self.of.changed(id);
        woken(awake, "");
    }
}

impl<T> InLine for &OnceCell<T> {
    fn line(&self) -> &Line {
        &self.line
    }

    fn id(&self) -> ObjectId {
        OnceCell::id(self)
    }

    fn changed(&self, id: ObjectId) {
        OnceCell::changed(self, id);
    }

    fn got(&self, id: ObjectId) -> (String, u64) {
        *self.maker.borrow_mut() = Some(me());
        OnceCell::changed(self, id);
        ("runs the closure".into(), 0)
    }

    fn closed(&self) -> String {
        self.value.text()
    }
}

impl<T> OnceCell<T> {
    fn changed(&self, id: ObjectId) {
        let (print, mut holders) = (self.line.print(), self.line.served());
        holders.extend(*self.maker.borrow());
        with(|world| {
            let apart = world.apart_mut(id);
            apart.print = fingerprint((print, &holders));
            apart.holders = holders;
            world.changed();
        });
    }
}

impl<T: fmt::Debug> fmt::Debug for OnceCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.looked_at();
        let mut text = f.debug_struct("OnceCell");
        text.field("value", &self.value()).finish()
    }
}

impl<T> Default for OnceCell<T> {
    #[track_caller]
    fn default() -> OnceCell<T> {
        OnceCell::new()
    }
}

impl<T> From<T> for OnceCell<T> {
    #[track_caller]
    fn from(value: T) -> OnceCell<T> {
        OnceCell::new_with(Some(value))
    }
}

#[derive(Debug, PartialEq, Eq)]
pub enum SetError<T> {
    AlreadyInitializedError(T),
    InitializingError(T),
}

impl<T> SetError<T> {
    pub fn is_already_init_err(&self) -> bool {
        matches!(self, SetError::AlreadyInitializedError(_))
    }

    pub fn is_initializing_err(&self) -> bool {
        matches!(self, SetError::InitializingError(_))
    }
}

impl<T> fmt::Display for SetError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SetError::AlreadyInitializedError(_) => "AlreadyInitializedError",
            SetError::InitializingError(_) => "InitializingError",
        })
    }
}

impl<T: fmt::Debug> Error for SetError<T> {}
