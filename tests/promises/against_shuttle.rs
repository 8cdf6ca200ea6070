//! Shuttle, a tool of other people, finds the same outcomes as the explorer.
//!
//! It visits schedules, and the explorer states; it shares no line with the explorer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use tests::against::{
    EXPLORED, EXPLORED_TOKIO, Found, Other, SHUTTLE, SHUTTLE_TOKIO, async_subjects, build, search,
    subjects,
};
use tests::{HUNG, Offence, except, offence, project, report};

/// Three seconds or so for a listing that has more.
const SCHEDULES: u64 = 150_000;

/// For one that is known to have more: what a part of them finds must be possible.
const A_PART: u64 = 10_000;

/// What cannot be compared: why, then the listings and what goes wrong.
const EXCEPTIONS: &[(&str, &[&str])] = &[
    (
        "1,754,116 schedules",
        &["listings/src/bin/condvar_if is too much for shuttle"],
    ),
    (
        "1,239,685 schedules",
        &["listings/src/bin/condvar_queue is too much for shuttle"],
    ),
    (
        "its receiver is dropped in the same step as its queue is found empty: what is sent between is lost in std, and here",
        &["listings/src/bin/drained_too_early differs"],
    ),
    (
        "more schedules than it is given: it goes through each, where the explorer merges states",
        &[
            "listings/src/bin/end_beside_queue is too much for shuttle",
            "listings/src/bin/parallel_stage is too much for shuttle",
            "listings/src/bin/parallel_stage_ordered is too much for shuttle",
            "listings/src/bin/progress_too_early is too much for shuttle",
            "listings/src/bin/review_4 is too much for shuttle",
            "listings/src/bin/worker_pool is too much for shuttle",
            "listings/src/bin/worker_pool_stops is too much for shuttle",
        ],
    ),
    (
        "it has no LazyLock",
        &["listings/src/bin/lazy_config does not compile with shuttle"],
    ),
    (
        "a panic ends its run at once",
        &[
            "listings/src/bin/mutex_poison differs",
            "listings/src/bin/producer_consumer differs",
            "crates/explored-std/tests/listings/held_while_unwinding differs",
            "crates/explored-std/tests/listings/panic_leaves differs",
        ],
    ),
    (
        "it has no OnceLock",
        &["listings/src/bin/once_lock_first does not compile with shuttle"],
    ),
    (
        "1,553,896 schedules",
        &["listings/src/bin/philosophers is too much for shuttle"],
    ),
    (
        "2,111,852 schedules",
        &["listings/src/bin/philosophers_ordered is too much for shuttle"],
    ),
    (
        "more than 150,000 schedules, where the explorer has 33,080",
        &["listings/src/bin/pool_by_hand is too much for shuttle"],
    ),
    (
        "it has no time: who waits with a limit waits for ever",
        &["listings/src/bin/receive_or_stop differs"],
    ),
    (
        "it has no time",
        &[
            "listings/src/bin/timeout_as_end differs",
            "crates/explored-std/tests/listings/recv_timeout differs",
            "crates/explored-std/tests/listings/wait_timeout differs",
            "crates/explored-std/tests/listings/timed_out_in_time differs",
        ],
    ),
    (
        "it has no Builder::spawn_scoped",
        &["crates/explored-std/tests/listings/builder does not compile with shuttle"],
    ),
    (
        "our wrapper, which begins statics anew, holds no trait object",
        &["crates/explored-std/tests/listings/dyn_mutex does not compile with shuttle"],
    ),
    (
        "as tests/limits.rs says",
        &[
            "crates/explored-std/tests/listings/hash_order is refused by the explorer",
            "crates/explored-std/tests/listings/no_hint is refused by the explorer",
        ],
    ),
    (
        "no change of thread between the last step and the end",
        &["crates/explored-std/tests/listings/is_finished differs"],
    ),
    (
        "it has neither OnceLock nor LazyLock",
        &[
            "crates/explored-std/tests/listings/lazy_lock does not compile with shuttle",
            "crates/explored-std/tests/listings/once_lock does not compile with shuttle",
            "crates/explored-std/tests/listings/once_wait does not compile with shuttle",
            "crates/explored-std/tests/listings/poisoned_once does not compile with shuttle",
            "crates/explored-std/tests/listings/into_inner_reads does not compile with shuttle",
        ],
    ),
    (
        "it has no time: a timed wait never ends by itself",
        &["crates/explored-std/tests/listings/park_timeout differs"],
    ),
    (
        "it has no is_poisoned: a panic ends its run",
        &[
            "crates/explored-std/tests/listings/poison does not compile with shuttle",
            "crates/explored-std/tests/listings/poisoned_rwlock does not compile with shuttle",
            "crates/explored-std/tests/listings/two_unwind does not compile with shuttle",
        ],
    ),
    (
        "each round is a schedule more",
        &[
            "crates/explored-std/tests/listings/polling is too much for shuttle",
            "crates/explored-std/tests/listings/spin_lock is too much for shuttle",
            "crates/explored-std/tests/listings/spin_swap is too much for shuttle",
            "crates/explored-std/tests/listings/spins_for_ever is too much for shuttle",
            "crates/explored-std/tests/listings/peterson is too much for shuttle",
            "crates/explored-std/tests/listings/polled_cell is too much for shuttle",
            "crates/explored-std/tests/listings/spin_on_two is too much for shuttle",
            "crates/explored-std/tests/listings/backoff is too much for shuttle",
        ],
    ),
    (
        "it has no RwLockWriteGuard::downgrade",
        &["crates/explored-std/tests/listings/rwlock_try does not compile with shuttle"],
    ),
    (
        "a panic ends its run at once, with its own text",
        &["crates/explored-std/tests/listings/scope_panics differs"],
    ),
    (
        "its LocalKey has no set",
        &[
            "crates/explored-std/tests/listings/thread_local does not compile with shuttle",
            "crates/explored-std/tests/listings/owned_in_the_end does not compile with shuttle",
        ],
    ),
    (
        "it sees no data race",
        &[
            "crates/explored-std/tests/listings/fences_alone differs",
            "crates/explored-std/tests/listings/plain_counter differs",
            "crates/explored-std/tests/listings/publish_race differs",
            "crates/explored-std/tests/listings/race_while_panicking differs",
            "crates/explored-std/tests/listings/relaxed_pointer differs",
            "crates/explored-std/tests/listings/shared_cell differs",
            "crates/explored-std/tests/listings/shared_ref_cell differs",
            "crates/explored-std/tests/listings/spin_race differs",
            "listings/src/bin/unsafe_race differs",
        ],
    ),
    (
        "a pointer that is kept leads to plain memory, and the order of that is no choice",
        &["crates/explored-std/tests/listings/kept_pointer differs"],
    ),
    (
        "the count of owners is in no step of its Arc",
        &[
            "crates/explored-std/tests/listings/into_inner_once differs",
            "crates/explored-std/tests/listings/last_owner differs",
            "crates/explored-std/tests/listings/owners_counted differs",
            "crates/explored-std/tests/listings/weak_upgrade differs",
        ],
    ),
    (
        "memory is strong there",
        &[
            "crates/explored-std/tests/listings/empty_tells_nothing differs",
            "crates/explored-std/tests/listings/get_mut_learns differs",
        ],
    ),
    (
        "a sender goes in no step there",
        &["crates/explored-std/tests/listings/sender_goes differs"],
    ),
    (
        "a panic in a destructor while a thread unwinds aborts its run",
        &["crates/explored-std/tests/listings/drop_while_panicking stops shuttle"],
    ),
    (
        "it writes <locked> between quotation marks",
        &["crates/explored-std/tests/listings/debug_reads_lock differs"],
    ),
    (
        "it has no Once::wait",
        &["crates/explored-std/tests/listings/once_wait_poisoned does not compile with shuttle"],
    ),
    (
        "its thread_local! holds nothing that is dropped",
        &[
            "crates/explored-std/tests/listings/finished_late does not compile with shuttle",
            "crates/explored-std/tests/listings/local_outlives_scope does not compile with shuttle",
            "crates/explored-std/tests/listings/locals_end does not compile with shuttle",
        ],
    ),
    (
        "its std has no hash",
        &["crates/explored-std/tests/listings/random does not compile with shuttle"],
    ),
    (
        "it lets a RefCell be borrowed by two threads at once, which drops its value twice",
        &["crates/explored-std/tests/listings/ref_cell_in_lock stops shuttle"],
    ),
    (
        "more than its schedules",
        &[
            "crates/explored-std/tests/listings/many_adders is too much for shuttle",
            "crates/explored-std/tests/listings/plain_cell is too much for shuttle",
        ],
    ),
    (
        "as tests/soundness.rs says",
        &[
            "crates/explored-std/tests/listings/printed_address is refused by the explorer",
            "crates/explored-std/tests/listings/printed_stack_address is refused by the explorer",
            "crates/explored-std/tests/listings/stale_static is refused by the explorer",
        ],
    ),
    (
        "its std has no task",
        &[
            "listings/src/bin/hand_written_future does not compile with shuttle",
            "listings/src/bin/waker_too_late does not compile with shuttle",
        ],
    ),
    (
        "its std has neither pin nor task",
        &["crates/explored-std/tests/listings/arc_surface does not compile with shuttle"],
    ),
    (
        "a text with a bar in it is written otherwise",
        &["crates/explored-std/tests/listings/bars_in_text differs"],
    ),
    (
        "a plain static is not begun anew",
        &["crates/explored-std/tests/listings/both_enter differs"],
    ),
    (
        "its threads have ids of their own, and names with a zero",
        &["crates/explored-std/tests/listings/builder_null differs"],
    ),
    (
        "it shows a lock without trying it",
        &["crates/explored-std/tests/listings/shown_lock differs"],
    ),
];

/// At least so many programs with tasks.
const COMPARED: usize = 30;

/// What cannot be compared of tasks.
const TASK_EXCEPTIONS: &[(&str, &[&str])] = &[
    (
        "more schedules than it is given: it goes through each, where the explorer merges states",
        &[
            "listings/src/bin/actor_bank is too much for shuttle",
            "listings/src/bin/agencies_apart is too much for shuttle",
            "listings/src/bin/outbox_try_send is too much for shuttle",
            "listings/src/bin/two_agencies is too much for shuttle",
        ],
    ),
    (
        "a panic of a task ends its run at once",
        &["listings/src/bin/caller_gone differs"],
    ),
    (
        "who was given a slot sends to a receiver that has gone; tokio tells it so",
        &["crates/explored-tokio/tests/listings/slot_then_closed differs"],
    ),
    (
        "its select! names std::task, which our std on shuttle has not",
        &[
            "crates/explored-tokio/tests/listings/both_ready does not compile with shuttle",
            "crates/explored-tokio/tests/listings/both_ready_biased does not compile with shuttle",
            "crates/explored-tokio/tests/listings/branches_in_a_circle does not compile with shuttle",
            "crates/explored-tokio/tests/listings/futurelock does not compile with shuttle",
            "crates/explored-tokio/tests/listings/futurelock_mended does not compile with shuttle",
            "crates/explored-tokio/tests/listings/kept_by_who_is_first does not compile with shuttle",
            "crates/explored-tokio/tests/listings/leaves_the_line does not compile with shuttle",
            "crates/explored-tokio/tests/listings/message_lost does not compile with shuttle",
            "crates/explored-tokio/tests/listings/notification_goes_on does not compile with shuttle",
            "crates/explored-tokio/tests/listings/preconditions does not compile with shuttle",
            "listings/src/bin/async_token does not compile with shuttle",
            "listings/src/bin/futurelock does not compile with shuttle",
            "listings/src/bin/futurelock_dropped does not compile with shuttle",
            "listings/src/bin/futurelock_fixed does not compile with shuttle",
        ],
    ),
    (
        "what it has is not made by const_new, for a static",
        &[
            "crates/explored-tokio/tests/listings/left_in_statics does not compile with shuttle",
            "listings/src/bin/async_overdraft_fixed does not compile with shuttle",
            "listings/src/bin/cancel_blocking does not compile with shuttle",
            "listings/src/bin/cancel_blocking_fixed does not compile with shuttle",
        ],
    ),
    (
        "more than its schedules",
        &["listings/src/bin/async_workers is too much for shuttle"],
    ),
    (
        "it has no tokio_util",
        &[
            "crates/explored-tokio/tests/listings/cancelled does not compile with shuttle",
            "crates/explored-tokio/tests/listings/message_or_stop does not compile with shuttle",
            "crates/explored-tokio/tests/listings/tracked does not compile with shuttle",
        ],
    ),
    (
        "futures is not made on it",
        &[
            "crates/explored-tokio/tests/listings/all_joined does not compile with shuttle",
            "crates/explored-tokio/tests/listings/first_of_unordered does not compile with shuttle",
            "crates/explored-tokio/tests/listings/select_of_two does not compile with shuttle",
        ],
    ),
    (
        "our std on shuttle has no std::task",
        &[
            "crates/explored-tokio/tests/listings/own_waker does not compile with shuttle",
            "crates/explored-tokio/tests/listings/own_waker_too_late does not compile with shuttle",
        ],
    ),
    (
        "its LocalKey has no set",
        &["crates/explored-tokio/tests/listings/local_of_a_task does not compile with shuttle"],
    ),
    (
        "its JoinSet has neither spawn_blocking nor join_all, nor shutdown",
        &[
            "crates/explored-tokio/tests/listings/set_of_blocking does not compile with shuttle",
            "crates/explored-tokio/tests/listings/set_shutdown does not compile with shuttle",
        ],
    ),
    (
        "it gives no way between a spawn and what comes next",
        &[
            "crates/explored-tokio/tests/listings/finished differs",
            "crates/explored-tokio/tests/listings/unbounded differs",
        ],
    ),
    (
        "it knows no threads of a runtime: all tasks run at once",
        &[
            "crates/explored-tokio/tests/listings/leaked_one_thread differs",
            "crates/explored-tokio/tests/listings/no_switch_without_await differs",
            "crates/explored-tokio/tests/listings/one_worker_blocked differs",
            "crates/explored-tokio/tests/listings/runtime_twice differs",
            "listings/src/bin/one_worker differs",
        ],
    ),
    (
        "its semaphore gives nothing to who waits for many; tokio does",
        &["crates/explored-tokio/tests/listings/many_first differs"],
    ),
    (
        "whom it notifies is by chance",
        &["crates/explored-tokio/tests/listings/notification_kept differs"],
    ),
    (
        "a panic of a task ends its run",
        &[
            "crates/explored-tokio/tests/listings/panic_spreads differs",
            "crates/explored-tokio/tests/listings/panicking differs",
            "crates/explored-tokio/tests/listings/panics_with_the_lock differs",
        ],
    ),
    (
        "its runtime waits for nothing when it ends",
        &["crates/explored-tokio/tests/listings/runtime_waits_for_blocking differs"],
    ),
    (
        "its block_on may be within another",
        &["crates/explored-tokio/tests/listings/runtime_within differs"],
    ),
    (
        "it has no Barrier",
        &[
            "crates/explored-tokio/tests/listings/arrived_and_gone does not compile with shuttle",
            "crates/explored-tokio/tests/listings/barrier_of_three does not compile with shuttle",
            "crates/explored-tokio/tests/listings/meet does not compile with shuttle",
            "crates/explored-tokio/tests/listings/meet_again does not compile with shuttle",
        ],
    ),
    (
        "a cell of its, in a static, is not begun anew",
        &["crates/explored-tokio/tests/listings/made_once differs"],
    ),
    (
        "its broadcast is not implemented",
        &[
            "crates/explored-tokio/tests/listings/copied_for_each differs",
            "crates/explored-tokio/tests/listings/fewer_hear does not compile with shuttle",
            "crates/explored-tokio/tests/listings/to_all does not compile with shuttle",
            "crates/explored-tokio/tests/listings/too_late_for_the_oldest differs",
        ],
    ),
    (
        "its task_local! names what our std on shuttle has otherwise",
        &[
            "crates/explored-tokio/tests/listings/own_value does not compile with shuttle",
            "crates/explored-tokio/tests/listings/own_value_within does not compile with shuttle",
        ],
    ),
    (
        "it has no time",
        &[
            "crates/explored-tokio/tests/listings/made_by_the_next differs",
            "crates/explored-tokio/tests/listings/sleeps_in_order differs",
            "crates/explored-tokio/tests/listings/thread_asleep differs",
            "crates/explored-tokio/tests/listings/ticks differs",
            "crates/explored-tokio/tests/listings/timed_out differs",
        ],
    ),
    (
        "each round is a schedule more",
        &[
            "crates/explored-tokio/tests/listings/set_aborts is too much for shuttle",
            "crates/explored-tokio/tests/listings/spins_on_one_thread is too much for shuttle",
            "crates/explored-tokio/tests/listings/yields_until is too much for shuttle",
        ],
    ),
];

/// These free by hand, and some of them touch what is gone: under shuttle that
/// would be undefined, and no comparison.
fn frees(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    file.starts_with("freed_") || file.starts_with("aba_")
}

#[test]
fn shuttle_finds_the_same_outcomes() {
    let mut subjects = subjects(&project()).unwrap();
    subjects.retain(|name, _| !frees(name));
    compare_all(&subjects, [&EXPLORED, &SHUTTLE], &exceptions(EXCEPTIONS));
}

#[test]
fn shuttle_finds_the_same_outcomes_of_tasks() {
    let subjects = async_subjects(&project()).unwrap();
    let listed = exceptions(TASK_EXCEPTIONS);
    compare_all(&subjects, [&EXPLORED_TOKIO, &SHUTTLE_TOKIO], &listed);
    let compared = subjects.len() - listed.len();
    assert!(
        compared >= COMPARED,
        "only {compared} programs are compared"
    );
}

/// The listings of the course that are compared to the last schedule.
pub fn on_shuttle_too() -> BTreeSet<String> {
    let project = project();
    let mut all = subjects(&project).unwrap();
    all.retain(|name, _| !frees(name));
    all.extend(async_subjects(&project).unwrap());
    let excepted: Vec<&str> = exceptions(EXCEPTIONS)
        .iter()
        .chain(&exceptions(TASK_EXCEPTIONS))
        .filter_map(|(offence, _)| offence.split(' ').next())
        .collect();
    let names = all
        .into_keys()
        .filter(|name| !excepted.contains(&name.as_str()));
    names
        .filter_map(|name| Some(name.strip_prefix("listings/src/bin/")?.to_owned()))
        .collect()
}

fn compare_all(
    subjects: &BTreeMap<String, PathBuf>,
    [ours, theirs]: [&Other; 2],
    listed: &[(&'static str, &'static str)],
) {
    let project = project();
    let explored = build(&project, ours, subjects).unwrap();
    let shuttle = build(&project, theirs, subjects).unwrap();
    let missing = subjects.keys().filter(|name| !explored.contains_key(*name));
    report(
        "these do not compile with the explored std; `cargo course explore` says why",
        missing,
    );
    let compare = |name: &String| -> Option<Offence> {
        let offends = |how: &str, more: String| {
            let key = format!("{name} {how}");
            Some(offence(&key, format!("{key}{more}")))
        };
        let Some(program) = shuttle.get(name) else {
            let key = does_not_compile(name);
            return Some(offence(&key, &key));
        };
        let ours = match search(&explored[name], name, SCHEDULES, HUNG) {
            Ok(found) => found,
            Err(error) => return offends("is refused by the explorer", format!(": {error}")),
        };
        let too_much = format!("{name} is too much for shuttle");
        let most = match listed.iter().any(|(offence, _)| *offence == too_much) {
            true => A_PART,
            false => SCHEDULES,
        };
        let theirs = match search(program, name, most, HUNG) {
            Ok(found) => found,
            Err(error) => return offends("stops shuttle", format!(": {error}")),
        };
        // What a search that was cut found must be possible all the same.
        let agree = match theirs.all {
            true => theirs.outcomes() == ours.outcomes(),
            false => theirs.outcomes().is_subset(&ours.outcomes()),
        };
        match (agree, theirs.all) {
            (false, _) => offends("differs", difference(&ours, &theirs)),
            (true, false) => offends("is too much for shuttle", String::new()),
            (true, true) => None,
        }
    };
    let offences = subjects.keys().filter_map(compare).collect();
    report(
        "the explorer and shuttle disagree on these; find out who is right (each is one line of EXCEPTIONS if shuttle cannot say it)",
        except(listed, offences),
    );
}

fn does_not_compile(name: &str) -> String {
    format!("{name} does not compile with shuttle")
}

/// Each with its reason.
fn exceptions(
    all: &'static [(&'static str, &'static [&'static str])],
) -> Vec<(&'static str, &'static str)> {
    let listed = |(why, offences): &(&'static str, &'static [&'static str])| {
        let why = *why;
        offences.iter().map(move |offence| (*offence, why))
    };
    all.iter().flat_map(listed).collect()
}

fn difference(ours: &Found, theirs: &Found) -> String {
    let (ours, theirs) = (ours.outcomes(), theirs.outcomes());
    let alone: Vec<_> = ours.difference(&theirs).collect();
    let shuttle: Vec<_> = theirs.difference(&ours).collect();
    format!(": the explorer alone finds {alone:?}, shuttle alone {shuttle:?}")
}
