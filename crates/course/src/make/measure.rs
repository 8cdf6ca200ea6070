//! `cargo course measure`: comparisons, side by side and several times, for the
//! figures of the pages. Cases run interleaved, so that a machine that warms up or is busy
//! troubles all of them alike.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use indicatif::ProgressBar;
use serde::Deserialize;

use super::cargo::{self, programs};
use super::process::run;
use super::run::{made, progress};
use crate::evidence::Evidence;
use crate::evidence::measure::{
    Case, Figures, Machine, Measure, Skipped, Spread, Unit, VERSION, ratio, spread, time,
};
use crate::evidence::recording::{End, Stream};
use crate::source::comparisons::{Comparison, Comparisons, is_python};
use crate::source::lang::Lang;
use crate::source::project::{Project, all_or_nothing, write};

/// How often each case counts.
pub const ROUNDS: usize = 7;
/// The slowest case takes a few seconds.
const LIMIT: Duration = Duration::from_secs(60);

/// Measures the comparisons that are named, or all, and writes
/// `listings/evidence/measures/NAME.json`. With `small`, each case runs once on little
/// work, and nothing is written: only the results are compared.
pub fn measure(project: &Project, names: &[String], small: bool) -> Result<()> {
    let comparisons = Comparisons::load(project)?;
    let wanted: Vec<&Comparison> = match names {
        [] => comparisons.iter().collect(),
        _ => {
            let named = names.iter().map(|name| comparisons.named(name));
            named.collect::<Result<_>>()?
        }
    };
    let runners = Runners::build(project, &wanted, !small)?;
    for skipped in wanted.iter().flat_map(|one| runners.skipped(one)) {
        println!("{}: skipped, {}", skipped.case, skipped.why);
    }
    let cases: usize = wanted.iter().map(|one| one.cases.len()).sum();
    let rounds = if small { 1 } else { ROUNDS + 1 };
    let bar = progress((cases * rounds) as u64, "measuring");
    let mut problems = Vec::new();
    for comparison in wanted {
        let done = match small {
            true => try_small(project, &runners, comparison, &bar),
            false => measure_one(project, &runners, comparison, &bar),
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
    project: &Project,
    runners: &Runners,
    comparison: &Comparison,
    bar: &ProgressBar,
) -> Result<()> {
    let mut found = Vec::new();
    for case in runners.cases(comparison) {
        bar.set_message(format!("{}: {case}", comparison.name));
        found.push((
            case,
            runners.once(project, comparison, case, comparison.small)?,
        ));
        bar.inc(1);
    }
    let result = same_result(&found)?;
    bar.suspend(|| println!("{}: {} cases found {result}", comparison.name, found.len()));
    Ok(())
}

fn measure_one(
    project: &Project,
    runners: &Runners,
    comparison: &Comparison,
    bar: &ProgressBar,
) -> Result<()> {
    let measure = measured(project, runners, comparison, bar)?;
    write(
        &Measure::path(project, Lang::Fr, &comparison.name),
        &measure.format(),
    )?;
    let mut lines = vec![comparison.name.clone()];
    for case in &measure.cases {
        lines.push(format!(
            "  {}: {} ({}), {} of the first",
            case.name,
            time(case.median, Lang::En),
            spread(case, Lang::En),
            ratio(measure.ratio(&case.name, &measure.cases[0].name)?, Lang::En)
        ));
    }
    bar.suspend(|| println!("{}", lines.join("\n")));
    Ok(())
}

/// What runs the cases: the programs of `listings/measures/`, and Python.
pub struct Runners {
    programs: BTreeMap<String, PathBuf>,
    /// Its version, where there is one.
    python: Option<String>,
}

/// What a case prints: one line of JSON.
#[derive(Clone, Debug, Deserialize)]
pub struct Sample {
    ns: u64,
    pub result: String,
    memory: Option<u64>,
    in_turn: Option<u64>,
    #[serde(default)]
    held: Option<u64>,
}

impl Runners {
    /// As a release is where it is measured; where it is only tried, as the checks
    /// have compiled it already. The projects' programs stand beside them.
    pub fn build(project: &Project, wanted: &[&Comparison], release: bool) -> Result<Runners> {
        let projects: BTreeSet<&String> = wanted.iter().flat_map(|one| &one.builds).collect();
        for name in projects {
            // One by one, as their readers build them: together, what they stand
            // on would be compiled once more, for both.
            build(project, name, &["--bins", "--examples"], release)?;
        }
        Ok(Runners {
            programs: build(project, "measures", &["--bins"], release)?,
            python: python(),
        })
    }

    /// What cannot run here, and why.
    pub fn skipped(&self, comparison: &Comparison) -> Vec<Skipped> {
        let cases = comparison.cases.iter();
        let skipped = cases.filter_map(|case| {
            Some(Skipped {
                case: case.clone(),
                why: format!("{} is not on the path", self.lacks(comparison, case)?),
            })
        });
        skipped.collect()
    }

    /// The cases that can run here.
    pub fn cases<'a>(&self, comparison: &'a Comparison) -> impl Iterator<Item = &'a str> {
        let cases = comparison.cases.iter().map(String::as_str);
        cases.filter(|case| self.lacks(comparison, case).is_none())
    }

    /// The command that a case needs, where this machine has none.
    fn lacks<'a>(&self, comparison: &'a Comparison, case: &str) -> Option<&'a str> {
        let needs = comparison.needs(case)?;
        let there = match is_python(case) {
            true => self.python.is_some(),
            false => on_path(needs),
        };
        (!there).then_some(needs)
    }

    /// A case, once.
    pub fn once(
        &self,
        project: &Project,
        comparison: &Comparison,
        case: &str,
        size: u64,
    ) -> Result<Sample> {
        let name = &comparison.name;
        let mut command = if is_python(case) {
            let mut command = Command::new("python3");
            // The folder stays as it is.
            command.env("PYTHONDONTWRITEBYTECODE", "1");
            command.arg(project.listings().join(format!("python/measure_{name}.py")));
            command
        } else {
            // Not the name alone: cargo puts it where it puts a listing's.
            let program = self.programs.get(&format!("measure_{name}"));
            Command::new(program.with_context(|| format!("cargo built no `measure_{name}`"))?)
        };
        command.args([case, &size.to_string()]);
        sample(command.current_dir(&project.root)).with_context(|| ran(name, case, size))
    }
}

/// The programs of a package, by name.
fn build(
    project: &Project,
    package: &str,
    which: &[&str],
    release: bool,
) -> Result<BTreeMap<String, PathBuf>> {
    let profile: &[&str] = if release { &["--release"] } else { &[] };
    let output = cargo::checked()
        .args(["build", "--quiet", "--package", package])
        .args(which)
        .args(profile)
        .arg("--message-format=json-render-diagnostics")
        .current_dir(&project.root)
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        bail!("the package {package} does not compile; the messages are above");
    }
    programs(&output.stdout)
}

/// Whether a command can be started by its name.
fn on_path(command: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(command).is_file())
}

/// One case's line of JSON.
fn sample(command: &mut Command) -> Result<Sample> {
    let run = run(command, LIMIT)?;
    let text: Vec<&str> = run.lines.iter().map(|line| line.text.as_str()).collect();
    let text = text.join("\n  ");
    match run.end {
        End::Exit(0) => {}
        End::Limit => bail!("it did not end within {} s", LIMIT.as_secs()),
        end => bail!("it ended with {end:?}:\n  {text}"),
    }
    let line = run.lines.iter().find(|line| line.stream == Stream::Out);
    let line = line.context("it printed nothing")?;
    serde_json::from_str(&line.text).with_context(|| format!("it printed `{}`", line.text))
}

/// Every case of a comparison found the same, or what each found.
pub fn same_result(found: &[(&str, Sample)]) -> Result<String> {
    let (_, first) = found.first().context("no case can run here")?;
    if found
        .iter()
        .any(|(_, sample)| sample.result != first.result)
    {
        let results: Vec<String> = found
            .iter()
            .map(|(case, sample)| format!("  {case}: {}", sample.result))
            .collect();
        bail!("its cases do not do the same work:\n{}", results.join("\n"));
    }
    Ok(first.result.clone())
}

/// Every case, once for nothing and then `ROUNDS` times in turn.
fn measured(
    project: &Project,
    runners: &Runners,
    comparison: &Comparison,
    bar: &ProgressBar,
) -> Result<Measure> {
    let Comparison { name, size, .. } = comparison;
    let cases: Vec<&str> = runners.cases(comparison).collect();
    let mut samples: BTreeMap<&str, Vec<Sample>> = BTreeMap::new();
    let mut result = String::new();
    for round in 0..=ROUNDS {
        let mut found = Vec::new();
        for case in &cases {
            bar.set_message(format!("{name}: {case}"));
            found.push((*case, runners.once(project, comparison, case, *size)?));
            bar.inc(1);
        }
        result = same_result(&found)?;
        for (case, sample) in found.into_iter().filter(|_| round > 0) {
            samples.entry(case).or_default().push(sample);
        }
    }
    let skipped = runners.skipped(comparison);
    bar.inc((skipped.len() * (ROUNDS + 1)) as u64);
    Ok(Measure {
        version: VERSION,
        machine: machine(runners)?,
        unit: Unit::Ns,
        spread: Spread::Interquartile,
        rounds: ROUNDS,
        size: *size,
        result,
        cases: cases
            .into_iter()
            .map(|case| summary(comparison, case, &samples[case]))
            .collect(),
        skipped,
    })
}

fn summary(comparison: &Comparison, case: &str, samples: &[Sample]) -> Case {
    let of = |figure: fn(&Sample) -> Option<u64>| -> Option<Vec<u64>> {
        samples.iter().map(figure).collect()
    };
    let times: Vec<u64> = samples.iter().map(|sample| sample.ns).collect();
    let [low, median, high] = quarters(&times);
    let middle = |figures: Vec<u64>| quarters(&figures)[1];
    Case {
        name: case.into(),
        ran: ran(&comparison.name, case, comparison.size),
        median,
        low,
        high,
        samples: times,
        memory: of(|sample| sample.memory)
            .filter(|_| comparison.memory)
            .map(middle),
        in_turn: of(|sample| sample.in_turn).map(middle),
        held: of(|sample| sample.held).map(middle),
    }
}

/// What a reader types to run a case alone.
fn ran(name: &str, case: &str, size: u64) -> String {
    match is_python(case) {
        true => format!("python3 listings/python/measure_{name}.py {case} {size}"),
        false => format!("cargo run -p measures --bin measure_{name} {case} {size}"),
    }
}

/// A quarter of the figures are below the first, half below the second, three
/// quarters below the third.
fn quarters(figures: &[u64]) -> [u64; 3] {
    let mut sorted = figures.to_vec();
    sorted.sort();
    [1, 2, 3].map(|quarter| {
        let at = (sorted.len() - 1) as f64 * f64::from(quarter) / 4.0;
        let [below, above] = [at.floor(), at.ceil()].map(|at| sorted[at as usize] as f64);
        (below + (above - below) * at.fract()).round() as u64
    })
}

/// Nothing of it names a person or a place.
fn machine(runners: &Runners) -> Result<Machine> {
    let line = |path: &str, key: &str| {
        let text = fs::read_to_string(path).ok()?;
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(key))?
            .to_owned();
        Some(
            line.trim_start_matches(['\t', ' ', ':', '='])
                .trim_matches('"')
                .to_owned(),
        )
    };
    let unknown = || std::env::consts::ARCH.to_owned();
    Ok(Machine {
        made: made()?,
        cpu: line("/proc/cpuinfo", "model name").unwrap_or_else(unknown),
        os: line("/etc/os-release", "PRETTY_NAME")
            .unwrap_or_else(|| std::env::consts::OS.to_owned()),
        python: runners.python.clone(),
    })
}

fn python() -> Option<String> {
    let output = Command::new("python3").arg("--version").output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    let version = said.trim().strip_prefix("Python ")?;
    output.status.success().then(|| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample_of(script: &str) -> Result<Sample> {
        sample(Command::new("sh").args(["-c", script]))
    }

    #[test]
    fn a_case_says_its_time_and_its_result() {
        let line = r#"{"ns":12,"result":"42","memory":null,"in_turn":3}"#;
        let found = sample_of(&format!("echo '{line}'")).unwrap();
        assert_eq!((found.ns, found.result.as_str()), (12, "42"));
        assert_eq!((found.memory, found.in_turn), (None, Some(3)));
    }

    #[test]
    fn a_case_that_fails_is_shown_with_what_it_said() {
        let error = |script| format!("{:#}", sample_of(script).unwrap_err());
        assert!(error("echo alas >&2; exit 1").contains("alas"));
        assert!(error("echo fast").contains("it printed `fast`"));
        assert!(error(":").contains("it printed nothing"));
    }

    #[test]
    fn cases_that_find_something_else_are_named() {
        let found = |result: &str| Sample {
            ns: 1,
            result: result.into(),
            memory: None,
            in_turn: None,
            held: None,
        };
        let same = [("threads", found("42")), ("rayon", found("42"))];
        assert_eq!(same_result(&same).unwrap(), "42");
        let other = [("threads", found("42")), ("rayon", found("41"))];
        let error = same_result(&other).unwrap_err().to_string();
        assert!(error.contains("threads: 42\n  rayon: 41"), "{error}");
    }

    #[test]
    fn quarters_stand_between_the_figures() {
        assert_eq!(quarters(&[5, 1, 3, 2, 4]), [2, 3, 4]);
        assert_eq!(quarters(&[10, 20]), [13, 15, 18]);
        assert_eq!(quarters(&[7]), [7, 7, 7]);
    }
}
