//! Old values: how they are shown, and that they must be asked for.

use crate::litmus;
use crate::memory::{message_passing, store_buffering};
use std::sync::atomic::Ordering::Relaxed;

#[test]
fn without_weak_memory_no_ordering_matters() {
    litmus(
        || store_buffering(Relaxed, Relaxed),
        false,
        &["0 1", "1 0", "1 1"],
    );
}

#[test]
fn old_values_are_ways_of_one_step() {
    let explored = litmus(
        || message_passing(Relaxed, Relaxed),
        true,
        &["0 0", "0 1", "1 0", "1 1"],
    );
    let old = explored
        .strings
        .iter()
        .find(|text| text.contains("old value"));
    assert_eq!(
        old.map(String::as_str),
        Some("0, an old value: it is 1 by now")
    );
}
