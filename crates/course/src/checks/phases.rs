//! `cargo course test`: every check there is, in phases, with the minutes of each.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio, exit};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::programs::{self as in_browser, NoFirefox, Where};
use super::together::{End, SKIPPED, together};
use super::tools::{missing_tools, optional};
use crate::make::cargo::{WRAPPER, cargo};
use crate::make::{listings, sanitizer, session};
use crate::programs::Programs;
use crate::site::{Run, publish};
use crate::source::lang::Lang;
use crate::source::project::{Project, all_or_nothing, ci};

/// All phases together, from an empty target folder, on two cores; twice what they
/// take alone, for a machine that is shared with others.
const BUDGET: Duration = Duration::from_secs(45 * 60);

const BROWSER: &str = "tests/browser";

pub struct Phase {
    pub name: &'static str,
    /// Tools that it cannot do without.
    pub needs: &'static [&'static str],
    /// Phases that it stands on.
    pub after: &'static [&'static str],
    /// Keeps all cores busy: never two of them at once.
    pub compiles: bool,
    pub run: fn(&Project) -> Result<()>,
}

/// In the order in which they begin, where nothing keeps them waiting.
static PHASES: [Phase; 20] = [
    compiles("format", &[], &[], |project| {
        run(project, cargo().args(["fmt", "--all", "--check"]))
    }),
    looks("packages", &["npm"], &[], packages),
    // Its compilers stand in folders of their own, and much of it is one crate after
    // another: what compiles may go on beside it.
    looks("site", &[], &["format"], |project| {
        publish(project, Run::Programs(in_browser::BY_TURNS)).map(|_| ())
    }),
    compiles("lints", &[], &["format"], lints),
    compiles("promises", &[], &["lints"], promises),
    compiles("shared", &[], &["promises"], shared),
    compiles("sanitizer", &["nightly"], &["promises"], sanitizer::check),
    compiles("projects", &[], &["promises"], projects),
    compiles("sessions", &[], &["promises"], session::check),
    looks("levels", CHROMIUM, SITE, |project| node(project, "levels")),
    looks("programs", CHROMIUM, SITE, programs),
    looks("pages", CHROMIUM, SITE, |project| node(project, "pages")),
    looks("cc-run", CHROMIUM, SITE, |project| node(project, "cc-run")),
    looks("reading", CHROMIUM, SITE, |project| {
        node(project, "reading")
    }),
    looks("kept", CHROMIUM, SITE, |project| {
        let course = std::env::current_exe()?;
        node_with(project, "kept", &[("COURSE", &course.to_string_lossy())])
    }),
    looks("explorer", CHROMIUM, SITE, |project| {
        node(project, "explorer")
    }),
    // Not beside `programs`: both would write, and delete, in the programs' folder.
    looks(
        "firefox",
        &["node", "firefox-esr"],
        &["packages", "site", "programs"],
        firefox,
    ),
    looks("html", &["node", "java"], SITE, |project| {
        node(project, "html")
    }),
    looks("spelling", &["node"], SITE, |project| {
        node(project, "spelling")
    }),
    looks("grammar", &["node", "grammalecte-cli"], SITE, |project| {
        node(project, "grammar")
    }),
];

const SITE: &[&str] = &["packages", "site"];
const CHROMIUM: &[&str] = &["node", "chromium"];

type Check = fn(&Project) -> Result<()>;
type Names = &'static [&'static str];

const fn compiles(name: &'static str, needs: Names, after: Names, run: Check) -> Phase {
    Phase {
        name,
        needs,
        after,
        compiles: true,
        run,
    }
}

const fn looks(name: &'static str, needs: Names, after: Names, run: Check) -> Phase {
    Phase {
        name,
        needs,
        after,
        compiles: false,
        run,
    }
}

/// Runs every phase, even after one that failed, and reports them together.
/// `only` is a part of the names of those that are wanted; with `=` before it,
/// the one name, and that phase runs here.
pub fn test(project: &Project, only: Option<&str>) -> Result<()> {
    if let Some(name) = only.and_then(|only| only.strip_prefix('=')) {
        return one(project, name);
    }
    let start = Instant::now();
    let is_wanted = |phase: &&Phase| only.is_none_or(|only| phase.name.contains(only));
    let wanted: Vec<&'static Phase> = PHASES.iter().filter(is_wanted).collect();
    if wanted.is_empty() {
        bail!("no phase is called so; they are: {}", names());
    }
    let missing = missing_tools();
    let (mut report, mut failed) = (Vec::new(), Vec::new());
    let mut able = Vec::new();
    for phase in wanted {
        let lacks: Vec<&str> = phase
            .needs
            .iter()
            .copied()
            .filter(|need| missing.contains(need))
            .collect();
        if lacks.is_empty() {
            able.push(phase);
            continue;
        }
        report.push(format!(
            "{:<10} skipped: {} missing",
            phase.name,
            lacks.join(", ")
        ));
        if ci() && !lacks.iter().all(|name| optional(name)) {
            failed.push(phase.name);
        }
    }
    for ended in together(&able, start)? {
        let (name, seconds) = (ended.phase.name, ended.time.as_secs_f64());
        let how = match ended.end {
            End::Passed => "passed",
            End::Skipped => "skipped, it says why above",
            End::Failed => "FAILED",
        };
        report.push(format!("{name:<10} {seconds:>6.1} s  {how}"));
        if ended.end == End::Failed {
            failed.push(name);
        }
    }
    let total = start.elapsed();
    println!(
        "\n{}\n{:<10} {:>6.1} s",
        report.join("\n"),
        "all",
        total.as_secs_f64()
    );
    if !failed.is_empty() {
        bail!("failed: {}; each says above what to do", failed.join(", "));
    }
    if ci() && total > BUDGET {
        bail!(
            "the checks took {total:.0?}, over their budget of {BUDGET:.0?}; find what grew in the list above"
        );
    }
    Ok(())
}

/// A phase alone, in this process.
fn one(project: &Project, name: &str) -> Result<()> {
    let Some(phase) = PHASES.iter().find(|phase| phase.name == name) else {
        bail!("no phase is called so; they are: {}", names());
    };
    match (phase.run)(project) {
        Err(error) if error.is::<NoFirefox>() => {
            println!("skipped: {error}");
            exit(SKIPPED.into());
        }
        outcome => outcome,
    }
}

pub fn names() -> String {
    let names: Vec<&str> = PHASES.iter().map(|phase| phase.name).collect();
    names.join(", ")
}

pub(super) fn run(project: &Project, command: &mut Command) -> Result<()> {
    let status = command
        .current_dir(&project.root)
        .stdin(Stdio::null())
        .status()?;
    if !status.success() {
        bail!(
            "{} ended with {status}",
            command.get_program().to_string_lossy()
        );
    }
    Ok(())
}

/// What stands in the listings' rooms; clippy looks at everything else while it is
/// compiled for the promises. Here too it compiles, and does not only look: what
/// these programs depend on is built once, and the promises run the programs.
fn lints(project: &Project) -> Result<()> {
    let build = |package: &str, targets: &[&str]| {
        let cargo = &mut cargo();
        cargo.args(["build", "--quiet", "--package", package]);
        run(project, with_clippy(cargo.args(targets)))
    };
    build("listings", &["--bins", "--bench", "squares"])?;
    build("measures", &["--bins"])?;
    build("blocks", &["--tests"])
}

/// Unit tests, and those that look at the whole (`std` is the libc's, natively);
/// programs and examples are only compiled.
const PROMISES: &str =
    "--lib --bin course --bin search-index --examples --test promises --test std";

/// Loom turns on features of crates that the tool stands on: in a build of its
/// own, it makes nobody compile them twice.
const LOOM: [&str; 2] = ["std-on-loom", "against-loom"];

fn promises(project: &Project) -> Result<()> {
    run(project, with_clippy(&mut workspace(project)?))?;
    let loom = LOOM.map(|name| ["--package", name]);
    run(
        project,
        with_clippy(cargo().args(["test", "--lib"]).args(loom.as_flattened())),
    )
}

/// Cargo for all tests but loom's, and the projects'.
fn workspace(project: &Project) -> Result<Command> {
    let projects = listings::projects(project)?;
    let apart = LOOM.into_iter().chain(projects.iter().map(String::as_str));
    let mut cargo = cargo();
    cargo
        .args(["test", "--workspace"])
        .args(apart.flat_map(|name| ["--exclude", name]))
        .args(PROMISES.split(' '));
    Ok(cargo)
}

/// The projects' own tests, each project built as its readers build it: alone.
fn projects(project: &Project) -> Result<()> {
    for name in listings::projects(project)? {
        run(
            project,
            with_clippy(cargo().args(["test", "--quiet", "--package", &name])),
        )?;
        listings::program(project, Lang::En, &name, false)?;
    }
    Ok(())
}

/// Clippy compiles the workspace's own crates, and denies what it warns of, as
/// `cargo clippy -- -D warnings` does.
fn with_clippy(cargo: &mut Command) -> &mut Command {
    let separator = "__CLIPPY_HACKERY__";
    cargo
        .env(WRAPPER, "clippy-driver")
        .env("CLIPPY_ARGS", ["-D", "warnings", ""].join(separator))
}

/// What others wrote and the tool stands on is compiled once, for the tool alone
/// and for the tests: they ask for the same features of the same crates.
fn shared(project: &Project) -> Result<()> {
    let mut alone = BTreeSet::new();
    for package in ["course", "search-index"] {
        alone.extend(artifacts(
            project,
            cargo().args(["build", "--package", package]),
        )?);
    }
    let together = artifacts(project, with_clippy(workspace(project)?.arg("--no-run")))?;
    // What the tests do not need at all is nobody's double.
    let needed: BTreeSet<&String> = together.iter().map(|(package, _)| package).collect();
    let twice: Vec<String> = alone
        .difference(&together)
        .filter(|(package, _)| needed.contains(package))
        .map(|(package, _)| package.clone())
        .collect();
    if !twice.is_empty() {
        bail!(
            "compiled for one package and again for the tests: {}; `cargo tree --workspace -e features -i CRATE` says who turns on what, for the last lines of crates/course/Cargo.toml and crates/formats/Cargo.toml",
            twice.join(", ")
        );
    }
    println!("{} libraries are shared", alone.len());
    Ok(())
}

/// The libraries of others that a cargo command needs: package and file.
fn artifacts(project: &Project, command: &mut Command) -> Result<BTreeSet<(String, String)>> {
    let output = command
        .args(["--quiet", "--message-format=json"])
        .current_dir(&project.root)
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        bail!("it does not compile; the compiler's messages are above");
    }
    let mut found = BTreeSet::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else {
            continue;
        };
        let package = message["package_id"].as_str().unwrap_or_default();
        if package.starts_with("path+") {
            continue;
        }
        let files = message["filenames"].as_array().into_iter().flatten();
        for file in files.filter_map(|file| file.as_str()) {
            // Not the `.rlib`: that of a package asked for is told by another path.
            if file.ends_with(".rmeta") || file.ends_with(".so") {
                let name = package.rsplit('/').next().unwrap_or_default();
                found.insert((name.to_owned(), file.to_owned()));
            }
        }
    }
    Ok(found)
}

fn packages(project: &Project) -> Result<()> {
    run(
        project,
        Command::new("npm").args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefix",
            BROWSER,
        ]),
    )
}

/// The programs of the reader's browser, in Node and in Chromium.
fn programs(project: &Project) -> Result<()> {
    let programs = Programs::build(project, in_browser::BY_TURNS)?;
    println!("{}", programs.count());
    if programs.because.is_some() {
        // On a reader's machine the book has no ▶; what is published has.
        return match ci() {
            true => bail!("no program could be built"),
            false => Ok(()),
        };
    }
    all_or_nothing(programs.problems.clone())?;
    in_browser::test_libc(project)?;
    in_browser::test_ends(project)?;
    in_browser::check(project, &programs, Where::Chromium)?;
    in_browser::check_jitter(project, &programs)?;
    in_browser::check_exceptions(project)
}

/// A sample of the programs, and ▶, in another browser.
fn firefox(project: &Project) -> Result<()> {
    let programs = Programs::build(project, in_browser::BY_TURNS)?;
    if programs.because.is_some() {
        // The phase `programs` says it, and fails where it must.
        return Ok(());
    }
    in_browser::check(project, &programs, Where::Firefox)?;
    node(project, "firefox")
}

fn node(project: &Project, test: &str) -> Result<()> {
    node_with(project, test, &[])
}

/// A file of the tests in a browser, with these variables.
pub(super) fn node_with(project: &Project, test: &str, variables: &[(&str, &str)]) -> Result<()> {
    let file = format!("{BROWSER}/{test}.test.mjs");
    if !Path::new(&project.root)
        .join(BROWSER)
        .join("node_modules")
        .is_dir()
    {
        bail!("the npm packages are missing; run `cargo course test --only packages` once");
    }
    run(
        project,
        Command::new("node")
            .args(["--test", "--test-reporter=spec", &file])
            .envs(variables.iter().copied()),
    )
}

#[cfg(test)]
mod tests {
    use super::super::tools::is_known;
    use super::*;

    #[test]
    fn each_phase_names_tools_and_phases_that_are_known() {
        for (at, phase) in PHASES.iter().enumerate() {
            for need in phase.needs {
                assert!(is_known(need), "{}: {need}", phase.name);
            }
            for before in phase.after {
                let known = PHASES[..at].iter().any(|other| other.name == *before);
                assert!(
                    known,
                    "{} stands on {before}, which is not before it",
                    phase.name
                );
            }
        }
    }

    #[test]
    fn an_unknown_phase_is_refused_with_those_there_are() {
        let project = Project { root: ".".into() };
        for name in ["nothing", "=nothing"] {
            let error = test(&project, Some(name)).unwrap_err().to_string();
            assert!(error.contains("format, packages"), "{error}");
        }
    }
}
