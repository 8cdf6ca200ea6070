//! The life of a thread: its body, its destructors, its end.

use super::{JoinHandle, Result, local};
use crate::model::{
    Event, Operation, Place, Show, Step, ThreadInfo, done, fingerprint, me, panic_place,
    panic_text, with,
};
use ::std::any::Any;
use ::std::cell::UnsafeCell;
use ::std::mem::transmute;
use ::std::panic::{AssertUnwindSafe, catch_unwind};
use ::std::sync::Arc;

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
    let (thread, packet) = start(body, name, place, None, true);
    JoinHandle { thread, packet }
}

/// Spawns a thread. What it did can be told from what it shares and from its
/// result alone, if its body `shares_safely`.
pub fn start<'a, F, T>(
    body: F,
    name: Option<String>,
    place: Place,
    scope: Option<usize>,
    shares_safely: bool,
) -> (usize, Arc<Packet<T>>)
where
    F: FnOnce() -> T + Send + 'a,
    T: Send + 'a,
{
    Step::new("spawn", place).local(true).announce();
    let packet = Arc::new(Packet(UnsafeCell::new(None)));
    let result = packet.clone();
    let life: Box<dyn FnOnce() + 'a> = Box::new(move || live(body, result, shares_safely));
    // SAFETY: the thread ends within 'a: a scope waits for its threads, and an
    // execution cut short runs none of them again.
    let life: Box<dyn FnOnce()> = unsafe { transmute(life) };
    let info = ThreadInfo {
        parent: Some(me()),
        place,
        name,
    };
    let thread = with(|world| world.add_thread(info, scope, life));
    done("");
    (thread, packet)
}

fn live<F: FnOnce() -> T, T>(body: F, packet: Arc<Packet<T>>, shares_safely: bool) {
    let result = catch_unwind(AssertUnwindSafe(body));
    let print = match &result {
        Ok(value) => value.show().filter(|_| shares_safely).map(fingerprint),
        Err(payload) => {
            note_panic(&**payload);
            None
        }
    };
    let panicked = result.is_err();
    // SAFETY: nobody reads before this thread has finished.
    unsafe { *packet.0.get() = Some(result) };
    drop(packet);
    local::destroy();
    end(print, panicked);
}

/// The main thread; what ends the program badly is told to the world.
pub(crate) fn run_main(main: &dyn Fn() -> Option<String>) {
    let failure = match catch_unwind(AssertUnwindSafe(main)) {
        Ok(error) => error.map(|error| format!("error: {error}")),
        Err(payload) => {
            note_panic(&*payload);
            Some(format!("panic: {}", panic_text(&*payload)))
        }
    };
    local::destroy();
    end(None, false);
    with(|world| world.main_failure = failure);
}

fn note_panic(payload: &(dyn Any + Send)) {
    let operation = Operation {
        kind: "panic",
        object: None,
        place: panic_place(),
        argument: panic_text(payload),
    };
    with(|world| {
        let thread = world.current;
        world.thread_mut(thread).history = fingerprint(&operation.argument);
        world.events.push(Event {
            thread,
            operation,
            result: String::new(),
        });
    });
}

/// From here on the thread is what it left: `print`, if that tells it all.
fn end(print: Option<u64>, panicked: bool) {
    Step::new("exit", Place::default()).local(true).announce();
    done("");
    with(|world| {
        let current = world.current;
        let thread = world.thread_mut(current);
        if let Some(print) = print {
            thread.history = print;
        }
        thread.panicked = panicked;
        thread.finished = true;
        world.changed();
    });
}
