//! Panics of the listing: part of what is explored, so nothing is printed.

use crate::place::Place;
use crate::world::World;
use std::any::Any;
use std::cell::Cell;
use std::panic::{set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static PLACE: Cell<Place> = const { Cell::new(Place { file: 0, line: 0, column: 0 }) };
}

/// Keeps quiet about panics inside an execution, on this thread alone: those of
/// a test that runs beside it are shown as ever.
pub fn silence() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if World::running() {
                PLACE.set(info.location().map(Place::of).unwrap_or_default());
            } else {
                before(info);
            }
        }));
    });
}

/// Where the last panic of this execution began.
pub fn place() -> Place {
    PLACE.get()
}

/// The message, on one line.
pub fn text(payload: &(dyn Any + Send)) -> String {
    let message = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("(no message)");
    let lines: Vec<&str> = message.lines().map(str::trim).collect();
    lines.join(", ")
}
