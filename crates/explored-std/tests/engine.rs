//! Programs that are data, run by the engine: the one place of the random tests
//! that knows how it is called.

use std::collections::BTreeMap;
use std::explored::{Options, explore};

/// How many schedules lead to each outcome. Their order is left out: among the
/// equally plain it is that of the search.
pub type Counts = BTreeMap<String, String>;

/// Its outcomes, each with how many schedules lead there. `source` is the file
/// of the function that performs the program, and its text.
pub fn outcomes(
    run: impl Fn() + 'static,
    source: (&str, &str),
    options: &Options,
) -> Result<Counts, String> {
    let explored = explore(run, source.0, source.1, options)?;
    let outcomes = explored.outcomes.into_iter();
    Ok(outcomes
        .map(|o| (o.text, o.schedules.to_string()))
        .collect())
}

/// Weak memory, every value that may be read.
pub fn weak() -> Options {
    Options {
        weak: true,
        max_states: 2_000_000,
        ..Options::default()
    }
}
