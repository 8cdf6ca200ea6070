//! The rooms of a crate: what stands directly below its `src`, and which room
//! names which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};
use course::source::project::{files, read};
use regex::Regex;

pub struct Rooms {
    /// Each room with its lines.
    pub lines: BTreeMap<String, usize>,
    /// From the room that names to the room that is named.
    pub arrows: BTreeSet<(String, String)>,
}

impl Rooms {
    /// Of a crate, by its folder `src`; `lib.rs` and `main.rs` are no rooms.
    pub fn of(src: &Path) -> Result<Rooms> {
        let mut lines = BTreeMap::new();
        let mut texts = Vec::new();
        for path in files(src, "rs")? {
            let inside = path.strip_prefix(src)?;
            let first = inside.components().next().context("a file has a name")?;
            let room = Path::new(first.as_os_str()).with_extension("");
            let room = room.to_string_lossy().into_owned();
            if room == "lib" || room == "main" {
                continue;
            }
            let text = read(&path)?;
            *lines.entry(room.clone()).or_default() += text.lines().count();
            texts.push((room, text));
        }
        let named = Regex::new(r"\bcrate::(\w+|\{[^}]*\})")?;
        let word = Regex::new(r"\w+")?;
        let mut arrows = BTreeSet::new();
        for (room, text) in &texts {
            for found in named.captures_iter(text) {
                for to in word.find_iter(&found[1]) {
                    if to.as_str() != room && lines.contains_key(to.as_str()) {
                        arrows.insert((room.clone(), to.as_str().to_owned()));
                    }
                }
            }
        }
        Ok(Rooms { lines, arrows })
    }

    /// Rooms above rooms, from those that name none; what is left are circles.
    pub fn floors(&self) -> (Vec<Vec<&str>>, Vec<&str>) {
        let mut floors: Vec<Vec<&str>> = Vec::new();
        let mut left: Vec<&str> = self.lines.keys().map(String::as_str).collect();
        loop {
            let stands = |room: &&str| {
                let mut named = self.arrows.iter().filter(|(from, _)| from == room);
                named.all(|(_, to)| !left.contains(&to.as_str()))
            };
            let floor: Vec<&str> = left.iter().copied().filter(stands).collect();
            if floor.is_empty() {
                return (floors, left);
            }
            left.retain(|room| !floor.contains(room));
            floors.push(floor);
        }
    }
}
