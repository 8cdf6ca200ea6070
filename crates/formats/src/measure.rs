//! What was measured, where, when: cases side by side.

use serde::{Deserialize, Serialize};

use crate::{Made, Unreadable};

/// The version that is written, and the only one that is read.
pub const VERSION: u32 = 1;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    pub version: u32,
    #[serde(flatten)]
    pub machine: Machine,
    /// Of every time in this file.
    pub unit: Unit,
    pub spread: Spread,
    /// How often each case ran, after one run that does not count.
    pub rounds: usize,
    pub size: u64,
    /// What every case found.
    pub result: String,
    pub cases: Vec<Case>,
    pub skipped: Vec<Skipped>,
}

/// Figures mean nothing without it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    #[serde(flatten)]
    pub made: Made,
    pub cpu: String,
    pub os: String,
    /// Its version, if a case ran in it.
    pub python: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    Ns,
}

/// From the first quarter of the samples to the last.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Spread {
    Interquartile,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    pub name: String,
    pub ran: String,
    pub median: u64,
    pub low: u64,
    pub high: u64,
    pub samples: Vec<u64>,
    /// The most memory that the process had, in KiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub memory: Option<u64>,
    /// The part that no second thread can shorten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_turn: Option<u64>,
    /// How many of `size` it had at once, where a machine may not hold them all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Skipped {
    pub case: String,
    pub why: String,
}

impl Measure {
    /// Reads the text of a file.
    pub fn parse(text: &str) -> Result<Measure, Unreadable> {
        #[derive(Deserialize)]
        struct Head {
            version: u32,
        }
        let damaged = |error: serde_json::Error| Unreadable::Damaged(error.to_string());
        let Head { version } = serde_json::from_str(text).map_err(damaged)?;
        if version != VERSION {
            return Err(Unreadable::OtherVersion {
                found: format!("version {version}"),
                wanted: "version 1",
            });
        }
        serde_json::from_str(text).map_err(damaged)
    }

    /// One line a case, for diffs that can be read.
    pub fn format(&self) -> String {
        let whole = serde_json::to_value(self).expect("plain data");
        let whole = whole.as_object().expect("a measure is an object");
        let mut lines = Vec::new();
        for (key, value) in whole {
            let items = value.as_array().filter(|items| !items.is_empty());
            lines.push(match items {
                Some(items) => {
                    let items: Vec<String> = items.iter().map(|item| item.to_string()).collect();
                    format!("{key:?}:[\n{}\n]", items.join(",\n"))
                }
                None => format!("{key:?}:{value}"),
            });
        }
        format!("{{{}}}\n", lines.join(",\n"))
    }
}
