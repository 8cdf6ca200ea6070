//! What an object keeps of an execution: that of a static begins anew with each.

use ::std::cell::{Cell, Ref, RefCell, RefMut};
use ::std::mem;
use explorer::generation;

pub struct Anew<T> {
    generation: Cell<u64>,
    first: fn() -> T,
    now: RefCell<T>,
}

impl<T> Anew<T> {
    /// `now` is what `first` gives, which a `const fn` cannot call.
    pub const fn new(now: T, first: fn() -> T) -> Anew<T> {
        Anew {
            generation: Cell::new(0),
            first,
            now: RefCell::new(now),
        }
    }

    pub fn borrow(&self) -> Ref<'_, T> {
        self.begin();
        self.now.borrow()
    }

    pub fn borrow_mut(&self) -> RefMut<'_, T> {
        self.begin();
        self.now.borrow_mut()
    }

    fn begin(&self) {
        let before = self.generation.replace(generation());
        if before != 0 && before != generation() {
            // What it holds was given back with its execution.
            mem::forget(self.now.replace((self.first)()));
        }
    }
}
