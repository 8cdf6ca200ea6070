//! The timeline of one real run: what each thread waited for, held and printed,
//! and when.

use serde::{Deserialize, Serialize};

use crate::unreadable::parse;
use crate::{Made, Unreadable};

/// The version that is written, and the only one that is read.
pub const FORMAT: &str = "timeline/1";

/// Times in microseconds since `main` began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timeline {
    pub format: String,
    pub listing: String,
    /// Whoever keeps the run says it; the run itself does not know.
    #[serde(flatten)]
    pub made: Made,
    pub end: u64,
    /// In the order of the source.
    pub lanes: Vec<Lane>,
}

/// A thread or a task: what it waited for, what it held, when it printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    pub name: String,
    pub from: u64,
    pub to: u64,
    pub spans: Vec<Span>,
    pub holds: Vec<Span>,
    pub prints: Vec<u64>,
    /// Of what is polled (a task), when it was; a thread simply runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub polls: Option<Vec<Poll>>,
    /// How a task ended, unless it came to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
}

/// By which thread (0 is the main one, the others are numbered as they come),
/// from, to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Poll(pub usize, pub u64, pub u64);

/// The end of a task that gave no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ended {
    Panicked,
    /// Aborted, or its runtime ended before it.
    Dropped,
}

/// What, of whom, from, to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span(pub What, pub String, pub u64, pub u64);

/// What takes time and is no run.
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
    /// A change of what a `watch` channel holds.
    Change,
    Permit,
    /// The first of its tasks that ends.
    Tasks,
    /// Several things at once.
    Several,
    /// What the timed crates do not know.
    Other,
    /// Not a wait for anything: it could go on, and no thread polls it.
    Ready,
    /// Not waits: the time between taking a lock and giving it back.
    Hold,
    Share,
    /// The same of a semaphore's permits.
    Keep,
}

impl What {
    pub fn is_hold(self) -> bool {
        matches!(self, What::Hold | What::Share | What::Keep)
    }
}

impl Timeline {
    /// Reads the text of a file.
    pub fn parse(text: &str) -> Result<Timeline, Unreadable> {
        parse(text, FORMAT)
    }

    /// One line a lane, for diffs that can be read.
    pub fn format(&self) -> String {
        let json = |lane| serde_json::to_string(lane).expect("plain data");
        let lanes: Vec<String> = self.lanes.iter().map(json).collect();
        let head = Timeline {
            lanes: Vec::new(),
            ..self.clone()
        };
        let head = serde_json::to_string(&head).expect("plain data");
        let head = head.strip_suffix("]}").expect("the lanes are its last");
        format!("{head}\n{}\n]}}\n", lanes.join(",\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timeline_survives_being_written_and_read() {
        let lane = Lane {
            name: "cook".into(),
            from: 0,
            to: 9,
            spans: vec![Span(What::Lock, "pan".into(), 5, 6)],
            holds: vec![],
            prints: vec![3],
            ..Lane::default()
        };
        let task = Lane {
            polls: Some(vec![Poll(0, 1, 2)]),
            ended: Some(Ended::Dropped),
            ..lane.clone()
        };
        let timeline = Timeline {
            format: FORMAT.into(),
            listing: "lunch".into(),
            made: Made::default(),
            end: 100,
            lanes: vec![lane, task],
        };
        let text = timeline.format();
        assert_eq!(Timeline::parse(&text).unwrap(), timeline);
        assert_eq!(text.lines().count(), 4, "{text}");
        let other = text.replace("timeline/1", "timeline/0");
        assert!(Timeline::parse(&other).is_err());
        assert!(Timeline::parse(&text[..40]).is_err());
    }
}
