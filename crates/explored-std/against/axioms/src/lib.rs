//! What the axioms of C++20 allow: an oracle for the engine's weak memory.
//!
//! An execution is a set of events, in each thread in program order (`sb`), with
//! the store that each load reads (`rf`) and the order of the stores to each
//! atomic (`mo`). It counts if it breaks none of these rules, which are those of
//! the standard ([intro.races], [atomics.order] and [atomics.fences] of C++20,
//! P0668 and P0982 in them), and one of Lahav and others (« Repairing sequential
//! consistency in C/C++11 », 2017) in the place of its words on thin air:
//!
//! - happens-before (`hb`: program order, and releases to the acquires that read
//!   them or what follows them in their release sequence, or through fences)
//!   agrees with `mo` and `rf`: `Axiom::CoWW`, `CoRR`, `CoRW`, `CoWR`;
//! - a read-modify-write reads the store just before its own: `Atomicity`;
//! - one order of all SeqCst operations and fences agrees with what happens
//!   before strongly, and with the coherence order of each atomic: `Sc…`;
//! - `sb` and `rf` together have no cycle: executions are built along them, so
//!   load buffering, which the standard allows, is left out.
//!
//! `relation` (sets of pairs), `litmus` (the small programs and their text),
//! `graph` (one execution), `axioms` (which count), `executions` (all of them),
//! `classics` (the tests of the literature), `random` and `compare` (programs
//! from seeds, against an engine).

pub mod axioms;
pub mod classics;
pub mod compare;
pub mod executions;
pub mod graph;
pub mod litmus;
pub mod random;
pub mod relation;

pub use axioms::{Axiom, Model};
pub use compare::{Difference, Tally, compare};
pub use executions::{Allowed, Reach, allowed};
pub use litmus::{Op, Order, Outcome, Program};
