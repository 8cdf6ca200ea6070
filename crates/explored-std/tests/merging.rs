//! States are merged, and no schedule is lost: running every one of them, state
//! by state, gives the same outcomes the same number of times.

use crate::{Listing, listing};
use std::explored::{Count, Options};

macro_rules! listings {
    ($($name:ident)*) => { [$((stringify!($name), listing!($name))),*] };
}

/// Those with at most some thousands of schedules.
fn small() -> impl Iterator<Item = (&'static str, Listing)> {
    listings! {
        builder fetch_update iterators poisoned_once poisoned_rwlock receiver_leaves timeout_loop
        try_lock try_rendezvous weak_exchange
        barrier borrowed_result once_wait bounded bounded_waits channel condvar_queue counted_spin deadlock
        dyn_mutex if_instead_of_while is_finished lazy_lock lost_update main_ends_first missed_wakeup
        mutex_counter naps notify_one_of_two once_lock park park_twice philosophers pointer poison
        polling recv_timeout rendezvous rwlock rwlock_try scope_joins spin_lock spin_swap
        spins_for_ever static_counter thread_local wait_timeout gives_up local_outlives_scope once_wait_poisoned
        sender_goes timed_out_in_time weak_upgrade owners_counted last_owner get_mut_learns into_inner_once held_while_unwinding
    }
    .into_iter()
}

#[test]
fn merging_loses_no_schedule() {
    for (name, listing) in small() {
        let merged = listing.explore(Options::default());
        let all = listing.explore(Options {
            merge: false,
            ..Options::default()
        });
        assert_eq!(counts(&merged), counts(&all), "{name}");
    }
}

#[test]
fn merging_loses_no_schedule_of_weak_memory() {
    for (name, listing) in small().filter(|(name, _)| !name.contains("channel")) {
        let weak = Options {
            weak: true,
            spurious: true,
            ..Options::default()
        };
        let merged = listing.explore(weak.clone());
        let all = listing.explore(Options {
            merge: false,
            ..weak
        });
        assert_eq!(counts(&merged), counts(&all), "{name}");
    }
}

fn counts(explored: &std::explored::Graph) -> Vec<(&str, Count)> {
    explored
        .outcomes
        .iter()
        .map(|o| (o.text.as_str(), o.schedules))
        .collect()
}
