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
    /// Not waits: the time between taking a lock and giving it back.
    Hold,
    Share,
}

impl What {
    pub fn is_hold(self) -> bool {
        matches!(self, What::Hold | What::Share)
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
        };
        let timeline = Timeline {
            format: FORMAT.into(),
            listing: "lunch".into(),
            made: Made::default(),
            end: 100,
            lanes: vec![lane.clone(), lane],
        };
        let text = timeline.format();
        assert_eq!(Timeline::parse(&text).unwrap(), timeline);
        assert_eq!(text.lines().count(), 4, "{text}");
        let other = text.replace("timeline/1", "timeline/0");
        assert!(Timeline::parse(&other).is_err());
        assert!(Timeline::parse(&text[..40]).is_err());
    }
}
