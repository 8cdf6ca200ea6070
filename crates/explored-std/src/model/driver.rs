//! From a listing to its exploration: the edge that reads the disk and prints.

use super::exploration::Exploration;
use super::graph::Graph;
use super::place::Place;
use super::schedules::Endless;
use super::search::search;
use super::source::Source;
use super::{Options, graph::Activity};
use ::std::fmt::Debug;
use ::std::fs;
use ::std::path::Path;
use ::std::process::ExitCode;
use ::std::rc::Rc;
use ::std::sync::{Mutex, PoisonError};

/// Explores a listing whose `main` is `run`. `source` is the path of its file;
/// `text` is what the file holds.
pub fn explore<E: Ending>(
    run: impl Fn() -> E + 'static,
    source: &str,
    text: &str,
    options: &Options,
) -> Result<Exploration, String> {
    // The listing's statics are shared by all explorations of the process.
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let parsed = Source::parse(text).map_err(|error| format!("{source}: {error}"))?;
    let graph = search(Rc::new(move || run().error()), source, options.clone())?;
    check_places(&graph, source)?;
    let name = Path::new(source)
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy();
    Exploration::of(&graph, &name, &parsed)
        .map_err(|endless| endless_message(&graph, source, &endless))
}

/// The `main` of a generated binary: the exploration on standard output, as
/// JSON; or, on standard error, why there is none.
pub fn explore_main<E: Ending>(
    run: impl Fn() -> E + 'static,
    source: &str,
    options: &Options,
) -> ExitCode {
    let explored = fs::read_to_string(source)
        .map_err(|error| format!("{source}: {error}"))
        .and_then(|text| explore(run, source, &text, options));
    match explored {
        Ok(exploration) => {
            println!("{}", exploration.to_json());
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// What a `main` may return.
pub trait Ending {
    fn error(self) -> Option<String>;
}

impl Ending for () {
    fn error(self) -> Option<String> {
        None
    }
}

impl<E: Debug> Ending for Result<(), E> {
    fn error(self) -> Option<String> {
        self.err().map(|error| format!("{error:?}"))
    }
}

/// Labels and lanes need to know where each operation stands.
fn check_places(graph: &Graph, source: &str) -> Result<(), String> {
    let events = graph
        .nodes
        .iter()
        .flat_map(|node| &node.edges)
        .flat_map(|edge| &edge.events);
    let (mut calls, mut drops) = (vec![], vec![]);
    for event in events {
        match event.operation.kind {
            "exit" | "start" => {}
            kind if kind.starts_with("unlock") => drops.push(event.operation.place),
            _ => calls.push(event.operation.place),
        }
    }
    let lost = |places: &[Place]| {
        !places.is_empty() && places.iter().all(|&place| place == Place::default())
    };
    if lost(&calls) {
        return Err(format!(
            "{source}: no operation is in this file; name the file that `include!` names"
        ));
    }
    if lost(&drops) {
        return Err(format!(
            "{source}: where locks are released is unknown; compile the listing's package with \
             `debug = \"line-tables-only\"`"
        ));
    }
    Ok(())
}

fn endless_message(graph: &Graph, source: &str, endless: &Endless) -> String {
    let node = &graph.nodes[endless.through];
    let lines: Vec<String> = node
        .threads
        .iter()
        .filter_map(|activity| match activity {
            Activity::Ready(operation) => Some(operation.place.line.to_string()),
            _ => None,
        })
        .collect();
    format!(
        "{source}: some order of steps never ends: a loop comes back to the same state (lines {})",
        lines.join(", ")
    )
}
