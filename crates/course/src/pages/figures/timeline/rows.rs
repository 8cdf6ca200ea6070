//! What each thread and each task did, in the rows of the figure.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::THIN;
use crate::evidence::timeline::{Ended, Lane, Poll, Span, Timeline, What};
use crate::pages::edition::Edition;

/// The threads or tasks of one line: several of the same name, if each had ended
/// before the next began.
pub struct Row {
    pub name: String,
    /// 0 is the main thread; colours are the threads' of the whole course.
    pub colour: usize,
    pub lives: Vec<Life>,
}

#[derive(Default)]
pub struct Life {
    pub pieces: Vec<Piece>,
    pub holds: Vec<Piece>,
    pub prints: Vec<f64>,
    /// How and when a task ended that gave no value.
    pub ended: Option<(Kind, f64)>,
}

/// A thread of a runtime: which task it polled, and when.
pub struct Worker {
    pub name: String,
    /// The colour of the task, and its part of the time.
    pub pieces: Vec<(usize, Piece)>,
}

#[derive(Clone)]
pub struct Piece {
    pub kind: Kind,
    /// In a sentence: whom or what it waits for, what it holds.
    pub of: String,
    pub what: Option<What>,
    pub from: f64,
    pub to: f64,
    /// Of a task that is polled: by which thread.
    pub on: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Runs,
    Sleeps,
    Waits,
    /// It could go on, and no thread polls it.
    Ready,
    /// It waits, and its thread with it.
    Blocks,
    Holds,
    Shares,
    Keeps,
    Prints,
    Panics,
    Drops,
}

impl Kind {
    /// It takes no time.
    pub fn is_point(self) -> bool {
        matches!(self, Kind::Prints | Kind::Panics | Kind::Drops)
    }
}

pub fn rows(edition: &Edition, run: &Timeline) -> Result<Vec<Row>> {
    let mut grouped: Vec<(String, Vec<&Lane>)> = Vec::new();
    let named = |lane: &Lane| lane.name.split('[').next().unwrap_or_default().to_owned();
    for lane in &run.lanes {
        let name = named(lane);
        let earlier = grouped.iter_mut().find(|(other, lanes)| {
            // The listing did not name what is called `thread`, or `task`.
            *other == name
                && name != "thread"
                && name != "task"
                && lanes.iter().all(|l| l.to <= lane.from)
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
        let title = match lanes[0].polls.is_some() && name == "task" {
            true => title.replace("task", edition.lang.pick("tâche", "task")),
            false => translated(edition, title)?,
        };
        for lane in lanes {
            shown.insert(lane.name.as_str(), title.clone());
        }
        titles.push(title);
    }
    let threads = threads(run);
    let rows = grouped.iter().zip(titles).enumerate();
    Ok(rows
        .map(|(at, ((_, lanes), name))| Row {
            name,
            colour: if at == 0 { 0 } else { (at - 1) % 4 + 1 },
            lives: lanes
                .iter()
                .map(|lane| life(lane, run.end as f64, &shown, &threads))
                .collect(),
        })
        .collect())
}

/// The threads that poll, by rank, with the names that readers see: the only
/// one needs no number.
fn threads(run: &Timeline) -> BTreeMap<usize, String> {
    let polls = run
        .lanes
        .iter()
        .flat_map(|lane| lane.polls.iter().flatten());
    let ranks: BTreeSet<usize> = polls.map(|poll| poll.0).collect();
    let alone = ranks.len() == 1;
    let name = |(at, rank)| match alone {
        true => (rank, "thread".to_owned()),
        false => (rank, format!("thread {}", at + 1)),
    };
    ranks.into_iter().enumerate().map(name).collect()
}

/// What each thread of the runtime did: the runs of these rows, thread by
/// thread.
pub fn workers(run: &Timeline, rows: &[Row]) -> Vec<Worker> {
    let several = threads(run).len() > 1;
    let worker = |name: String| {
        let mut pieces: Vec<(usize, Piece)> = Vec::new();
        for row in rows {
            let runs = row.lives.iter().flat_map(|life| &life.pieces);
            let runs = runs.filter(|piece| !several || piece.on == name);
            let runs = runs.filter(|piece| !piece.on.is_empty());
            pieces.extend(runs.map(|piece| {
                let of = row.name.clone();
                (
                    row.colour,
                    Piece {
                        of,
                        ..piece.clone()
                    },
                )
            }));
        }
        pieces.sort_by(|(_, a), (_, b)| a.from.total_cmp(&b.from).then(b.to.total_cmp(&a.to)));
        Worker { name, pieces }
    };
    threads(run).into_values().map(worker).collect()
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

/// The waits that are wide enough to be seen, and runs: of a thread between them,
/// of a task when it was polled.
fn life(
    lane: &Lane,
    end: f64,
    shown: &BTreeMap<&str, String>,
    threads: &BTreeMap<usize, String>,
) -> Life {
    let piece = |Span(what, of, from, to): &Span| Piece {
        kind: match what {
            What::Sleep | What::Park => Kind::Sleeps,
            What::Hold => Kind::Holds,
            What::Share => Kind::Shares,
            What::Keep => Kind::Keeps,
            What::Ready => Kind::Ready,
            _ => Kind::Waits,
        },
        of: shown.get(of.as_str()).unwrap_or(of).clone(),
        what: Some(*what),
        from: *from as f64,
        to: *to as f64,
        on: String::new(),
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
        on: String::new(),
    };
    match &lane.polls {
        Some(polls) => pieces = polled(polls, waits, end, threads),
        None => {
            for wait in waits {
                pieces.push(runs(at, wait.from));
                at = wait.to;
                pieces.push(wait);
            }
            pieces.push(runs(at, to));
            if pieces.len() > 1 {
                pieces.retain(|piece| piece.kind != Kind::Runs || seen(piece));
            }
        }
    }
    let ended = lane.ended.map(|ended| match ended {
        Ended::Panicked => (Kind::Panics, to),
        Ended::Dropped => (Kind::Drops, to),
    });
    Life {
        pieces,
        holds: lane.holds.iter().map(piece).collect(),
        prints: lane.prints.iter().map(|at| *at as f64).collect(),
        ended,
    }
}

/// A task's waits, and then its polls, which are drawn over them however short
/// they are. What it waits for while it is polled stops its thread.
fn polled(
    polls: &[Poll],
    waits: Vec<Piece>,
    end: f64,
    threads: &BTreeMap<usize, String>,
) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut runs: Vec<Piece> = Vec::new();
    let mut blocks = Vec::new();
    for wait in waits {
        let around = |poll: &&Poll| poll.1 as f64 <= wait.from && wait.to <= poll.2 as f64;
        match polls.iter().find(around) {
            Some(poll) => blocks.push(Piece {
                kind: Kind::Blocks,
                on: threads[&poll.0].clone(),
                ..wait
            }),
            None => pieces.push(wait),
        }
    }
    for Poll(rank, from, to) in polls {
        let on = &threads[rank];
        let mut run = |from: f64, to: f64| {
            let hidden = |last: &Piece| last.on == *on && to < last.from + end * THIN;
            if !runs.last().is_some_and(hidden) {
                runs.push(Piece {
                    kind: Kind::Runs,
                    of: String::new(),
                    what: None,
                    from,
                    to,
                    on: on.clone(),
                });
            }
        };
        let (from, to) = (*from as f64, *to as f64);
        let mut at = from;
        for block in blocks
            .iter()
            .filter(|block| from <= block.from && block.to <= to)
        {
            if block.from - at >= end * THIN {
                run(at, block.from);
            }
            at = block.to;
        }
        if at == from || to - at >= end * THIN {
            run(at, to);
        }
    }
    pieces.extend(runs);
    pieces.extend(blocks);
    pieces
}
