//! `std::hint`, in which `spin_loop` lets others go on.

pub use ::std::hint::{assert_unchecked, black_box, unreachable_unchecked};
use explorer::{Kind, Place, spin_hint};

#[track_caller]
pub fn spin_loop() {
    spin_hint(Kind::SpinLoop, Place::caller());
}
