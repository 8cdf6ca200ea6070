//! Executions by chance, and schedules replayed.

use crate::{Listing, listing};
use std::explored::{Options, Sample};

fn sample(listing: &Listing, seed: u64, executions: usize) -> Sample {
    (listing.sample)((seed, executions), &Options::default()).unwrap()
}

/// The schedule's outcome.
fn replay(listing: &Listing, schedule: &[usize], options: &Options) -> String {
    let graph = (listing.replay)(schedule, options).unwrap();
    assert!(!graph.whole, "the states of one schedule");
    let [outcome] = graph.outcomes.try_into().unwrap();
    outcome.text
}

#[test]
fn chance_finds_the_lost_update_and_its_schedule_replays_it() {
    let lost_update = listing!(lost_update);
    let sample = sample(&lost_update, 7, 20);
    let outcomes: Vec<&String> = sample.outcomes.keys().collect();
    assert_eq!(outcomes, ["1 | exit", "2 | exit"]);
    let told = sample.to_string();
    assert!(told.starts_with("seed 7, 20 executions\n"), "{told}");
    for (outcome, sampled) in &sample.outcomes {
        let schedule = &sampled.schedule;
        assert!(told.contains(&format!("schedule {schedule:?}")), "{told}");
        assert_eq!(
            replay(&lost_update, schedule, &Options::default()),
            *outcome
        );
    }
}

#[test]
fn a_seed_says_all() {
    let lost_update = listing!(lost_update);
    assert_eq!(sample(&lost_update, 3, 9), sample(&lost_update, 3, 9));
    assert_ne!(
        sample(&lost_update, 3, 9).outcomes,
        sample(&lost_update, 4, 9).outcomes
    );
}

#[test]
fn chance_finds_nothing_that_is_impossible() {
    // Whether a thread has ended is seen: the search begins twice.
    for listing in [
        listing!(philosophers),
        listing!(is_finished),
        listing!(timeout_loop),
        listing!(spin_lock),
        listing!(bounded),
    ] {
        let explored = listing.explore(Options::default());
        let sample = sample(&listing, 1, 200);
        for outcome in sample.outcomes.keys() {
            let known = explored.outcomes.iter().any(|o| o.text == *outcome);
            assert!(known, "{} does not end with {outcome}", explored.listing);
        }
        let times: usize = sample.outcomes.values().map(|found| found.times).sum();
        assert_eq!(times, 200);
    }
}

#[test]
fn the_plainest_schedule_replays_its_outcome() {
    let options = Options {
        weak: true,
        spurious: true,
        ..Options::default()
    };
    for listing in [
        listing!(deadlock),
        listing!(park),
        listing!(weak_exchange),
        listing!(notify_one_of_two),
        listing!(try_rendezvous),
        listing!(wait_timeout),
    ] {
        for outcome in listing.explore(options.clone()).outcomes {
            let schedule = outcome.plainest.unwrap();
            assert_eq!(replay(&listing, &schedule, &options), outcome.text);
        }
    }
}

#[test]
fn a_schedule_of_another_listing_is_refused() {
    let failure = |schedule: &[usize]| {
        let refused = (listing!(lost_update).replay)(schedule, &Options::default());
        refused.unwrap_err()
    };
    assert!(
        failure(&[0, 5, 0, 0]).ends_with(
            "lost_update.rs: choice 1 of the schedule takes move 5 of 2; it was made for another listing, or other options"
        ),
        "{}",
        failure(&[0, 5, 0, 0])
    );
    for (schedule, lengths) in [
        (
            &[0, 0][..],
            "the schedule has 2 choices and the listing more",
        ),
        (&[0; 9], "the schedule has 9 choices and the listing 6"),
    ] {
        assert!(failure(schedule).contains(lengths), "{}", failure(schedule));
    }
}
