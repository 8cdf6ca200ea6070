//! The explorer: every interleaving of a listing, as a graph of states.

mod driver;
mod exploration;
mod fiber;
mod graph;
mod identity;
mod memory;
mod names;
mod operation;
mod panics;
mod place;
mod schedules;
mod search;
mod show;
mod source;
mod spin;
mod state;
mod status;
mod tell;
mod time;
mod world;

pub(crate) use identity::{Tag, ThreadInfo, address_text};
pub(crate) use memory::{Message, View};
pub(crate) use operation::{Event, Operation, Ready, Step, Way, done, done_as};
pub(crate) use panics::{place as panic_place, text as panic_text};
pub(crate) use place::Place;
pub(crate) use search::see_ends;
pub(crate) use show::{HIDDEN, Show, fingerprint, shown};
pub(crate) use spin::hint as spin_hint;
pub(crate) use status::{Asleep, Gate, Lock, Once, Packet, Pipe, Status};
pub(crate) use time::{SPURIOUS, TIME_OUT, late_time_out};
pub(crate) use world::{MAIN, ObjectId, Thread, World, generation, me, with};

pub use ::std::process::ExitCode;
pub use driver::{Ending, explore, explore_main};
pub use exploration::{
    EdgeEntry, Exploration, NodeEntry, ObjectEntry, OpEntry, Outcome, Slot, ThreadEntry, Value,
};
pub use tell::Line;

/// Threads and objects as the listing names them: for the timed stand-in too.
#[doc(hidden)]
pub mod naming {
    pub use super::identity::{ObjectInfo, ThreadInfo};
    pub use super::names::{object_names, thread_names};
    pub use super::place::Place;
    pub use super::source::Source;
}

/// How a listing is explored.
#[derive(Clone, Debug)]
pub struct Options {
    /// Loads may return old values, as far as their orderings allow.
    pub weak: bool,
    /// Waits may end, and weak exchanges fail, for no reason (once a thread).
    pub spurious: bool,
    /// Beyond this the search gives up.
    pub max_states: usize,
    /// Equal states are explored once. Off, every schedule is run: slow, and the
    /// check that merging loses none.
    pub merge: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            weak: false,
            spurious: false,
            max_states: 200_000,
            merge: true,
        }
    }
}
