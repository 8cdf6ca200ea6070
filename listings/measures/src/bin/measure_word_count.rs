//! The words of six letters or more in the pages of the course, read `SIZE`
//! times: as `listings/src/bin/word_count.rs` counts them.

use std::collections::HashMap;
use std::process::ExitCode;
use std::{fs, io, thread};

use measures::{Timed, timed};
use rayon::prelude::*;

type Counts = HashMap<String, u32>;

fn words(page: &str) -> impl Iterator<Item = String> {
    page.split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() >= 6)
        .map(str::to_lowercase)
}

fn map(page: &str) -> Counts {
    let mut counts = Counts::new();
    for word in words(page) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

fn reduce(mut all: Counts, part: Counts) -> Counts {
    for (word, count) in part {
        *all.entry(word).or_default() += count;
    }
    all
}

fn in_turn(pages: &[String]) -> Counts {
    pages
        .iter()
        .map(|page| map(page))
        .fold(Counts::new(), reduce)
}

fn by_hand(pages: &[String]) -> Counts {
    let cores = thread::available_parallelism().map_or(4, |n| n.get());
    thread::scope(|s| {
        let parts: Vec<_> = pages
            .chunks(pages.len().div_ceil(cores))
            .map(|part| s.spawn(|| in_turn(part)))
            .collect();
        parts
            .into_iter()
            .map(|part| part.join().unwrap())
            .fold(Counts::new(), reduce)
    })
}

fn with_rayon(pages: &[String]) -> Counts {
    pages
        .par_iter()
        .map(|page| map(page))
        .reduce(Counts::new, reduce)
}

/// The pages of every part, `times` over.
fn pages(times: u64) -> io::Result<Vec<String>> {
    let mut pages = Vec::new();
    for part in fs::read_dir("src")? {
        let part = part?.path();
        if part.is_dir() {
            for page in fs::read_dir(part)? {
                pages.push(fs::read_to_string(page?.path())?);
            }
        }
    }
    let again = pages.iter().cycle().take(pages.len() * times as usize);
    Ok(again.cloned().collect())
}

fn count(size: u64, count: fn(&[String]) -> Counts) -> Timed {
    let pages = pages(size).expect("the course's folder is the current one");
    let mut counts = Counts::new();
    let Timed { time, .. } = timed(|| {
        counts = count(&pages);
        counts.len()
    });
    let total: u32 = counts.values().sum();
    let result = format!("{total} words, {} different", counts.len());
    Timed {
        time,
        result,
        in_turn: None,
        held: None,
    }
}

fn main() -> ExitCode {
    measures::main(&[
        ("rust_in_turn", |size| count(size, in_turn)),
        ("rust_threads", |size| count(size, by_hand)),
        ("rust_rayon", |size| count(size, with_rayon)),
    ])
}
