//! What comes next: which executions there are, and which move each makes.

mod early;
mod exhaustive;
mod random;
mod replay;
mod shorter;

pub use early::Early;
pub use exhaustive::Exhaustive;
pub use random::{Random, Sample, Sampled};
pub use replay::Replay;

use crate::execution::{Executions, Main, Strategy};
use crate::failure::Failure;
use crate::options::Options;
use crate::registry::Registry;
use crate::words::Nature;

/// Runs as many executions as the strategy wants, and gives it back with all
/// that they met.
pub fn search<S: Strategy>(
    main: &Main,
    options: &Options,
    nature: Nature,
    strategy: impl Fn() -> S,
) -> Result<(S, Registry), Failure> {
    let run = |seen| {
        let mut strategy = strategy();
        let mut executions = Executions::new(main.clone(), options.clone(), nature, seen);
        while strategy.begin() {
            executions.run(&mut strategy)?;
        }
        Ok((strategy, executions.registry))
    };
    let mut seen = vec![];
    loop {
        match run(seen.clone()) {
            // Only now is it known that the moment of it matters.
            Err(Failure::NowSeen(what)) => seen.push(what),
            Err(Failure::StaticFound) => {}
            found => return found,
        }
    }
}
