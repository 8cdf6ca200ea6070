// Les mots les plus fréquents de ces pages : à la suite, à la main, avec rayon.

use std::collections::HashMap;
use std::thread;

use rayon::prelude::*;

// ANCHOR: pages
macro_rules! page {
    ($path:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../src/", $path))
    };
}

const PAGES: [&str; 4] = [
    page!("why/waiting.md"),
    page!("why/vocabulary.md"),
    page!("why/no-gil.md"),
    page!("why/choosing.md"),
];
// ANCHOR_END: pages

// ANCHOR: map
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
// ANCHOR_END: map

// ANCHOR: reduce
fn reduce(mut all: Counts, part: Counts) -> Counts {
    for (word, count) in part {
        *all.entry(word).or_default() += count;
    }
    all
}
// ANCHOR_END: reduce

// ANCHOR: in_turn
fn in_turn(pages: &[&str]) -> Counts {
    pages
        .iter()
        .map(|page| map(page))
        .fold(Counts::new(), reduce)
}
// ANCHOR_END: in_turn

// ANCHOR: by_hand
fn by_hand(pages: &[&str]) -> Counts {
    thread::scope(|s| {
        let halves: Vec<_> = pages
            .chunks(pages.len().div_ceil(2))
            .map(|half| s.spawn(|| in_turn(half)))
            .collect();
        halves
            .into_iter()
            .map(|half| half.join().unwrap())
            .fold(Counts::new(), reduce)
    })
}
// ANCHOR_END: by_hand

// ANCHOR: rayon
fn with_rayon(pages: &[&str]) -> Counts {
    pages
        .par_iter()
        .map(|page| map(page))
        .reduce(Counts::new, reduce)
}
// ANCHOR_END: rayon

// ANCHOR: main
fn main() {
    let counts = in_turn(&PAGES);
    assert_eq!(counts, by_hand(&PAGES));
    assert_eq!(counts, with_rayon(&PAGES));

    let total: u32 = counts.values().sum();
    println!("{total} mots, dont {} différents", counts.len());
    let mut ranking: Vec<(String, u32)> = counts.into_iter().collect();
    ranking.sort_by(|(a, n), (b, m)| m.cmp(n).then(a.cmp(b)));
    for (word, count) in &ranking[..3] {
        println!("« {word} » : {count} fois");
    }
}
// ANCHOR_END: main
