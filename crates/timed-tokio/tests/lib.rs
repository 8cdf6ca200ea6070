//! Small async listings, each timed once. Who waited for what is checked, and
//! durations only where a sleep makes one longer than another.
//!
//! In this package `std` and `tokio` are the timed ones, as they are for a
//! listing.

#![cfg(test)]

use std::timeline::{Ended, Lane, Poll, Span, Timeline, What, timed};

macro_rules! listing {
    ($name:ident) => {{
        mod listing {
            #![allow(dead_code)]
            include!(concat!("listings/", stringify!($name), ".rs"));
            pub fn run() {
                main()
            }
        }
        let source = include_str!(concat!("listings/", stringify!($name), ".rs"));
        let (result, timeline) = timed(listing::run, source);
        result.unwrap();
        timeline
    }};
}

fn lane<'a>(timeline: &'a Timeline, name: &str) -> &'a Lane {
    let found = timeline.lanes.iter().find(|lane| lane.name == name);
    found.unwrap_or_else(|| panic!("no lane is called {name}: {timeline:?}"))
}

/// Waits, without those for a thread, and one for many of the same.
fn told(spans: &[Span]) -> Vec<(What, &str)> {
    let mut told: Vec<(What, &str)> = spans
        .iter()
        .filter(|span| span.0 != What::Ready)
        .map(|Span(what, of, ..)| (*what, of.as_str()))
        .collect();
    told.dedup();
    told
}

fn polls(lane: &Lane) -> &[Poll] {
    lane.polls.as_deref().expect("it is polled")
}

/// The longest of a lane's waits of a kind.
fn longest(lane: &Lane, what: What) -> (u64, u64) {
    let of = lane.spans.iter().filter(|span| span.0 == what);
    let longest = of.max_by_key(|span| span.3 - span.2);
    let Span(_, _, from, to) = longest.unwrap_or_else(|| panic!("no {what:?}: {lane:?}"));
    (*from, *to)
}

#[test]
fn tasks_that_sleep_do_so_at_the_same_time_on_one_thread() {
    let run = listing!(kettles);
    let names: Vec<&str> = run.lanes.iter().map(|lane| lane.name.as_str()).collect();
    assert_eq!(names, ["main", "green", "black", "boil"]);
    let kettles = &run.lanes[1..];
    for kettle in kettles {
        assert_eq!(told(&kettle.spans), [(What::Sleep, "")]);
        let (from, to) = longest(kettle, What::Sleep);
        assert!(to - from >= 35_000, "{run:?}");
        for other in kettles {
            let (its, _) = longest(other, What::Sleep);
            assert!(its < to, "all sleep before one wakes: {run:?}");
        }
        assert_eq!(kettle.prints.len(), 1);
        assert_eq!(kettle.ended, None);
    }
    for lane in &run.lanes {
        assert!(polls(lane).iter().all(|poll| poll.0 == 0), "{run:?}");
    }
    assert_eq!(
        told(&run.lanes[0].spans),
        [
            (What::Join, "green"),
            (What::Join, "black"),
            (What::Tasks, "")
        ]
    );
}

#[test]
fn who_keeps_the_thread_makes_the_ready_wait() {
    let run = listing!(hog);
    let hog = lane(&run, "hog");
    assert_eq!(told(&hog.spans), [(What::Sleep, "")]);
    let (kept, free) = longest(hog, What::Sleep);
    let inside = |poll: &Poll| poll.1 <= kept && free <= poll.2;
    assert!(
        polls(hog).iter().any(inside),
        "it sleeps while polled: {run:?}"
    );
    let nap = lane(&run, "nap");
    let (_, ended) = longest(nap, What::Sleep);
    let (ready, polled) = longest(nap, What::Ready);
    assert_eq!(ended, ready, "{run:?}");
    assert!(ready < free && polled >= free, "{run:?}");
    assert!(polled - ready >= 40_000, "{run:?}");
}

#[test]
fn each_end_is_told() {
    let run = listing!(ends);
    assert_eq!(lane(&run, "falls").ended, Some(Ended::Panicked));
    assert_eq!(lane(&run, "stops").ended, Some(Ended::Dropped));
    assert_eq!(
        lane(&run, "_stays".trim_start_matches('_')).ended,
        Some(Ended::Dropped)
    );
    let works = lane(&run, "works");
    assert_eq!(
        (works.ended, &works.polls),
        (None, &None),
        "a thread runs it"
    );
    assert_eq!(told(&works.spans), [(What::Sleep, "")]);
    let main = lane(&run, "main");
    assert_eq!(main.ended, None);
    let waits = told(&main.spans);
    assert_eq!(waits.first(), Some(&(What::Join, "works")));
    assert_eq!(waits.last(), Some(&(What::Sleep, "")));
    assert!(lane(&run, "stops").to < run.end);
}

#[test]
fn everything_that_waits_is_named() {
    let run = listing!(surface);
    let cook = lane(&run, "cook");
    assert_eq!(
        told(&cook.spans),
        [
            (What::Recv, "orders, taken"),
            (What::Lock, "oven"),
            (What::Write, "price"),
            (What::Permit, "rings"),
            (What::Condvar, "bell"),
            (What::Barrier, "start"),
            (What::Recv, "answer, answered"),
            (What::Change, "weather, seen"),
            (What::Recv, "radio, heard"),
            (What::Recv, "orders, taken"),
            (What::Sleep, ""),
            (What::Recv, "orders, taken"),
        ]
    );
    for what in [What::Lock, What::Condvar, What::Change] {
        let (from, to) = longest(cook, what);
        assert!(to - from >= 5_000, "{what:?} is a wait: {cook:?}");
    }
    assert_eq!(
        told(&cook.holds),
        [
            (What::Hold, "oven"),
            (What::Hold, "price"),
            (What::Keep, "rings")
        ]
    );
    let main = lane(&run, "main");
    assert!(told(&main.spans).contains(&(What::Several, "")), "{main:?}");
    assert!(
        [
            (What::Keep, "rings"),
            (What::Share, "price"),
            (What::Hold, "oven"),
            (What::Hold, "mutex")
        ]
        .iter()
        .all(|hold| told(&main.holds).contains(hold)),
        "{main:?}"
    );
}

#[test]
fn polls_and_waits_do_not_overlap_but_where_a_poll_blocks() {
    for run in [
        listing!(kettles),
        listing!(hog),
        listing!(ends),
        listing!(surface),
    ] {
        for lane in &run.lanes {
            let mut last = lane.from;
            for Span(what, _, from, to) in &lane.spans {
                assert!(last <= *from && from <= to && *to <= lane.to, "{lane:?}");
                last = *to;
                let Some(polls) = &lane.polls else { continue };
                for Poll(_, begun, ended) in polls {
                    let apart = to <= begun || ended <= from;
                    let inside = begun <= from && to <= ended;
                    assert!(apart || inside, "{what:?} at {from}: {lane:?}");
                }
            }
            let mut last = lane.from;
            for Poll(_, from, to) in lane.polls.iter().flatten() {
                assert!(last <= *from && from <= to && *to <= lane.to, "{lane:?}");
                last = *to;
            }
        }
    }
}

#[test]
fn one_thread_polls_one_task_at_a_time() {
    for run in [listing!(kettles), listing!(ends)] {
        let mut all: Vec<&Poll> = run
            .lanes
            .iter()
            .flat_map(|l| l.polls.iter().flatten())
            .collect();
        all.sort_by_key(|poll| (poll.0, poll.1));
        for pair in all.windows(2) {
            let [Poll(one, _, ended), Poll(other, begun, _)] = pair else {
                continue;
            };
            assert!(one != other || ended <= begun, "{run:?}");
        }
    }
}
