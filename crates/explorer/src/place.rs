//! Where in the listing an operation stands.

use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::Location;
use std::path::{Component, Path};

/// A position in the listing, counted from 1; line 0 is nowhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub line: u32,
    pub column: u32,
}

thread_local! {
    static LISTING: RefCell<Listing> = RefCell::default();
}

#[derive(Default)]
struct Listing {
    path: String,
    /// What the line table says of a code address: looking it up is slow.
    frames: HashMap<usize, Option<Place>>,
}

/// Says which file the operations to come are in.
pub fn enter_listing(path: &str) {
    LISTING.with_borrow_mut(|listing| {
        if listing.path != path {
            *listing = Listing {
                path: path.into(),
                frames: HashMap::new(),
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
        if in_listing(Path::new(location.file())) {
            Place {
                line: location.line(),
                column: location.column(),
            }
        } else {
            Place::frame()
        }
    }

    /// The innermost line of the listing on the stack. A destructor has no
    /// caller, but its frame stands at the closing brace of the scope that
    /// ends.
    pub fn frame() -> Place {
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
            && in_listing(path)
        {
            place = Some(Place {
                line,
                column: symbol.colno().unwrap_or(0),
            });
        }
    });
    LISTING.with_borrow_mut(|listing| listing.frames.insert(address, place));
    place
}

/// The compiler may know the file by another prefix: two names are enough.
fn in_listing(path: &Path) -> bool {
    let tail = |path: &Path| -> Vec<String> {
        let names = path.components().rev().filter_map(|c| match c {
            Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
            _ => None,
        });
        names.take(2).collect()
    };
    LISTING.with_borrow(|listing| tail(Path::new(&listing.path)) == tail(path))
}
