//! A stand-in for tokio that times one real run of a listing, task by task.
//!
//! A listing meets it through a Cargo rename, `tokio = { package = "timed-tokio" }`,
//! beside the timed `std`. The runtime is tokio's own: its tasks are wrapped in
//! ours, which note each poll and each wake-up, and what makes a task wait says
//! what it waits for. What is not stood in for is not here.

mod lane;
pub mod runtime;
pub mod sync;
pub mod task;
pub mod time;
mod wait;

// What waits for nothing by itself.
pub use tokio::{join, main, pin, select, task_local, try_join};

pub use task::spawn;
