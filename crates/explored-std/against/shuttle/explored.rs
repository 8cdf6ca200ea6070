//! Every schedule of a listing, by shuttle's depth-first search, and the set of
//! its outcomes.

use ::std::cell::{Cell, RefCell};
use ::std::collections::BTreeMap;
use ::std::fmt::Debug;
use ::std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
pub use ::std::process::ExitCode;
use ::std::rc::Rc;
use ::std::thread_local;
use ::std::time::Duration;
use serde_json::json;
use shuttle::scheduler::{DfsScheduler, RandomScheduler, Schedule, Scheduler, Task, TaskId};
use shuttle::{Config, FailurePersistence, MaxSteps, Runner};

/// An execution that takes more steps is one that spins.
const STEPS: usize = 500;

thread_local! {
    static EXECUTION: Cell<u64> = const { Cell::new(0) };
    static PRINTED: RefCell<String> = const { RefCell::new(String::new()) };
    static FOUND: RefCell<BTreeMap<String, u64>> = const { RefCell::new(BTreeMap::new()) };
}

/// The number of the execution that runs.
pub(crate) fn execution() -> u64 {
    EXECUTION.get()
}

pub(crate) fn print(text: &str) {
    PRINTED.with_borrow_mut(|printed| printed.push_str(text));
}

/// The `main` of a generated binary, as with the explorer: what was found, as JSON.
/// Its second argument is the number of schedules at most; with a third, they are made
/// by chance, up to the first failure: depth first may take hours to it.
pub fn explore_main<E: Ending>(run: fn() -> E, _source: &str, _: &Options) -> ExitCode {
    let most = ::std::env::args().nth(2).and_then(|most| most.parse().ok());
    let first = ::std::env::args().nth(3).is_some();
    let all = explore(run, most.unwrap_or(u64::MAX), first);
    let outcomes = FOUND.take();
    println!(
        "{}",
        json!({
            "schedules": execution().to_string(),
            "all": all,
            "outcomes": outcomes.into_iter().collect::<Vec<_>>(),
        })
    );
    ExitCode::SUCCESS
}

/// Whether every schedule was run; or, for the `first` failure, up to there.
fn explore<E: Ending>(run: fn() -> E, most: u64, first: bool) -> bool {
    let mut config = Config::new();
    config.failure_persistence = FailurePersistence::None;
    config.silence_warnings = true;
    config.max_steps = MaxSteps::FailAfter(STEPS);
    let body = move || {
        let end = run().text();
        // Threads that nobody joined may still move before the program ends.
        shuttle::thread::sleep(Duration::ZERO);
        found(&end);
    };
    // Shuttle sets a panic hook of its own at its first run; ours silences it.
    Runner::new(DfsScheduler::new(Some(1), false), config.clone()).run(|| {});
    set_hook(Box::new(|_| {}));
    let scheduler: Box<dyn Scheduler> = match first {
        true => Box::new(RandomScheduler::new_from_seed(0, usize::MAX)),
        false => Box::new(DfsScheduler::new(None, false)),
    };
    let search = Search {
        search: Rc::new(RefCell::new(scheduler)),
        most,
        all: Rc::default(),
    };
    loop {
        // A panic ends a run of shuttle's, and not the search.
        let runner = Runner::new(search.clone(), config.clone());
        match catch_unwind(AssertUnwindSafe(|| runner.run(body))) {
            Ok(_) => return search.all.get(),
            Err(panic) => {
                let text = panic
                    .downcast_ref::<String>()
                    .map(String::as_str)
                    .or_else(|| panic.downcast_ref::<&str>().copied())
                    .unwrap_or("without a text");
                if text.contains("max_steps") {
                    return false;
                }
                if text.starts_with("deadlock") {
                    found("deadlock");
                } else {
                    found(&format!("panic: {text}"));
                }
                if first {
                    return false;
                }
            }
        }
    }
}

fn found(end: &str) {
    let printed = PRINTED.take();
    let outcome: Vec<&str> = printed.lines().chain([end]).collect();
    FOUND.with_borrow_mut(|found| *found.entry(outcome.join(" | ")).or_default() += 1);
}

/// Shuttle's search, kept from one run of shuttle's to the next.
#[derive(Clone)]
struct Search {
    search: Rc<RefCell<Box<dyn Scheduler>>>,
    most: u64,
    all: Rc<Cell<bool>>,
}

impl Scheduler for Search {
    fn new_execution(&mut self) -> Option<Schedule> {
        if execution() == self.most {
            return None;
        }
        let next = self.search.borrow_mut().new_execution();
        self.all.set(next.is_none());
        let schedule = next?;
        EXECUTION.set(execution() + 1);
        PRINTED.take();
        Some(schedule)
    }

    fn next_task(
        &mut self,
        runnable: &[&Task],
        current: Option<TaskId>,
        is_yielding: bool,
    ) -> Option<TaskId> {
        self.search
            .borrow_mut()
            .next_task(runnable, current, is_yielding)
    }

    fn next_u64(&mut self) -> u64 {
        self.search.borrow_mut().next_u64()
    }
}

/// None: shuttle's search is always the same.
#[derive(Default)]
pub struct Options;

/// What a `main` may return, and how an outcome calls it.
pub trait Ending: 'static {
    fn text(self) -> String;
}

impl Ending for () {
    fn text(self) -> String {
        "exit".into()
    }
}

impl<E: Debug + 'static> Ending for Result<(), E> {
    fn text(self) -> String {
        match self {
            Ok(()) => "exit".into(),
            Err(error) => format!("error: {error:?}"),
        }
    }
}
