//! Which runtime a thread of the listing belongs to.

use ::std::cell::RefCell;
use ::std::collections::HashMap;
use explorer::{ObjectId, ThreadId, Turn, generation, me};

/// A runtime, as its tasks know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Home {
    /// Its threads, if it has fewer than tasks.
    pub crew: Option<ObjectId>,
    /// Its rank among those of the execution.
    pub number: usize,
}

thread_local! {
    static HOMES: RefCell<(u64, Homes)> = RefCell::default();
}

#[derive(Default)]
struct Homes {
    of: HashMap<ThreadId, Home>,
    made: usize,
}

fn homes<R>(action: impl FnOnce(&mut Homes) -> R) -> R {
    let _engine = Turn::engine();
    HOMES.with_borrow_mut(|(when, homes)| {
        if *when != generation() {
            *when = generation();
            *homes = Homes::default();
        }
        action(homes)
    })
}

/// The current thread's, if it is in a runtime.
pub fn find() -> Option<Home> {
    let current = me();
    homes(|homes| homes.of.get(&current).copied())
}

/// … which `spawn` and its like need.
#[track_caller]
pub fn here() -> Home {
    match find() {
        Some(home) => home,
        None => panic!(
            "there is no reactor running, must be called from the context of a Tokio 1.x runtime"
        ),
    }
}

/// From here on the current thread is in this runtime, or in none; where it was.
pub fn enter(home: Option<Home>) -> Option<Home> {
    let current = me();
    homes(|homes| match home {
        Some(home) => homes.of.insert(current, home),
        None => homes.of.remove(&current),
    })
}

/// A number for a new runtime.
pub fn number() -> usize {
    homes(|homes| {
        homes.made += 1;
        homes.made
    })
}
