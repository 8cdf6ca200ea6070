//! `std::hint`, in which `spin_loop` lets others go on.

use crate::model::{Place, spin_hint};

pub use ::std::hint::{assert_unchecked, black_box, unreachable_unchecked};

#[track_caller]
pub fn spin_loop() {
    spin_hint("spin_loop", Place::caller());
}
