//! Channels: order, bounds, ends.

use crate::listing;
use std::explored::Options;

#[test]
fn each_sender_keeps_its_order() {
    // All merges of (0, 1) and (10, 11): 4! / (2! 2!) = 6.
    listing!(channel).ends(&[
        "[0, 1, 10, 11] | exit",
        "[0, 10, 1, 11] | exit",
        "[0, 10, 11, 1] | exit",
        "[10, 0, 1, 11] | exit",
        "[10, 0, 11, 1] | exit",
        "[10, 11, 0, 1] | exit",
    ]);
}

#[test]
fn a_forgotten_sender_keeps_the_channel_open() {
    listing!(forgotten_sender).ends(&["1 | deadlock"]);
}

#[test]
fn a_rendezvous_waits_for_the_receiver() {
    // `recv` comes after "before", and the send ends after `recv`.
    listing!(rendezvous).ends(&["before | handed over | exit"]);
}

#[test]
fn a_full_channel_refuses() {
    listing!(bounded).ends(&["Err(SendError { .. }) | exit"]);
}

#[test]
fn a_full_channel_makes_the_sender_wait() {
    // The second send needs the first recv; either may then print first.
    listing!(bounded_waits).ends(&["took 1 | sent | exit", "sent | took 1 | exit"]);
}

#[test]
fn a_message_may_come_too_late() {
    // Sent before the limit; or not. The sender is gone only after it sent.
    listing!(recv_timeout).ends(&["dish | exit", "timed out waiting on channel | exit"]);
}

#[test]
fn a_try_needs_a_receiver_that_waits() {
    // Not waiting yet: refused, and then the channel is closed.
    listing!(try_rendezvous).ends(&["true | true | exit", "false | false | exit"]);
}

#[test]
fn a_message_nobody_took_comes_back() {
    // Nobody ever receives.
    listing!(receiver_leaves).ends(&["kept bread | exit"]);
}

#[test]
fn asking_again_after_a_time_out_ends() {
    listing!(timeout_loop).ends(&["7 | exit"]);
}

#[test]
fn iterators_end_with_the_channel() {
    listing!(iterators).ends(&["[1, 2] [3, 4] | exit"]);
}

#[test]
fn a_sender_may_go_late() {
    // Not said yet; said, and the sender still there; or gone.
    let ends = ["exit", "Err(Empty) | exit", "Err(Disconnected) | exit"];
    listing!(sender_goes).ends(&ends);
}

#[test]
fn the_end_of_a_channel_tells_what_each_sender_knew() {
    listing!(senders_tell).ends_weakly(&["1 1 | exit"]);
    // One is still there: what the one that went knew is not told.
    listing!(empty_tells_nothing).ends_weakly(&["exit", "0 | exit", "1 | exit"]);
}

#[test]
fn a_rendezvous_tells_both_ways() {
    // In either order; both see what was stored before they met.
    listing!(rendezvous_tells).ends_weakly(&["1 1  | exit"]);
    // Too early; or met.
    listing!(try_tells).ends_weakly(&["exit", "1 | exit"]);
}

#[test]
fn a_slot_that_is_given_back_tells() {
    // The third message needs the slot of the first, which was taken after 1 was
    // stored; 2 and 3 may be seen too.
    listing!(slot_tells).ends_weakly(&["1 | exit", "2 | exit", "3 | exit"]);
}

#[test]
fn time_may_run_out_again_where_it_is_asked_for() {
    // The second time only where nothing else can move: the message comes.
    listing!(gives_up).ends(&["7 | exit"]);
    let twice = Options {
        timeouts: 2,
        ..Options::default()
    };
    listing!(gives_up).ends_with(twice, &["7 | exit", "gave up | exit"]);
}
