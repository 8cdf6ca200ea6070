//! The life of a thread: its body, its destructors, its end.

use super::{JoinHandle, Result, local};
use crate::left::Leaves;
use crate::show::{Exact, Show};
use ::std::cell::UnsafeCell;
use ::std::mem::transmute;
use ::std::sync::Arc;
use explorer::thread::{end, leave, note_panic};
use explorer::{Place, ThreadId, Turn, Whose, catch, fingerprint, panic_text, with};

/// Where a thread leaves its result for the one that joins it.
pub struct Packet<T>(UnsafeCell<Option<Result<T>>>);

// SAFETY: written before the thread finishes, read after.
unsafe impl<T: Send> Sync for Packet<T> {}
// SAFETY: as the value itself.
unsafe impl<T: Send> Send for Packet<T> {}

impl<T> Packet<T> {
    pub fn take(&self) -> Result<T> {
        // SAFETY: fibers run one at a time, and the writer has finished.
        unsafe { &mut *self.0.get() }.take().expect("joined once")
    }
}

pub fn spawn<F, T>(body: F, name: Option<String>, place: Place) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    let (thread, packet) = start(body, name, place, None);
    JoinHandle { thread, packet }
}

pub fn start<'a, F, T>(
    body: F,
    name: Option<String>,
    place: Place,
    scope: Option<usize>,
) -> (ThreadId, Arc<Packet<T>>)
where
    F: FnOnce() -> T + Send + 'a,
    T: Send + 'a,
{
    let _facade = Turn::of(Whose::Facade);
    let packet = Arc::new(Packet(UnsafeCell::new(None)));
    let result = packet.clone();
    let life: Box<dyn FnOnce() + 'a> = Box::new(move || live(body, result));
    // SAFETY: the thread ends within 'a: a scope waits for its threads, and an
    // execution cut short runs none of them again.
    let life: Box<dyn FnOnce()> = unsafe { transmute(life) };
    let thread = explorer::thread::spawn(name, place, scope, life);
    (thread, packet)
}

fn live<F: FnOnce() -> T, T>(body: F, packet: Arc<Packet<T>>) {
    let is_tracked = body.is_tracked();
    let result = catch(body);
    let print = match &result {
        Ok(value) if is_tracked && value.is_exact() => value.show().map(fingerprint),
        Ok(_) => None,
        Err(payload) => {
            note_panic(&**payload);
            None
        }
    };
    let panicked = result.is_err();
    // SAFETY: nobody reads before this thread has finished.
    unsafe { *packet.0.get() = Some(result) };
    drop(packet);
    finish(print, panicked);
}

/// Its locals end, and the thread with them.
pub fn finish(print: Option<u64>, panicked: bool) {
    if local::will_end() {
        leave(panicked);
    }
    local::destroy();
    end(print, panicked);
}

/// The main thread; what ends the program badly is told to the world.
pub(crate) fn run_main(main: &dyn Fn() -> Option<String>) {
    let failure = match catch(main) {
        Ok(error) => error.map(|error| format!("error: {error}")),
        Err(payload) => {
            note_panic(&*payload);
            Some(format!("panic: {}", panic_text(&*payload)))
        }
    };
    local::destroy();
    end(None, false);
    with(|world| world.fail_main(failure));
}
