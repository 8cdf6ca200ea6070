//! A stand-in for `tokio` under which every order of a listing's tasks is explored.
//!
//! A listing meets it through a Cargo rename, `tokio = { package = "explored-tokio" }`,
//! beside the explored `std`. A task is a thread of the engine, which runtimes poll.
//! What is not modelled is not here: a listing that uses it does not compile.

#[doc(hidden)]
pub use ::tokio as __tokio;

mod macros;
pub mod runtime;
pub mod sync;
pub mod task;
pub mod time;
#[doc(hidden)]
pub mod util;

pub use macros::first_branch;
pub use task::spawn;
// What is pure: the real one.
pub use ::tokio::{join, main, pin, try_join};
