//! `cargo course measure`: comparisons, side by side and several times, for the
//! figures of the pages.

pub mod comparisons;
mod file;
mod run;

pub use comparisons::{COMPARISONS, Comparison};
pub use file::{Case, Machine, Measure, Skipped, memory, path, ratio, time};
pub use run::{ROUNDS, Runners, Sample, same_result};

use anyhow::Result;
use indicatif::ProgressBar;

use crate::house::{House, all_or_nothing, write};
use crate::lang::Lang;
use crate::record::progress;

#[cfg(test)]
pub use file::tests as trial;

/// Measures the comparisons that are named, or all, and writes
/// `listings/evidence/measures/NAME.json`. With `small`, each case runs once on little
/// work, and nothing is written: only the results are compared.
pub fn measure(house: &House, names: &[String], small: bool) -> Result<()> {
    let mut wanted: Vec<&Comparison> = Vec::new();
    for name in names {
        wanted.push(Comparison::named(name)?);
    }
    if names.is_empty() {
        wanted = COMPARISONS.iter().collect();
    }
    let runners = Runners::build(house)?;
    for skipped in wanted.iter().flat_map(|one| runners.skipped(one)) {
        println!("{}: skipped, {}", skipped.case, skipped.why);
    }
    let cases: usize = wanted.iter().map(|one| one.cases.len()).sum();
    let rounds = if small { 1 } else { ROUNDS + 1 };
    let bar = progress((cases * rounds) as u64, "measuring");
    let mut problems = Vec::new();
    for comparison in wanted {
        let done = match small {
            true => try_small(house, &runners, comparison, &bar),
            false => measure_one(house, &runners, comparison, &bar),
        };
        if let Err(error) = done {
            problems.push(format!("{}: {error:#}", comparison.name));
        }
    }
    bar.finish_and_clear();
    all_or_nothing(problems)
}

/// Every case once, on little work: they find the same.
fn try_small(
    house: &House,
    runners: &Runners,
    comparison: &Comparison,
    bar: &ProgressBar,
) -> Result<()> {
    let mut found = Vec::new();
    for case in runners.cases(comparison) {
        bar.set_message(format!("{}: {case}", comparison.name));
        found.push((
            case,
            runners.once(house, comparison, case, comparison.small)?,
        ));
        bar.inc(1);
    }
    let result = same_result(&found)?;
    bar.suspend(|| println!("{}: {} cases found {result}", comparison.name, found.len()));
    Ok(())
}

fn measure_one(
    house: &House,
    runners: &Runners,
    comparison: &Comparison,
    bar: &ProgressBar,
) -> Result<()> {
    let measure = run::measure(house, runners, comparison, bar)?;
    write(&path(house, comparison.name), &measure.format()?)?;
    let mut lines = vec![comparison.name.to_owned()];
    for case in &measure.cases {
        lines.push(format!(
            "  {}: {} ({}), {} of the first",
            case.name,
            time(case.median, Lang::En),
            case.spread(Lang::En),
            ratio(measure.ratio(&case.name, &measure.cases[0].name)?, Lang::En)
        ));
    }
    bar.suspend(|| println!("{}", lines.join("\n")));
    Ok(())
}
