//! The first failure, soon; and what is said where a search stops without one.

use std::explored::{Bound, Graph, Options, Verdict, explore, judge};
use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;
use std::time::Duration;

const PATH: &str = "crates/explored-std/tests/verdicts.rs";
const TEXT: &str = include_str!("verdicts.rs");

/// Each takes the fork on the left, then the one on the right.
fn dine<const GUESTS: usize>() {
    let forks = [const { Mutex::new(()) }; GUESTS];
    thread::scope(|s| {
        for seat in 0..GUESTS {
            let (left, right) = (&forks[seat], &forks[(seat + 1) % GUESTS]);
            s.spawn(move || {
                let _left = left.lock().unwrap();
                let _right = right.lock().unwrap();
            });
        }
    });
}

/// Each adds one `times`, in two steps.
fn lose(times: u32) -> u32 {
    let count = AtomicU32::new(0);
    let add = || (0..times).for_each(|_| count.store(count.load(Relaxed) + 1, Relaxed));
    thread::scope(|s| {
        s.spawn(add);
        s.spawn(add);
    });
    count.into_inner()
}

/// Three threads, and each adds one `times`, in one step.
fn count(times: u32) {
    let count = AtomicU32::new(0);
    thread::scope(|s| {
        for _ in 0..3 {
            s.spawn(|| (0..times).for_each(|_| _ = count.fetch_add(1, Relaxed)));
        }
    });
    assert_eq!(count.into_inner(), 3 * times);
}

fn verdict(run: fn(), options: &Options) -> Verdict {
    judge(run, PATH, TEXT, &|text| text != "exit", options).unwrap()
}

#[track_caller]
fn failing(run: fn(), options: &Options) -> (usize, Graph) {
    match verdict(run, options) {
        Verdict::Wrong(searched, _, graph) => (searched.orders, graph),
        other => panic!("no failure: {other:?}"),
    }
}

/// What is needed is nine threads that are interrupted where they hold a fork.
#[test]
fn the_deadlock_of_nine_is_found_among_the_first_orders() {
    let (orders, graph) = failing(dine::<9>, &Options::default());
    assert!(orders < 500, "{orders} orders");
    assert_eq!(graph.outcomes[0].text, "deadlock");
    assert!(!graph.whole, "the states of one order");
}

/// It goes wrong late, by one interruption; and early, by more of them.
fn early_or_late() {
    let [early, late] = [const { AtomicU32::new(0) }; 2];
    thread::scope(|s| {
        s.spawn(|| {
            early.store(1, Relaxed);
            early.store(2, Relaxed);
            (0..6).for_each(|_| late.store(0, Relaxed));
            late.store(1, Relaxed);
            late.store(2, Relaxed);
        });
        let read = s.spawn(|| [&early, &early, &late].map(|number| number.load(Relaxed)));
        let [first, second, last] = read.join().unwrap();
        assert_ne!([first, second], [1, 2], "early");
        assert_ne!(last, 1, "late");
    });
}

#[test]
fn what_interrupts_threads_least_is_the_first_failure() {
    let (_, graph) = failing(early_or_late, &Options::default());
    let [outcome] = graph.outcomes.as_slice() else {
        panic!("one order has one end");
    };
    assert!(outcome.text.contains("late"), "{}", outcome.text);
}

#[test]
fn without_a_failure_the_verdict_is_of_every_order() {
    let Verdict::Right(searched, graph) = verdict(|| count(2), &Options::default()) else {
        panic!("it is right");
    };
    let all = explore(|| count(2), PATH, TEXT, &Options::default()).unwrap();
    assert_eq!(searched.states, all.states);
    assert_eq!((graph.states, graph.schedules), (all.states, all.schedules));
    assert!(graph.whole);
}

#[test]
fn what_is_wrong_is_for_the_caller_to_say() {
    let run = || println!("{}", lose(1));
    let judged =
        |wrong: &str| judge(run, PATH, TEXT, &|text| text == wrong, &Options::default()).unwrap();
    assert!(matches!(judged("1 | exit"), Verdict::Wrong(..)));
    assert!(matches!(judged("3 | exit"), Verdict::Right(..)));
}

#[track_caller]
fn stops(run: fn(), options: &Options, at: Bound) {
    match verdict(run, options) {
        Verdict::Open(searched, bound, outcomes, graph) => {
            assert_eq!(bound, at);
            assert!(!graph.whole && graph.outcomes.is_empty());
            assert_eq!(outcomes.is_empty(), searched.orders == 0);
        }
        other => panic!("it stops at {at:?}: {other:?}"),
    }
}

#[test]
fn a_bound_stops_the_search_and_is_named() {
    let options = Options::default();
    let states = Options {
        max_states: 100,
        ..options.clone()
    };
    stops(|| count(4), &states, Bound::States(100));
    let time = Options {
        max_time: Some(Duration::ZERO),
        ..options
    };
    stops(|| count(4), &time, Bound::Seconds(0));
}

/// An update is lost only if a thread is interrupted.
#[test]
fn a_failure_that_needs_more_interruptions_is_not_found_with_fewer() {
    let run = || assert_eq!(lose(2), 4);
    let preemptions = |most| Options {
        max_preemptions: Some(most),
        ..Options::default()
    };
    stops(run, &preemptions(0), Bound::Preemptions(0));
    assert_eq!(failing(run, &preemptions(1)).1.outcomes[0].switches, 2);
}

#[test]
fn a_seed_says_which_failure_is_found() {
    let seeded = |seed| Options {
        seed: Some(seed),
        ..Options::default()
    };
    let found = |seed| failing(dine::<6>, &seeded(seed));
    assert_eq!(found(3), found(3));
    assert_ne!(found(3), found(4));
}

/// One thread between two steps of the other: more interruptions say no more.
#[test]
fn an_order_that_chance_found_is_made_plainer() {
    for seed in 0..5 {
        let options = Options {
            seed: Some(seed),
            ..Options::default()
        };
        let (_, graph) = failing(|| assert_eq!(lose(5), 10), &options);
        let threads = graph.nodes.iter().filter_map(|node| node.e.first());
        let threads: Vec<usize> = threads.map(|edge| edge.thread).collect();
        let switches = threads.windows(2).filter(|pair| pair[0] != pair[1]);
        assert!(switches.count() <= 3, "seed {seed}: {threads:?}");
    }
}

#[test]
fn a_long_loop_is_not_endless() {
    fn long() {
        let count = AtomicU32::new(0);
        for _ in 0..1_100 {
            count.fetch_add(1, Relaxed);
        }
    }
    let refused = explore(long, PATH, TEXT, &Options::default()).unwrap_err();
    assert!(
        refused.contains("1000 steps or more") && refused.contains("`max_steps`"),
        "{refused}"
    );
    let more = Options {
        max_steps: 2_000,
        ..Options::default()
    };
    assert_eq!(explore(long, PATH, TEXT, &more).unwrap().states, 1_101);
}
