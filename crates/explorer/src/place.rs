//! Where in the listing an operation stands.

use crate::blocks::Turn;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::panic::Location;
use std::path::{Component, Path};

/// A position in the listing, counted from 1; line 0 is nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Its rank among the listing's files; the first holds `main`.
    pub file: u16,
    pub line: u32,
    pub column: u32,
}

thread_local! {
    static LISTING: RefCell<Listing> = RefCell::default();
}

#[derive(Default)]
struct Listing {
    paths: Vec<String>,
    /// Which of them a path of the compiler is, by where its text stands.
    known: HashMap<usize, Option<u16>>,
    /// What the line table says of a code address: looking it up is slow.
    frames: HashMap<usize, Option<Place>>,
}

/// Says which files the operations to come are in.
pub fn enter_listing<'a>(paths: impl Iterator<Item = &'a str>) {
    let paths: Vec<String> = paths.map(str::to_owned).collect();
    LISTING.with_borrow_mut(|listing| {
        if listing.paths != paths {
            *listing = Listing {
                paths,
                ..Listing::default()
            };
        }
    });
}

impl Place {
    /// The caller's place; where the standard library is the caller (a method
    /// passed by name, say), the line of the listing that led there.
    #[track_caller]
    pub fn caller() -> Place {
        Place::of(Location::caller())
    }

    pub fn of(location: &Location) -> Place {
        let _engine = Turn::engine();
        let file = known_file(location.file());
        file.map_or_else(Place::frame, |file| Place::at(file, location))
    }

    /// The place of what a constant made: there is no stack to look at.
    pub fn of_constant(location: &'static Location<'static>) -> Place {
        let _engine = Turn::engine();
        Place::at(known_file(location.file()).unwrap_or(0), location)
    }

    fn at(file: u16, location: &Location) -> Place {
        Place {
            file,
            line: location.line(),
            column: location.column(),
        }
    }

    /// The innermost line of the listing on the stack. A destructor has no
    /// caller, but its frame stands at the closing brace of the scope that
    /// ends.
    pub fn frame() -> Place {
        let _engine = Turn::engine();
        let mut found = None;
        backtrace::trace(|frame| {
            found = frame_place(frame);
            found.is_none()
        });
        found.unwrap_or_default()
    }
}

fn frame_place(frame: &backtrace::Frame) -> Option<Place> {
    let address = frame.ip() as usize;
    if let Some(known) = LISTING.with_borrow(|listing| listing.frames.get(&address).copied()) {
        return known;
    }
    let mut place = None;
    backtrace::resolve_frame(frame, |symbol| {
        if place.is_none()
            && let (Some(path), Some(line)) = (symbol.filename(), symbol.lineno())
            && let Some(file) = file_of(path)
        {
            place = Some(Place {
                file,
                line,
                column: symbol.colno().unwrap_or(0),
            });
        }
    });
    LISTING.with_borrow_mut(|listing| listing.frames.insert(address, place));
    place
}

/// The text of a `Location` stays where it is.
fn known_file(path: &str) -> Option<u16> {
    let key = path.as_ptr() as usize;
    if let Some(known) = LISTING.with_borrow(|listing| listing.known.get(&key).copied()) {
        return known;
    }
    let file = file_of(Path::new(path));
    LISTING.with_borrow_mut(|listing| listing.known.insert(key, file));
    file
}

/// The compiler may know the file by another prefix: two names are enough.
fn file_of(path: &Path) -> Option<u16> {
    let tail = |path: &Path| -> Vec<String> {
        let names = path.components().rev().filter_map(|c| match c {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        });
        names.take(2).collect()
    };
    let wanted = tail(path);
    let is_wanted = |listed: &String| tail(Path::new(listed)) == wanted;
    let rank = LISTING.with_borrow(|listing| listing.paths.iter().position(is_wanted));
    rank.map(|rank| rank as u16)
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if self.file == 0 {
            return Ok(());
        }
        LISTING.with_borrow(|listing| {
            let path = listing.paths.get(usize::from(self.file));
            let name = path.and_then(|path| Path::new(path).file_name());
            write!(f, " of {}", name.unwrap_or_default().to_string_lossy())
        })
    }
}
