//! How a listing is explored, from outside: what the explorer asks is not there
//! for the listing itself.

use crate::thread::run_main;
pub use ::std::process::ExitCode;
use ::std::rc::Rc;
pub use explorer::{Bound, Count, Ending, Graph, Kind, Options, Sample, Slot, Verdict};
use explorer::{Main, Subject};

/// Explores a listing whose `main` is `run`. `source` is the path of its file;
/// `text` is what the file holds.
pub fn explore<E: Ending>(
    run: impl Fn() -> E + 'static,
    source: &str,
    text: &str,
    options: &Options,
) -> Result<Graph, String> {
    let main = main_thread(run);
    Subject::new(main, source, text).explore(options)
}

/// A failure as soon as one is found: an outcome that is wrong.
pub fn judge<E: Ending>(
    run: impl Fn() -> E + 'static,
    source: &str,
    text: &str,
    is_wrong: &dyn Fn(&str) -> bool,
    options: &Options,
) -> Result<Verdict, String> {
    let main = main_thread(run);
    Subject::new(main, source, text).judge(is_wrong, options)
}

/// Runs some executions, each with its moves by chance.
pub fn sample<E: Ending>(
    run: impl Fn() -> E + 'static,
    source: &str,
    text: &str,
    (seed, executions): (u64, usize),
    options: &Options,
) -> Result<Sample, String> {
    Subject::new(main_thread(run), source, text).sample(seed, executions, options)
}

/// Runs one schedule, as a sample or a whole graph says it.
pub fn replay<E: Ending>(
    run: impl Fn() -> E + 'static,
    source: &str,
    text: &str,
    schedule: &[usize],
    options: &Options,
) -> Result<Graph, String> {
    let main = main_thread(run);
    Subject::new(main, source, text).replay(schedule, options)
}

/// The `main` of a generated binary: the exploration on standard output, as
/// JSON; or, on standard error, why there is none.
pub fn explore_main<E: Ending>(
    run: impl Fn() -> E + 'static,
    source: &str,
    options: &Options,
) -> ExitCode {
    Subject::print(main_thread(run), source, options)
}

/// The `main` of a generated binary that is asked for a verdict.
pub fn judge_main<E: Ending>(run: impl Fn() -> E + 'static) -> ExitCode {
    Subject::answer(|_| Some(main_thread(run)))
}

/// The paths of the files that a question about it names, and what to run.
pub type Asked = ([&'static str; 2], fn());

/// The same, of several.
pub fn judge_one_of(subjects: &'static [Asked]) -> ExitCode {
    Subject::answer(|files| {
        let (_, run) = subjects
            .iter()
            .find(|(paths, _)| paths.as_slice() == files)?;
        Some(main_thread(run))
    })
}

fn main_thread<E: Ending>(run: impl Fn() -> E + 'static) -> Main {
    Rc::new(move || run_main(&|| run().error()))
}
