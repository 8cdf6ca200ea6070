//! `cargo course test`: every check there is, in phases, with the minutes of each.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::programs::{self as in_browser, NoFirefox, Where};
use crate::make::cargo::cargo;
use crate::make::sanitizer;
use crate::programs::Programs;
use crate::site::{Run, publish};
use crate::source::project::{House, all_or_nothing, ci};

/// All phases together, from an empty target folder on two cores, which may be
/// shared: alone, they take half of it.
const BUDGET: Duration = Duration::from_secs(60 * 60);

/// A program that some phases need, and how to get it.
struct Tool {
    name: &'static str,
    /// Says its version.
    version: &'static [&'static str],
    remedy: &'static str,
    /// Where every tool must be there, this one need not.
    optional: bool,
}

const TOOLS: [Tool; 7] = [
    Tool {
        name: "node",
        version: &["node", "--version"],
        remedy: "install Node.js 20 or later",
        optional: false,
    },
    Tool {
        name: "npm",
        version: &["npm", "--version"],
        remedy: "install npm, which comes with Node.js",
        optional: false,
    },
    Tool {
        name: "chromium",
        version: &["chromium", "--version"],
        remedy: "apt-get install chromium",
        optional: false,
    },
    Tool {
        name: "firefox-esr",
        version: &["firefox-esr", "--version"],
        remedy: "apt-get install firefox-esr",
        optional: true,
    },
    Tool {
        name: "java",
        version: &["java", "-version"],
        remedy: "apt-get install default-jre-headless",
        optional: false,
    },
    Tool {
        name: "grammalecte-cli",
        // It does not say its version.
        version: &["grammalecte-cli", "-h"],
        remedy: "apt-get install grammalecte-cli",
        optional: false,
    },
    Tool {
        name: "nightly",
        version: &["rustup", "run", "nightly", "rustc", "--version"],
        remedy: "rustup toolchain install nightly",
        optional: true,
    },
];

const BROWSER: &str = "tests/browser";

struct Phase {
    name: &'static str,
    needs: &'static [&'static str],
    run: fn(&House) -> Result<()>,
}

const PHASES: [Phase; 12] = [
    Phase {
        name: "packages",
        needs: &["npm"],
        run: packages,
    },
    Phase {
        name: "format",
        needs: &[],
        run: |house| run(house, cargo().args(["fmt", "--all", "--check"])),
    },
    Phase {
        name: "lints",
        needs: &[],
        run: lints,
    },
    Phase {
        name: "promises",
        needs: &[],
        run: promises,
    },
    Phase {
        name: "sanitizer",
        needs: &["nightly"],
        run: sanitizer::check,
    },
    Phase {
        name: "programs",
        needs: &["node", "chromium"],
        run: programs,
    },
    Phase {
        name: "site",
        needs: &[],
        run: |house| publish(house, Run::Programs).map(|_| ()),
    },
    Phase {
        name: "html",
        needs: &["node", "java"],
        run: |house| node(house, "html"),
    },
    Phase {
        name: "spelling",
        needs: &["node"],
        run: |house| node(house, "spelling"),
    },
    Phase {
        name: "grammar",
        needs: &["node", "grammalecte-cli"],
        run: |house| node(house, "grammar"),
    },
    Phase {
        name: "browser",
        needs: &["node", "chromium"],
        run: pages,
    },
    Phase {
        name: "firefox",
        needs: &["node", "firefox-esr"],
        run: firefox,
    },
];

/// Runs every phase, even after one that failed, and reports them together.
pub fn test(house: &House, only: Option<&str>) -> Result<()> {
    let start = Instant::now();
    let missing = missing_tools();
    let mut report = Vec::new();
    let mut failed = Vec::new();
    for phase in PHASES
        .iter()
        .filter(|phase| only.is_none_or(|only| phase.name.contains(only)))
    {
        let lacks: Vec<&str> = phase
            .needs
            .iter()
            .copied()
            .filter(|n| missing.contains(n))
            .collect();
        if !lacks.is_empty() {
            report.push(format!(
                "{:<10} skipped: {} missing",
                phase.name,
                lacks.join(", ")
            ));
            if ci() && !lacks.iter().all(|name| optional(name)) {
                failed.push(phase.name);
            }
            continue;
        }
        println!("\n== {} ==", phase.name);
        let phase_start = Instant::now();
        let outcome = (phase.run)(house);
        let seconds = phase_start.elapsed().as_secs_f64();
        match outcome {
            Ok(()) => report.push(format!("{:<10} passed  {seconds:>6.1} s", phase.name)),
            Err(error) if error.is::<NoFirefox>() => {
                report.push(format!("{:<10} skipped: {error}", phase.name));
            }
            Err(error) => {
                report.push(format!(
                    "{:<10} FAILED  {seconds:>6.1} s  {error:#}",
                    phase.name
                ));
                failed.push(phase.name);
            }
        }
    }
    let total = start.elapsed();
    println!(
        "\n{}\n{:<10} {:>14.1} s",
        report.join("\n"),
        "all",
        total.as_secs_f64()
    );
    if report.is_empty() {
        let names: Vec<&str> = PHASES.iter().map(|phase| phase.name).collect();
        bail!("no phase is called so; they are: {}", names.join(", "));
    }
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

fn optional(name: &str) -> bool {
    TOOLS.iter().any(|tool| tool.name == name && tool.optional)
}

/// Names what is missing on this system, and the version of what is there.
fn missing_tools() -> Vec<&'static str> {
    let mut missing = Vec::new();
    for tool in &TOOLS {
        let output = Command::new(tool.version[0])
            .args(&tool.version[1..])
            .stdin(Stdio::null())
            .output();
        match output {
            Ok(output) if output.status.success() => {
                let text = [output.stdout, output.stderr].concat();
                let text = String::from_utf8_lossy(&text);
                println!(
                    "{:<16} {}",
                    tool.name,
                    text.lines().next().unwrap_or_default()
                );
            }
            _ => {
                println!(
                    "{:<16} MISSING: {}; what needs it is skipped",
                    tool.name, tool.remedy
                );
                missing.push(tool.name);
            }
        }
    }
    missing
}

fn run(house: &House, command: &mut Command) -> Result<()> {
    let status = command
        .current_dir(&house.root)
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

/// Loom turns on features of crates that the tool stands on: in a build of its
/// own, it makes nobody compile them twice.
const LOOM: [&str; 2] = ["std-on-loom", "against-loom"];

/// A cargo command for everything but loom's packages, and one for those.
fn apart(house: &House, command: &str, all: &[&str], both: &[&str]) -> Result<()> {
    let [loom, but_loom] = ["--package", "--exclude"].map(|option| LOOM.map(|name| [option, name]));
    let mut first = cargo();
    first
        .args([command, "--workspace"])
        .args(but_loom.as_flattened());
    run(house, first.args(all).args(both))?;
    let mut second = cargo();
    second.arg(command).args(loom.as_flattened());
    run(house, second.args(both))
}

fn lints(house: &House) -> Result<()> {
    let both = ["--quiet", "--all-targets", "--", "-D", "warnings"];
    apart(house, "clippy", &[], &both)
}

fn promises(house: &House) -> Result<()> {
    let all = ["--test", "compile_fail", "--test", "promises"];
    apart(house, "test", &all, &["--lib"])
}

fn packages(house: &House) -> Result<()> {
    run(
        house,
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

fn pages(house: &House) -> Result<()> {
    node(house, "pages")?;
    node(house, "reading")?;
    node(house, "explorer")?;
    node(house, "levels")?;
    node(house, "cc-run")
}

/// The programs of the reader's browser, in Node and in Chromium.
fn programs(house: &House) -> Result<()> {
    let programs = Programs::build(house, &[])?;
    println!("{}", programs.count());
    if programs.because.is_some() {
        // On a reader's machine the book has no ▶; what is published has.
        return match ci() {
            true => bail!("no program could be built"),
            false => Ok(()),
        };
    }
    all_or_nothing(programs.problems.clone())?;
    run(
        house,
        cargo().args(["test", "--quiet", "--package", "page-libc", "--test", "std"]),
    )?;
    in_browser::test_libc(house)?;
    in_browser::test_ends(house)?;
    in_browser::check(house, &programs, Where::Node)?;
    in_browser::check(house, &programs, Where::Chromium)?;
    in_browser::check_jitter(house, &programs)?;
    in_browser::check_exceptions(house)
}

/// A sample of the programs, and ▶, in another browser.
fn firefox(house: &House) -> Result<()> {
    let programs = Programs::build(house, &[])?;
    if programs.because.is_some() {
        // The phase `programs` says it, and fails where it must.
        return Ok(());
    }
    in_browser::check(house, &programs, Where::Firefox)?;
    node(house, "firefox")
}

fn node(house: &House, test: &str) -> Result<()> {
    let file = format!("{BROWSER}/{test}.test.mjs");
    if !Path::new(&house.root)
        .join(BROWSER)
        .join("node_modules")
        .is_dir()
    {
        bail!("the npm packages are missing; run `cargo course test` without --only once");
    }
    run(
        house,
        Command::new("node").args(["--test", "--test-reporter=spec", &file]),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phase_names_tools_that_are_known() {
        for phase in &PHASES {
            for need in phase.needs {
                assert!(
                    TOOLS.iter().any(|tool| tool.name == *need),
                    "{}: {need}",
                    phase.name
                );
            }
        }
    }

    #[test]
    fn an_unknown_phase_is_refused_with_those_there_are() {
        let house = House { root: ".".into() };
        let error = test(&house, Some("nothing")).unwrap_err().to_string();
        assert!(error.contains("packages, format"), "{error}");
    }
}
