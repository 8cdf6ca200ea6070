//! What each thread did, in the rows of the figure.

use std::collections::BTreeMap;

use anyhow::Result;

use super::THIN;
use crate::evidence::timeline::{Lane, Span, Timeline, What};
use crate::pages::edition::Edition;

/// The threads of one line: several of the same name, if each had ended before
/// the next began.
pub struct Row {
    pub name: String,
    /// 0 is the main thread; colours are the threads' of the whole course.
    pub colour: usize,
    pub lives: Vec<Life>,
}

pub struct Life {
    pub pieces: Vec<Piece>,
    pub holds: Vec<Piece>,
    pub prints: Vec<f64>,
}

#[derive(Clone)]
pub struct Piece {
    pub kind: Kind,
    /// In a sentence: whom or what it waits for, what it holds.
    pub of: String,
    pub what: Option<What>,
    pub from: f64,
    pub to: f64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Runs,
    Sleeps,
    Waits,
    Holds,
    Shares,
    Prints,
}

pub fn rows(edition: &Edition, run: &Timeline) -> Result<Vec<Row>> {
    let mut grouped: Vec<(String, Vec<&Lane>)> = Vec::new();
    let named = |lane: &Lane| lane.name.split('[').next().unwrap_or_default().to_owned();
    for lane in &run.lanes {
        let name = named(lane);
        let earlier = grouped.iter_mut().find(|(other, lanes)| {
            // The listing did not name what is called `thread`.
            *other == name && name != "thread" && lanes.iter().all(|l| l.to <= lane.from)
        });
        match earlier {
            Some((_, lanes)) => lanes.push(lane),
            None => grouped.push((name, vec![lane])),
        }
    }
    let mut shown = BTreeMap::new();
    let mut titles = Vec::new();
    for (name, lanes) in &grouped {
        let alone = grouped.iter().filter(|(other, _)| other == name).count() == 1;
        let title = if alone { name } else { &lanes[0].name };
        let title = translated(edition, title)?;
        for lane in lanes {
            shown.insert(lane.name.as_str(), title.clone());
        }
        titles.push(title);
    }
    let rows = grouped.iter().zip(titles).enumerate();
    Ok(rows
        .map(|(at, ((_, lanes), name))| Row {
            name,
            colour: if at == 0 { 0 } else { (at - 1) % 4 + 1 },
            lives: lanes
                .iter()
                .map(|lane| life(lane, run.end as f64, &shown))
                .collect(),
        })
        .collect())
}

/// A name that the listing gives in a string is translated with the listing.
fn translated(edition: &Edition, name: &str) -> Result<String> {
    let identifier = |c: char| c.is_ascii_alphanumeric() || "_[].".contains(c);
    match edition.translations {
        Some(translations) if !name.chars().all(identifier) => {
            let literal = translations.listing(&format!("{name:?}\n"))?;
            Ok(literal.trim().trim_matches('"').to_owned())
        }
        _ => Ok(name.to_owned()),
    }
}

/// A thread's waits that are wide enough to be seen, and runs between them.
fn life(lane: &Lane, end: f64, shown: &BTreeMap<&str, String>) -> Life {
    let piece = |Span(what, of, from, to): &Span| Piece {
        kind: match what {
            What::Sleep | What::Park => Kind::Sleeps,
            What::Hold => Kind::Holds,
            What::Share => Kind::Shares,
            _ => Kind::Waits,
        },
        of: shown.get(of.as_str()).unwrap_or(of).clone(),
        what: Some(*what),
        from: *from as f64,
        to: *to as f64,
    };
    let seen = |piece: &Piece| piece.to - piece.from >= end * THIN;
    let (from, to) = (lane.from as f64, lane.to as f64);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = from;
    let waits: Vec<Piece> = lane.spans.iter().map(piece).filter(seen).collect();
    let runs = |from: f64, to: f64| Piece {
        kind: Kind::Runs,
        of: String::new(),
        what: None,
        from,
        to,
    };
    for wait in waits {
        pieces.push(runs(at, wait.from));
        at = wait.to;
        pieces.push(wait);
    }
    pieces.push(runs(at, to));
    if pieces.len() > 1 {
        pieces.retain(|piece| piece.kind != Kind::Runs || seen(piece));
    }
    Life {
        pieces,
        holds: lane.holds.iter().map(piece).collect(),
        prints: lane.prints.iter().map(|at| *at as f64).collect(),
    }
}
