//! The engine: runs a program under every interleaving, as far as a façade
//! announces what its threads do.
//!
//! # How a façade announces an operation
//!
//! A façade is a library under another library's name (`explored-std` for `std`),
//! whose types look like the real ones. Threads are coroutines of one real
//! thread, so that between two announcements nothing else moves. An operation on
//! what threads share goes like this:
//!
//! ```ignore
//! let place = Place::caller();                    // where the listing calls
//! let id = with(|world| world.object_id(key, …)); // which object; see `Key`
//! Step::new(Kind::Lock, place)                    // announce: kind, place,
//!     .on(id)                                     // object,
//!     .ready(Ready::when(move |world| world.lock(id).is_free())) // and when
//!     .announce();                                // switch: others may go first
//! with(|world| world.lock_mut(id).writer = Some(world.current)); // act
//! done(text);                                     // say what came of it
//! ```
//!
//! - What is done up to the next announcement is one step. What others could
//!   notice must be announced; what nobody can see may be `local()`: no choice.
//! - What the operation gave goes into `done` (or `done_as`): a thread *is* the
//!   history of its operations and results.
//! - `World::set_value` says what an object holds; `World::changed`, that threads
//!   that spin may see something new; `tell` and `learn`, what orders memory.
//! - An operation that may go in several ways gives `Ready::ways`, and gets the
//!   `Way` that was chosen; one that may run out of time is `timed()`, and tells
//!   `World::went` how it went.
//! - A thread's body is given to `thread::spawn`, ends with `thread::end`, and says
//!   `thread::note_panic` if it panicked. What catches a panic or goes on with one
//!   does it by `catch` and `resume`: who unwinds is told by `panicking`. `main`'s is the `Main` of a `Subject`.
//! - A new kind of operation is a line of `formats::Kind`; a new kind of object, a
//!   variant of `Status`, for the engine must know when two of them are equal.

mod atomic;
mod blocks;
mod driver;
mod execution;
mod exploration;
mod failure;
mod fiber;
mod fingerprint;
mod graph;
mod heap;
mod ids;
mod memory;
mod names;
mod operation;
mod options;
mod panics;
mod place;
mod plain;
mod printed;
mod registry;
mod round;
mod schedules;
mod seen;
mod source;
mod spin;
mod state;
mod status;
mod step;
mod strategy;
pub mod task;
pub mod thread;
mod uses;
mod watch;
mod words;
mod world;

pub use blocks::{Turn, Whose, is_own, whose};
pub use driver::{Ending, Subject};
pub use execution::Main;
pub use fingerprint::fingerprint;
pub use formats::graph::{Graph, Slot};
pub use formats::verdict::{Bound, Verdict};
pub use formats::{Count, Kind};
pub use heap::{Heap, used};
pub use ids::{MAIN, ObjectId, ThreadId, Way};
pub use memory::{Knowledge, Message, View};
pub use operation::Operation;
pub use options::Options;
pub use panics::{catch, panicking, resume, text as panic_text};
pub use place::Place;
pub use plain::{Access, Born, Plain, touch};
pub use registry::{Key, ObjectInfo};
pub use seen::{Seen, see};
pub use spin::spin_hint;
pub use status::{Apart, Asleep, Crew, Gate, Lock, Once, Packet, Pipe, Status};
pub use step::{Step, done, done_as};
pub use strategy::{Sample, Sampled};
pub use uses::use_of;
pub use world::{Local, Object, Ready, Thread, Token, World, generation, me, with};

/// Threads and objects as the source names them: of use wherever a run of a
/// listing is shown, explored or not.
pub mod naming {
    pub use crate::ids::ThreadId;
    pub use crate::names::{object_names, thread_names};
    pub use crate::place::Place;
    pub use crate::registry::{ObjectInfo, ThreadInfo};
    pub use crate::source::Source;
}
