//! The listing's threads as coroutines of one real thread: switching costs a few
//! nanoseconds, and nothing moves unless it is told to.

use crate::blocks::{Turn, Whose, add_stack, whose};
use crate::watch;
use corosensei::stack::{DefaultStack, Stack};
use corosensei::{Coroutine, CoroutineResult, Yielder};
use std::cell::Cell;
use std::collections::VecDeque;
use std::ptr::null;

/// What a fiber does from its start to its end.
pub type Body = Box<dyn FnOnce()>;

/// Enough for formatting, unwinding and reading the line table.
const STACK_BYTES: usize = 1024 * 1024;

thread_local! {
    /// How the running fiber gives way; the scheduler itself has none.
    static YIELDER: Cell<*const Yielder<(), ()>> = const { Cell::new(null()) };
}

pub struct Fiber {
    coroutine: Coroutine<(), (), ()>,
    /// The lowest address of its stack.
    lowest: usize,
}

impl Fiber {
    pub fn new(body: Body, stacks: &mut Stacks) -> Fiber {
        let stack = stacks.take();
        let lowest = stack.limit().get();
        add_stack(lowest..lowest + STACK_BYTES);
        let coroutine = Coroutine::with_stack(stack, move |yielder, ()| {
            YIELDER.set(yielder);
            let _listing = Turn::of(Whose::Listing);
            body();
        });
        Fiber { coroutine, lowest }
    }

    /// Runs the fiber until it gives way (true) or ends.
    pub fn resume(&mut self) -> bool {
        watch::entered(self.lowest);
        let engine = Turn::engine();
        let suspended = matches!(self.coroutine.resume(()), CoroutineResult::Yield(()));
        drop(engine);
        watch::left();
        YIELDER.set(null());
        suspended
    }

    pub fn into_stack(mut self, stacks: &mut Stacks) {
        if !self.coroutine.done() {
            // SAFETY: the fiber is never resumed, and all that could refer to its
            // stack (the other fibers of the execution) is abandoned with it.
            unsafe { self.coroutine.force_reset() };
        }
        stacks.0.push_back(self.coroutine.into_stack());
    }
}

/// Stacks to use again, the oldest first, and one to spare: an address on a stack
/// that a listing prints is another in the next execution.
pub struct Stacks(VecDeque<DefaultStack>);

impl Default for Stacks {
    fn default() -> Stacks {
        Stacks(VecDeque::from([new_stack()]))
    }
}

impl Stacks {
    fn take(&mut self) -> DefaultStack {
        match self.0.len() {
            0 | 1 => new_stack(),
            _ => self.0.pop_front().expect("two of them"),
        }
    }
}

fn new_stack() -> DefaultStack {
    DefaultStack::new(STACK_BYTES).expect("memory for a stack")
}

/// Lets the scheduler choose who goes on.
pub fn give_way() {
    let yielder = YIELDER.get();
    assert!(
        !yielder.is_null(),
        "an operation outside a thread of the listing"
    );
    // Others have their turn until it goes on.
    let _mine = Turn::of(whose());
    // SAFETY: set by the running fiber, whose coroutine is alive.
    unsafe { (*yielder).suspend(()) };
    YIELDER.set(yielder);
}

/// Gives way for ever: the execution has failed.
pub fn abandon() -> ! {
    loop {
        give_way();
    }
}
