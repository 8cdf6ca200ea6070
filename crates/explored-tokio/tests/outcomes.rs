//! What each listing can come to, with the reason beside it where its text is not
//! reason enough.

use crate::listing;
use std::explored::Options;

macro_rules! ends {
    ($($(#[doc = $why:literal])* $name:ident: [$($end:literal),* $(,)?];)*) => {$(
        $(#[doc = $why])*
        #[test]
        fn $name() {
            listing!($name).ends(&[$($end),*]);
        }
    )*};
}

// Tasks.
ends! {
    join_value: ["7 | exit"];
    panicking: ["true false | exit"];
    panic_spreads: [
        r#"panic: called `Result::unwrap()` on an `Err` value: JoinError::Panic(Id(2), "burnt", ...)"#
    ];
    /// The runtime ends with `main`: a task that was not polled never is.
    leaked: ["exit", "late | exit"];
    /// `main` waits for nothing, so that nobody else is polled.
    leaked_one_thread: ["exit"];
    abort_at_each_await: [
        "cancelled true | exit",
        "a | cancelled true | exit",
        "a | b | cancelled true | exit",
        "a | b | c | done | exit",
    ];
    abort_drops: ["washed | true | exit"];
    /// What has begun to block goes on.
    abort_blocking: ["None | exit", "Some(7) | exit"];
    finished: ["false | exit", "true | exit"];
    set_in_order_of_ends: ["1 | 2 | exit", "2 | 1 | exit"];
    set_aborts: ["stopped | exit"];
    set_shutdown: ["0 | exit"];
    blocking: ["slow | task | 7 | exit", "task | slow | 7 | exit"];
}

// Threads of a runtime.
ends! {
    any_order_on_one_thread: ["a | b | exit", "b | a | exit"];
    no_switch_without_await: ["2 | exit"];
    switch_anywhere: ["1 | exit", "2 | exit"];
    overdraft: ["20 | exit", "50 | exit", "70 | exit"];
    overdraft_workers: ["20 | exit", "50 | exit", "70 | exit"];
    overdraft_locked: ["20 | exit"];
    /// Who receives first keeps the only worker.
    one_worker_blocked: ["deadlock", "7 | exit"];
    two_workers: ["7 | exit"];
    blocking_lock_across_await: ["deadlock"];
    /// Which of them the runtime polls first, nobody promises.
    runtime_twice: ["before | main | task | exit", "before | task | main | exit"];
    runtime_within: [
        "panic: Cannot start a runtime from within a runtime. This happens because a function (like `block_on`) attempted to block the current thread while the thread is being used to drive asynchronous tasks."
    ];
    runtime_waits_for_blocking: ["slow | exit"];
    yields_until: ["ready | exit"];
    spins_on_one_thread: ["deadlock"];
}

// Locks and permits.
ends! {
    first_come_first_served: ["first | second | exit"];
    kept_by_who_is_first: ["false | true | exit"];
    leaves_the_line: ["true | exit"];
    /// If `main` goes on before the holder has the lock, it gets it at once.
    futurelock: ["deadlock", "first | exit"];
    futurelock_mended: ["first | exit", "second | exit"];
    readers_together: ["3 3 | exit"];
    writer_before_later_reader: ["false | 2 | exit"];
    two_permits: ["0 0 | exit"];
    semaphore_closed: ["true | exit"];
    many_first: ["0 | both | one | exit"];
    permit_forgotten: ["true | 1 | exit"];
}

// Who meets, and what is made once.
ends! {
    /// Either may be the last to arrive, whoever prints first.
    meet: [
        "chops | boils | true false | exit",
        "chops | boils | false true | exit",
        "boils | chops | true false | exit",
        "boils | chops | false true | exit",
    ];
    /// Nobody is in a round that others have left.
    meet_again: ["a | b | exit"];
    /// Who waits no more has come all the same.
    arrived_and_gone: ["true true | exit"];
    barrier_of_three: ["ready | go | go | exit"];
    made_once: ["180 180 | exit", "200 200 | exit"];
    /// The next in line makes it, where the first was dropped at its task.
    made_by_the_next: ["true 200 Some(200) | exit"];
    set_while_made: [
        "Ok(()) | 200 Some(200) | exit",
        "Err(InitializingError(200)) | 180 Some(180) | exit",
        "Err(AlreadyInitializedError(200)) | 180 Some(180) | exit",
    ];
    not_made: [
        r#"Err("burnt") false | Ok(180) Err(AlreadyInitializedError(1)) Some(180) | None | exit"#
    ];
}

// What is static.
ends! {
    /// Each execution finds them as they were made.
    left_in_statics: ["true false | exit"];
    /// Each task has its own, wherever it is polled.
    own_value: ["1 1 | 2 2 | exit", "2 2 | 1 1 | exit"];
    /// The innermost, and after it the one around it; a task that is spawned has none.
    /// `join!` begins its second poll with its second future.
    own_value_within: [
        "Err(AccessError) | Ok(2) | Ok(1) | Err(AccessError) | 3 | exit"
    ];
}

// Channels.
ends! {
    channel: ["table 1 | table 2 | exit", "table 2 | table 1 | exit"];
    /// The second message has a slot as soon as the first is taken.
    backpressure: [
        "Some(1) | sent | Some(2) None | exit",
        "sent | Some(1) | Some(2) None | exit",
    ];
    receiver_gone: ["true | false | exit", "false | false | exit"];
    slot_kept: ["true | Some(2) | Ok(()) Ok(3) | exit"];
    /// Who was given a slot, and not polled yet, finds the receiver gone all the same.
    slot_then_closed: ["Some(1) | false | exit"];
    unbounded: ["abc | exit", "bac | exit", "acb | exit"];
    answer: ["Ok(42) | exit"];
    no_answer: ["true | exit"];
    nobody_asks: ["Err(1) | exit"];
    /// The first step of `main`, which stands nowhere, is its last.
    nothing_happens: ["deadlock"];
    /// The last value is always seen.
    last_value: ["[1, 2] | exit", "[2] | exit"];
    waits_for_value: ["2 | exit"];
    to_all: [
        "Ok(1) Ok(2) | Ok(1) Ok(2) | (Ok(2), Ok(2)) | Err(Closed) Err(Closed) | exit"
    ];
    /// One slot: the first message is there until the second is sent.
    too_late_for_the_oldest: ["[1, 2] | exit", "1 missed | [2] | exit"];
    /// To how many a message went tells who was there.
    fewer_hear: [
        "Ok(1) | 1 1 | Err(SendError(2)) | exit",
        "Ok(2) | 1 1 | Err(SendError(2)) | exit",
    ];
    copied_for_each: ["1 | 2 | exit", "2 | 1 | exit"];
}

// Who is woken.
ends! {
    notification_kept: ["heard | exit"];
    notification_missed: ["deadlock", "heard | exit"];
    /// It is one of those that wait from its birth, not from its first poll.
    notification_awaited_early: ["heard | exit"];
    notification_late: ["deadlock", "heard | exit"];
    notification_goes_on: ["heard | exit"];
    cancelled: ["stopped | exit"];
    tracked: ["a | all | exit"];
    own_waker: ["heard | exit"];
    /// The flag is set between the look and the waker.
    own_waker_too_late: ["deadlock", "heard | exit"];
}

// Time.
ends! {
    timed_out: ["true 10ms | true 20ms | exit"];
    sleeps_in_order: ["10 | 20 | exit"];
    sleeps_alike: ["a | b | exit", "b | a | exit"];
    /// A thread that sleeps is not there when the timer ends, or when it begins.
    thread_asleep: ["100ms | exit", "110ms | exit"];
    ticks: ["0ns | 10ms | 20ms | exit"];
}

// `select!`.
ends! {
    both_ready: ["a | exit", "b | exit"];
    both_ready_biased: ["a | exit"];
    branches_in_a_circle: ["b | exit", "c | exit"];
    preconditions: ["nothing | exit"];
    message_lost: ["gives up | false | exit"];
    message_or_stop: ["table 1 | stopped | exit", "stopped | exit"];
}

// `futures`, with more of tokio.
ends! {
    all_joined: ["[1, 2, 3] | exit"];
    /// In the order in which the answers came.
    first_of_unordered: ["1 | 2 | exit", "2 | 1 | exit"];
    /// The left one comes first, if both are there.
    select_of_two: ["left 1 | exit", "right 2 | exit"];
    set_of_blocking: ["3 | exit"];
    /// Time does not pass while the task can go on.
    early_timer: ["true | exit"];
    owned_guards: ["2 | exit"];
    dropped_guard_wakes: ["3 | exit"];
    /// A panic poisons nothing.
    panics_with_the_lock: ["true | 1 | exit"];
    bounded_two_senders: ["ab | exit", "ba | exit"];
}

/// A machine may be so slow that the timer comes first.
#[test]
fn a_slow_machine_lets_time_pass() {
    let slow = Options {
        slow: true,
        ..Options::default()
    };
    listing!(early_timer).ends_with(slow, &["true | exit", "false | exit"]);
}
