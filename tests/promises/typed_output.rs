//! Outputs, messages and measured figures come from runs, never from a keyboard.

use std::collections::BTreeSet;

use course::pages::{Part, parts};
use course::source::project::read;
use regex::Regex;
use tests::{Offence, except, offence, pages, project, prose, report};

/// What a reader may be asked to type.
const COMMANDS: [&str; 7] = [
    "cargo",
    "cd",
    "curl",
    "git",
    "rustc",
    "rustup",
    "target/unsafe_race",
];

/// Figures of a page that no listing holds and no command measures, and why
/// they are true: `src/PAGE.md FIGURE`.
const REASONED: &[(&str, &str)] = &[
    (
        "src/async/servers.md 1 Mo",
        "the line that the siege writes (tests/src/siege.rs)",
    ),
    (
        "src/async/servers.md 64 Kio",
        "the documented default of asyncio",
    ),
    (
        "src/threads/how-many.md 2 Mio",
        "the standard library's documented default",
    ),
    (
        "src/threads/how-many.md 2 Gio",
        "a thousand times that default",
    ),
    (
        "src/threads/how-many.md 2048 Kio",
        "a constant of thread_stack.rs",
    ),
    ("src/threads/how-many.md 8 Mio", "given by a question"),
    (
        "src/threads/how-many.md 800 Mio",
        "a hundred times what the question gives",
    ),
    (
        "src/threads/spawn-join.md 2 s",
        "an example that is not run",
    ),
    ("src/threads/spawn-join.md 6 s", "three times 2 s"),
    (
        "src/threads/spawn-join.md 900 ms",
        "a question: three jobs of three steps of 100 ms",
    ),
    ("src/parallel/measuring.md 1,82", AMDAHL),
    ("src/parallel/measuring.md 4,71", AMDAHL),
    ("src/parallel/measuring.md 1,60", AMDAHL),
    ("src/parallel/measuring.md 2,91", AMDAHL),
    ("src/parallel/measuring.md 1,33", AMDAHL),
    ("src/parallel/measuring.md 1,78", AMDAHL),
    ("src/async/timeouts-cancellation.md 0 s", PARCELS),
    ("src/async/timeouts-cancellation.md 0,7 s", PARCELS),
    ("src/async/timeouts-cancellation.md 1,7 s", PARCELS),
    ("src/async/timeouts-cancellation.md 2,7 s", PARCELS),
    (
        "src/async/timeouts-cancellation.md 2,5 s",
        "2500 ms, a constant of async_token.rs",
    ),
    ("src/sync/atomics.md 2 s", "given by the question"),
    ("src/sync/atomics.md 0 s", "a wrong answer"),
    ("src/sync/atomics.md 4 s", "a wrong answer"),
    (
        "src/sync/semaphore.md 3 s",
        "two times 1 s, and a wrong answer",
    ),
    ("src/sync/starvation.md 100 %", "given by a question"),
    (
        "src/sync/thread-with-state.md 40 %",
        "a state that the text supposes",
    ),
    (
        "src/sync/thread-with-state.md 0 %",
        "a state that the text supposes",
    ),
    (
        "src/sync/thread-with-state.md 100 %",
        "a state that the text supposes",
    ),
    (
        "src/why/choosing.md 2 Mio",
        "the standard library's documented default",
    ),
    (
        "src/why/choosing.md 20 Gio",
        "ten thousand times that default",
    ),
    ("src/why/choosing.md 100 %", "given by a question"),
    (
        "src/why/no-gil.md 5 ms",
        "CPython's documented switch interval",
    ),
    ("src/why/no-gil.md 2 s", "given by a question"),
    ("src/why/no-gil.md 6 s", "a wrong answer: three times 2 s"),
    (
        "src/projects/images.md 30 Go",
        "a hundred thousand pixels squared, three bytes each",
    ),
    (
        "src/projects/images.md 512 Mio",
        "the limit in shrink.rs, which the page shows",
    ),
    (
        "src/projects/monitor.md 200 ms",
        "the library's documented minimum, refused below by main.rs",
    ),
    ("src/projects/monitor.md 100 %", "supposed: a busy machine"),
    (
        "src/projects/monitor.md 80 %",
        "the default threshold in main.rs",
    ),
    (
        "src/why/waiting.md 2 s",
        "three downloads of 2 s each, supposed: the longest",
    ),
    (
        "src/why/waiting.md 6 s",
        "three downloads of 2 s each, supposed: their sum",
    ),
    (
        "src/why/waiting.md 900 ms",
        "200 + 500 + 200, given by the question",
    ),
    (
        "src/robust/monitoring.md 80 %",
        "a threshold, passed to an alert",
    ),
    (
        "src/robust/monitoring.md 3 s",
        "a threshold, passed to an alert",
    ),
    (
        "src/robust/monitoring.md 5 s",
        "a threshold, passed to an alert",
    ),
    (
        "src/robust/monitoring.md 120 s",
        "when the storage recovers, in seconds",
    ),
    (
        "src/robust/monitoring.md 100 %",
        "a state that the text supposes",
    ),
    ("src/robust/monitoring.md 95 %", "what a 95th percentile is"),
    ("src/robust/monitoring.md 4 %", "one in twenty-five"),
    (
        "src/robust/monitoring.md 5 ms",
        "prometheus_client's documented default",
    ),
    (
        "src/robust/monitoring.md 10 s",
        "prometheus_client's documented default",
    ),
    ("src/robust/monitoring.md 12,5 %", "one eighth"),
    (
        "src/patterns/pipeline.md 150 ms",
        "300 ms, shared by two threads",
    ),
    ("src/patterns/pipeline.md 40 ms", "given by a question"),
    ("src/patterns/pipeline.md 120 ms", "given by a question"),
    ("src/patterns/pipeline.md 80 ms", "given by a question"),
    (
        "src/patterns/rate-limit.md 0 s",
        "where the clock of a drawing begins",
    ),
    ("src/patterns/rate-limit.md 1,2 s", "three times 400 ms"),
    (
        "src/patterns/rate-limit.md 0,8 s",
        "1 s less the 200 ms that the question gives",
    ),
];
const PARCELS: &str = "a parcel a second, and pauses of 700 ms: virtual time";
const AMDAHL: &str = "Amdahl's law, from the part and the cores of its row and column";

#[test]
fn blocks_hold_only_commands() {
    let problems = pages().into_iter().flat_map(|page| {
        let typed = typed_blocks(&page.text).into_iter();
        typed.map(move |(line, problem)| format!("{}:{line}: {problem}", page.path))
    });
    report(
        "a block is ```rust with an include or ```console with commands; show a run with {{#output NAME}}, a message with {{#compiler NAME}}",
        problems,
    );
}

fn typed_blocks(markdown: &str) -> Vec<(usize, String)> {
    let mut problems = Vec::new();
    for part in parts(markdown) {
        let Part::Code { line, info, text } = part else {
            continue;
        };
        match &*info {
            // The promise about includes holds these.
            "rust" | "toml" => {}
            "console" => {
                for (at, typed) in text.lines().enumerate() {
                    let command = typed.split_whitespace().next().unwrap_or_default();
                    if !COMMANDS.contains(&command) {
                        problems.push((line + 1 + at, format!("`{typed}` is no command")));
                    }
                }
            }
            _ => problems.push((line, format!("a block says `{info}`"))),
        }
    }
    problems
}

/// A figure with a unit, or with decimals, is a constant of a program that the
/// page shows (or the sum of a few equal ones), or it was measured.
#[test]
fn figures_come_from_listings_or_runs() {
    let mut offences = Vec::new();
    for page in pages() {
        let constants = constants(&shown_listings(&page.text));
        offences.extend(typed_figures(&page.path, &page.text, &constants));
    }
    report(
        "write {{#value recording:NAME:KEY}} for a measured figure; list any other in REASONED (tests/promises/typed_output.rs)",
        except(REASONED, offences),
    );
}

fn typed_figures(path: &str, markdown: &str, constants: &BTreeSet<u64>) -> Vec<Offence> {
    let figure =
        Regex::new(r"(\d[\d\u{202f}]*(?:,\d+)?)\s?((?:ns|µs|ms|s|millisecondes?|secondes?|[KMG]io|[KMG]o)\b|%)|\d+,\d+")
            .unwrap();
    let mut offences: Vec<Offence> = Vec::new();
    for (at, line) in markdown.lines().enumerate() {
        for found in figure.captures_iter(&prose(line)) {
            let shown = found[0].replace(['\u{202f}', '\u{a0}'], " ");
            let is_constant = in_microseconds(&found).is_some_and(|time| {
                (1..=8).any(|times| time % times == 0 && constants.contains(&(time / times)))
            });
            let key = format!("{path} {shown}");
            if !is_constant && !offences.iter().any(|o| o.key == key) {
                let message = format!("{path}:{}: {shown}", at + 1);
                offences.push(offence(key, message));
            }
        }
    }
    offences
}

fn in_microseconds(figure: &regex::Captures) -> Option<u64> {
    let number: u64 = figure
        .get(1)?
        .as_str()
        .replace('\u{202f}', "")
        .parse()
        .ok()?;
    match figure.get(2)?.as_str() {
        "µs" => Some(number),
        "ms" | "milliseconde" | "millisecondes" => Some(number * 1_000),
        "s" | "seconde" | "secondes" => Some(number * 1_000_000),
        _ => None,
    }
}

/// The texts of the listings that a page shows.
fn shown_listings(markdown: &str) -> Vec<String> {
    let include = Regex::new(r"\{\{#include [./]*(listings/[\w/]+\.rs)").unwrap();
    let names: BTreeSet<String> = include
        .captures_iter(markdown)
        .map(|c| c[1].to_owned())
        .collect();
    let root = project().root;
    names
        .iter()
        .map(|name| read(&root.join(name)).unwrap())
        .collect()
}

/// The durations that programs name, in microseconds: `from_millis(200)`, and
/// every whole number of a program that calls `from_millis` on a variable.
fn constants(listings: &[String]) -> BTreeSet<u64> {
    let call = Regex::new(r"from_(micros|millis|secs)\((\w+)\)").unwrap();
    let number = Regex::new(r"\b\d[\d_]*\b").unwrap();
    let mut found = BTreeSet::new();
    for listing in listings {
        for call in call.captures_iter(listing) {
            let unit = match &call[1] {
                "micros" => 1,
                "millis" => 1_000,
                _ => 1_000_000,
            };
            let argument = call[2].replace('_', "");
            match argument.parse::<u64>() {
                Ok(value) => {
                    found.insert(value * unit);
                }
                Err(_) => {
                    let numbers = number.find_iter(listing);
                    found.extend(numbers.filter_map(|n| {
                        let number: u64 = n.as_str().replace('_', "").parse().ok()?;
                        number.checked_mul(unit) // A seed of chance is no duration.
                    }));
                }
            }
        }
    }
    found.remove(&0);
    found
}

#[test]
fn typed_output_is_found() {
    assert_eq!(
        typed_blocks("```console\ncargo run\nBonjour\n```\n"),
        [(3, "`Bonjour` is no command".into())]
    );
    assert_eq!(typed_blocks("a\n\n```text\nBonjour\n```\n").len(), 1);
    assert_eq!(typed_blocks("```console\ncargo run\n```\n"), []);
}

#[test]
fn typed_figures_are_found() {
    let constants = constants(&[
        "let a = Duration::from_millis(200);".into(),
        "fn f(ms: u64) { Duration::from_millis(ms) } fn main() { f(70) }".into(),
    ]);
    let keys = |text: &str| {
        let offences = typed_figures("src/a.md", text, &constants);
        offences.into_iter().map(|o| o.key).collect::<Vec<_>>()
    };
    assert_eq!(
        keys("En 203\u{202f}ms, 1,9 fois, 12 %."),
        ["src/a.md 203 ms", "src/a.md 1,9", "src/a.md 12 %"]
    );
    assert!(
        keys("De 200 ms, de 70 ms, de 400\u{202f}ms, `203 ms`, {{#value recording:a:time.1}}.")
            .is_empty()
    );
}
