//! Every timeline that a page draws is a run that could have been.

use std::collections::BTreeSet;

use course::evidence::Evidence;
use course::evidence::timeline::{FORMAT, Lane, Poll, Span, Timeline, What, timed};
use course::source::lang::Lang;
use course::source::listing::{Kind, Listings};
use course::source::project::{Project, read};
use tests::{project, report};

/// The problems of each timeline, after its name.
fn each(problems: impl Fn(&Project, &str, &Timeline) -> Vec<String>) -> Vec<String> {
    let project = project();
    let listings = Listings::load(&project).unwrap();
    timed(&listings)
        .flat_map(|(name, _)| {
            let found = match Timeline::load(&project, Lang::Fr, name) {
                Ok(timeline) => problems(&project, name, &timeline),
                Err(error) => vec![format!("{error:#}")],
            };
            found
                .into_iter()
                .map(move |problem| format!("{name}: {problem}"))
        })
        .collect()
}

/// Names come from the source: if they are no longer in it, the run is of
/// another program.
#[test]
fn timelines_name_what_their_listing_has() {
    let problems = each(|project, name, timeline| {
        let source = read(&Kind::Runs.path(project, name)).unwrap();
        strangers(timeline, &source).into_iter().collect()
    });
    report(
        "these threads or locks are not in their listing; run `cargo course record`",
        problems,
    );
}

/// Names of which a word is not in the source: numbers and kinds are the
/// tool's.
fn strangers(timeline: &Timeline, source: &str) -> BTreeSet<String> {
    const KINDS: [&str; 10] = [
        "thread",
        "task",
        "mutex",
        "rwlock",
        "condvar",
        "barrier",
        "channel",
        "semaphore",
        "notify",
        "main",
    ];
    let words = |text: &str| -> BTreeSet<String> {
        let letter = |c: char| c.is_alphabetic() || c == '_';
        text.split(|c| !letter(c))
            // `_cook` is shown as `cook`.
            .map(|word| word.trim_start_matches('_').to_owned())
            .collect()
    };
    let known = words(source);
    let spans = |lane: &Lane| -> Vec<String> {
        let spans = lane.spans.iter().chain(&lane.holds);
        spans.map(|span| span.1.clone()).collect()
    };
    let names = timeline
        .lanes
        .iter()
        .flat_map(|lane| spans(lane).into_iter().chain([lane.name.clone()]));
    let known = |word: &String| known.contains(word) || KINDS.contains(&word.as_str());
    names
        .filter(|name| !words(name).iter().all(known))
        .collect()
}

#[test]
fn timelines_are_possible_runs() {
    let problems = each(|_, _, timeline| impossible(timeline));
    report(
        "run `cargo course record --force` for these, or mend crates/timed-std",
        problems,
    );
}

fn impossible(timeline: &Timeline) -> Vec<String> {
    let mut problems = Vec::new();
    for lane in &timeline.lanes {
        let name = &lane.name;
        if lane.from > lane.to || lane.to > timeline.end {
            problems.push(format!("{name} does not live inside the run"));
        }
        let mut last = lane.from;
        for span in &lane.spans {
            let Span(what, _, from, to) = span;
            if *from < last || from > to || *to > lane.to {
                problems.push(format!(
                    "{name}: {what:?} at {from} overlaps, or stands outside"
                ));
            }
            last = *to;
        }
        let mut last = lane.from;
        for Poll(_, from, to) in lane.polls.iter().flatten() {
            if *from < last || from > to || *to > lane.to {
                problems.push(format!(
                    "{name}: a poll at {from} overlaps, or stands outside"
                ));
            }
            last = *to;
        }
        let inside = |at: &u64| (lane.from..=timeline.end).contains(at);
        if !lane.prints.iter().all(inside) {
            problems.push(format!("{name} prints when it is not there"));
        }
    }
    let mut holds: Vec<&Span> = timeline.lanes.iter().flat_map(|l| &l.holds).collect();
    holds.sort_by_key(|hold| hold.2);
    for (at, a) in holds.iter().enumerate() {
        for b in &holds[at + 1..] {
            let shared = a.0 == b.0 && matches!(a.0, What::Share | What::Keep);
            if a.1 == b.1 && b.2 < a.3 && !shared {
                problems.push(format!("two threads hold {} at {}", a.1, b.2));
            }
        }
    }
    problems
}

fn lane(name: &str, spans: &[(What, u64, u64)], holds: &[(What, u64, u64)]) -> Lane {
    let of = |spans: &[(What, u64, u64)]| {
        spans
            .iter()
            .map(|(what, from, to)| Span(*what, "pan".into(), *from, *to))
            .collect()
    };
    Lane {
        name: name.into(),
        from: 10,
        to: 90,
        spans: of(spans),
        holds: of(holds),
        prints: vec![20],
        ..Lane::default()
    }
}

fn run(lanes: Vec<Lane>) -> Timeline {
    Timeline {
        format: FORMAT.into(),
        listing: "lunch".into(),
        made: Default::default(),
        end: 100,
        lanes,
    }
}

#[test]
fn an_impossible_run_is_noticed() {
    use What::{Hold, Lock, Share};
    let fine = [(Lock, 10, 20), (Lock, 20, 30)];
    assert!(impossible(&run(vec![lane("a", &fine, &[(Hold, 20, 40)])])).is_empty());
    let sharing = [(Share, 20, 40)];
    assert!(
        impossible(&run(vec![
            lane("a", &[], &sharing),
            lane("b", &[], &sharing)
        ]))
        .is_empty()
    );
    let cases = [
        (
            "overlaps",
            vec![lane("a", &[(Lock, 10, 20), (Lock, 19, 30)], &[])],
        ),
        ("outside", vec![lane("a", &[(Lock, 10, 95)], &[])]),
        (
            "two threads hold pan at 39",
            vec![
                lane("a", &[], &[(Hold, 20, 40)]),
                lane("b", &[], &[(Share, 39, 50)]),
            ],
        ),
    ];
    for (expected, lanes) in cases {
        let problems = impossible(&run(lanes)).join("; ");
        assert!(problems.contains(expected), "{problems}");
    }
}

#[test]
fn a_name_that_is_not_in_the_listing_is_noticed() {
    let source = "let oven = Mutex::new(0); Builder::new().name(format!(\"baker {n}\"));";
    let mut timeline = run(vec![lane("baker 2", &[], &[])]);
    assert!(strangers(&timeline, source).is_empty());
    timeline
        .lanes
        .push(lane("main", &[(What::Lock, 10, 20)], &[]));
    assert_eq!(strangers(&timeline, source), ["pan".to_owned()].into());
}
