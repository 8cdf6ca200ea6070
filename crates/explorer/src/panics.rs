//! Panics of the listing: part of what is explored, so nothing is printed.
//!
//! Its threads share one real thread, whose own count of panics is of no use: one
//! may go on while another unwinds. So each counts its own, and what catches or
//! resumes a panic says so here.

use crate::place::Place;
use crate::world::{World, with};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind, set_hook, take_hook};
use std::sync::Once;

type Payload = Box<dyn Any + Send>;

/// Keeps quiet about panics inside an execution, on this thread alone: those of
/// a test that runs beside it are shown as ever.
pub fn silence() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            if World::running() {
                let place = info.location().map(Place::of).unwrap_or_default();
                with(|world| {
                    let thread = world.mine_mut();
                    thread.panics += 1;
                    thread.panic_place = place;
                });
            } else {
                before(info);
            }
        }));
    });
}

/// Whether the current thread unwinds.
pub fn panicking() -> bool {
    count() > 0
}

/// What the body returns, or what it panicked with.
pub fn catch<R>(body: impl FnOnce() -> R) -> Result<R, Payload> {
    let before = count();
    let result = catch_unwind(AssertUnwindSafe(body));
    if result.is_err() && World::running() {
        with(|world| world.mine_mut().panics = before);
    }
    result
}

/// Goes on with a panic that was caught.
pub fn resume(payload: Payload) -> ! {
    if World::running() {
        with(|world| world.mine_mut().panics += 1);
    }
    resume_unwind(payload)
}

/// How many panics of the current thread are under way.
fn count() -> u32 {
    match World::running() {
        true => with(|world| world.mine().panics),
        false => 0,
    }
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
