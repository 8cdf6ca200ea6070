//! `spawn_blocking`: a thread of its own, which nobody aborts.

use super::home;
use super::home::Home;
use super::join::{JoinError, JoinHandle};
use super::run::{Packet, Then, end};
use explored_std::facade::{Exact, Leaves, Show};
use explorer::thread::{note_panic, spawn_as};
use explorer::{Kind, Place, Seen, Step, Turn, Whose, catch, done, fingerprint, me, with};

#[track_caller]
pub fn spawn_blocking<F, T>(body: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    start(body, home::here(), Place::caller(), None)
}

pub fn start<F, T>(body: F, home: Home, place: Place, then: Option<Then>) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let _facade = Turn::of(Whose::Facade);
    let packet = Packet::new();
    let result = packet.clone();
    let life = Box::new(move || {
        home::enter(Some(home));
        let apart = Home { crew: None, ..home };
        if with(|world| world.sees(Seen::Aborts)) {
            Step::new(Kind::Resume, place).with("start").announce();
            done("");
            if with(|world| world.mine().aborted) {
                result.set(Err(JoinError::cancelled(me())));
                end(me(), None, false, &result, apart, then);
                return;
            }
        }
        let is_tracked = body.is_tracked();
        let ended = catch(body);
        let print = match &ended {
            Ok(value) if is_tracked && value.is_exact() => value.show().map(fingerprint),
            Ok(_) => None,
            Err(payload) => {
                note_panic(&**payload);
                None
            }
        };
        let panicked = ended.is_err();
        result.set(ended.map_err(|payload| JoinError::panicked(me(), payload)));
        end(me(), print, panicked, &result, apart, then);
    });
    let task = spawn_as("blocking", None, place, Some(home.number), life);
    JoinHandle { task, packet }
}
