//! Timelines of real runs, and when two runs did the same.

use anyhow::{Result, bail};
pub use formats::timeline::{Ended, FORMAT, Lane, Poll, Span, Timeline, What};

use super::Evidence;
use crate::source::listing::{Listings, Output, Rule};

impl Evidence for Timeline {
    const WHAT: &str = "timeline";
    const COMMAND: &str = "cargo course record";
    const ASK: Option<&str> = Some("say `timeline = true` in listings.toml");
    const FOLDER: &str = "timelines";
    const ENDING: &str = "json";

    fn read(text: &str, name: &str) -> Result<Timeline> {
        let timeline = Timeline::parse(text)?;
        if timeline.listing != name {
            bail!("it is the timeline of `{}`", timeline.listing);
        }
        Ok(timeline)
    }

    fn wanted(listings: &Listings) -> Vec<&str> {
        timed(listings).map(|(name, _)| name).collect()
    }
}

/// The listings that ask for a timeline.
pub fn timed(listings: &Listings) -> impl Iterator<Item = (&str, &Rule)> {
    listings
        .names()
        .filter_map(|name| Some((name, listings.rule(name).ok()?)))
        .filter(|(_, rule)| rule.timeline)
}

/// Who did what in which order, without the times. Where the order is free,
/// what is left is who there was and what was done.
fn shape<'a>(run: &'a Timeline, rule: &Rule) -> Vec<(String, Vec<(What, &'a str)>)> {
    let mut shape: Vec<(String, Vec<(What, &str)>)> = run
        .lanes
        .iter()
        .map(|lane| {
            let spans = lane.spans.iter().chain(&lane.holds);
            // When a thread comes to poll it is the system's affair.
            let spans = spans.filter(|span| span.0 != What::Ready);
            let mut done: Vec<(What, &str)> = spans.map(|span| (span.0, span.1.as_str())).collect();
            // So is how often a wait on a condition wakes up, and a task.
            done.dedup_by(|a, b| a == b && (a.0 == What::Condvar || lane.polls.is_some()));
            (lane.name.clone(), done)
        })
        .collect();
    if rule.output == Output::AnyOrder {
        let mut all: Vec<_> = shape.iter_mut().flat_map(|lane| lane.1.drain(..)).collect();
        all.sort();
        shape.push((String::new(), all));
    }
    shape
}

/// Whether another run did the same, whenever it did it.
pub fn agrees(one: &Timeline, other: &Timeline, rule: &Rule) -> bool {
    shape(one, rule) == shape(other, rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::small::SmallCourse;
    use formats::Made;

    use crate::source::lang::Lang;
    use crate::source::project::write;

    fn timeline(spans: &[&[(What, &str, u64)]]) -> Timeline {
        let lane = |(at, spans): (usize, &&[(What, &str, u64)])| Lane {
            name: format!("thread[{at}]"),
            from: 0,
            to: 100,
            spans: spans
                .iter()
                .map(|(what, of, at)| Span(*what, of.to_string(), *at, at + 1))
                .collect(),
            holds: vec![],
            prints: vec![3],
            ..Lane::default()
        };
        Timeline {
            format: FORMAT.into(),
            listing: "lunch".into(),
            made: Made::default(),
            end: 100,
            lanes: spans.iter().enumerate().map(lane).collect(),
        }
    }

    #[test]
    fn a_timeline_of_another_listing_says_what_to_do() {
        let project = SmallCourse::new("");
        let path = Timeline::path(&project, Lang::Fr, "dinner");
        write(&path, &timeline(&[]).format()).unwrap();
        let error = Timeline::load(&project, Lang::En, "dinner").unwrap_err();
        assert_eq!(
            format!("{error:#}"),
            "listings/evidence/timelines/dinner.json is not a timeline that can be read; run `cargo course record dinner`: it is the timeline of `lunch`"
        );
    }

    #[test]
    fn times_do_not_matter_and_what_is_waited_for_does() {
        let rule = Rule::default();
        let old = timeline(&[&[(What::Lock, "pan", 5)]]);
        assert!(agrees(
            &old,
            &timeline(&[&[(What::Lock, "pan", 50)]]),
            &rule
        ));
        assert!(!agrees(
            &old,
            &timeline(&[&[(What::Lock, "oven", 5)]]),
            &rule
        ));
        assert!(!agrees(
            &old,
            &timeline(&[&[(What::Lock, "pan", 5)], &[]]),
            &rule
        ));
    }

    #[test]
    fn how_often_a_task_is_polled_does_not_matter() {
        let task = |spans: &[(What, &str, u64)]| {
            let mut run = timeline(&[spans]);
            run.lanes[0].polls = Some(Vec::new());
            run
        };
        let once = task(&[(What::Tasks, "", 5)]);
        let often = task(&[
            (What::Tasks, "", 5),
            (What::Ready, "", 6),
            (What::Tasks, "", 7),
        ]);
        let rule = Rule::default();
        assert!(agrees(&once, &often, &rule));
        assert!(!agrees(&once, &task(&[(What::Sleep, "", 5)]), &rule));
    }

    #[test]
    fn who_does_it_matters_only_where_the_order_is_not_free() {
        let one = timeline(&[&[(What::Recv, "jobs", 5)], &[]]);
        let other = timeline(&[&[], &[(What::Recv, "jobs", 5)]]);
        let mut rule = Rule::default();
        assert!(!agrees(&one, &other, &rule));
        rule.output = Output::AnyOrder;
        assert!(agrees(&one, &other, &rule));
    }
}
