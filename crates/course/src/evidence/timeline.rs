//! What each thread of one real run waited for, held and printed, and when.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::recording::Made;
use crate::source::listing::{Listings, Output, Rule};
use crate::source::project::{House, read};

/// Times in microseconds since `main` began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    #[serde(flatten, default)]
    pub made: Made,
    pub end: u64,
    pub lanes: Vec<Lane>,
}

/// A thread: what it waited for, what it held, when it printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    pub name: String,
    pub from: u64,
    pub to: u64,
    pub spans: Vec<Span>,
    pub holds: Vec<Span>,
    pub prints: Vec<u64>,
}

/// What, of whom, from, to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span(pub What, pub String, pub u64, pub u64);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    Sleep,
    Park,
    Join,
    Scope,
    Lock,
    Read,
    Write,
    Condvar,
    Barrier,
    Recv,
    Send,
    Hold,
    Share,
}

impl Timeline {
    pub fn load(house: &House, name: &str) -> Result<Timeline> {
        let path = path(house, name);
        if !path.is_file() {
            bail!(
                "listing `{name}` has no timeline yet; say `timeline = true` in [{name}] of listings.toml and run `cargo course record {name}`"
            );
        }
        serde_json::from_str(&read(&path)?).with_context(|| {
            format!(
                "{} is damaged; run `cargo course record --force {name}`",
                house.name(&path)
            )
        })
    }

    /// One line a lane, for diffs that can be read.
    pub fn format(&self) -> Result<String> {
        let Made { date, cores, rustc } = &self.made;
        let mut lanes = Vec::new();
        for lane in &self.lanes {
            lanes.push(serde_json::to_string(lane)?);
        }
        Ok(format!(
            "{{\"date\":\"{date}\",\"cores\":\"{cores}\",\"rustc\":\"{rustc}\",\"end\":{},\"lanes\":[\n{}\n]}}\n",
            self.end,
            lanes.join(",\n")
        ))
    }

    /// Who did what in which order, without the times. Where the order is free,
    /// what is left is who there was and what was done.
    fn shape(&self, rule: &Rule) -> Vec<(String, Vec<(What, &str)>)> {
        let mut shape: Vec<(String, Vec<(What, &str)>)> = self
            .lanes
            .iter()
            .map(|lane| {
                let spans = lane.spans.iter().chain(&lane.holds);
                let mut done: Vec<(What, &str)> =
                    spans.map(|span| (span.0, span.1.as_str())).collect();
                // How often a wait on a condition wakes up is the system's affair.
                done.dedup_by(|a, b| a == b && a.0 == What::Condvar);
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
    pub fn agrees(&self, other: &Timeline, rule: &Rule) -> bool {
        self.shape(rule) == other.shape(rule)
    }
}

pub fn path(house: &House, name: &str) -> PathBuf {
    house
        .listings()
        .join(format!("evidence/timelines/{name}.json"))
}

/// The listings that ask for a timeline.
pub fn timed(listings: &Listings) -> impl Iterator<Item = (&str, &Rule)> {
    listings
        .names()
        .filter_map(|name| Some((name, listings.rule(name).ok()?)))
        .filter(|(_, rule)| rule.timeline)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        };
        Timeline {
            made: Made::default(),
            end: 100,
            lanes: spans.iter().enumerate().map(lane).collect(),
        }
    }

    #[test]
    fn a_timeline_survives_being_written_and_read() {
        let timeline = timeline(&[&[(What::Lock, "pan", 5)], &[]]);
        let text = timeline.format().unwrap();
        assert_eq!(serde_json::from_str::<Timeline>(&text).unwrap(), timeline);
        assert_eq!(text.lines().count(), 4, "{text}");
    }

    #[test]
    fn times_do_not_matter_and_what_is_waited_for_does() {
        let rule = Rule::default();
        let old = timeline(&[&[(What::Lock, "pan", 5)]]);
        assert!(old.agrees(&timeline(&[&[(What::Lock, "pan", 50)]]), &rule));
        assert!(!old.agrees(&timeline(&[&[(What::Lock, "oven", 5)]]), &rule));
        assert!(!old.agrees(&timeline(&[&[(What::Lock, "pan", 5)], &[]]), &rule));
    }

    #[test]
    fn who_does_it_matters_only_where_the_order_is_not_free() {
        let one = timeline(&[&[(What::Recv, "jobs", 5)], &[]]);
        let other = timeline(&[&[], &[(What::Recv, "jobs", 5)]]);
        let mut rule = Rule::default();
        assert!(!one.agrees(&other, &rule));
        rule.output = Output::AnyOrder;
        assert!(one.agrees(&other, &rule));
    }
}
