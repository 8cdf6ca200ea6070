//! Every execution of a program by loom, and the set of its outcomes.

use ::std::collections::BTreeSet;
use ::std::fmt::Arguments;
use ::std::sync::{Arc, Mutex};

// Loom's threads are coroutines of one thread: that of the test.
::std::thread_local! {
    static PRINTED: ::std::cell::RefCell<Vec<String>> = const { ::std::cell::RefCell::new(Vec::new()) };
}

/// The sets of lines that a program may print.
pub fn outcomes(run: fn()) -> BTreeSet<String> {
    let found = Arc::new(Mutex::new(BTreeSet::new()));
    let into = found.clone();
    loom::model(move || {
        PRINTED.take();
        run();
        let lines = PRINTED.take().into_iter().chain(["exit".into()]);
        let outcome: Vec<String> = lines.collect();
        into.lock().unwrap().insert(outcome.join(" | "));
    });
    let mut found = found.lock().unwrap();
    ::std::mem::take(&mut *found)
}

#[doc(hidden)]
pub fn print(line: Arguments<'_>) {
    PRINTED.with_borrow_mut(|printed| printed.push(line.to_string()));
}
