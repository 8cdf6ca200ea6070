//! From a listing to what is found of it: the edge that reads the disk and prints.

use crate::execution::{Main, Strategy};
use crate::exploration::written;
use crate::failure::Failure;
use crate::graph::{Activity, Graph, Node};
use crate::options::Options;
use crate::place::{Place, enter_listing};
use crate::registry::Registry;
use crate::schedules::Endless;
use crate::source::Source;
use crate::strategy::{Early, Exhaustive, Random, Replay, Sample, search};
use crate::uses;
use crate::watch::watch;
use crate::words::{Nature, Words};
use formats::graph;
use formats::verdict::{Order, Question, Searched, Verdict};
use std::fmt::Debug;
use std::fs;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A listing to explore.
pub struct Subject<'a> {
    /// Its main thread, as the façade runs it.
    pub main: Main,
    /// The path of its file, as the compiler has it.
    pub source: &'a str,
    /// What the file holds.
    pub text: &'a str,
    /// Path and text of each other file that is its own.
    pub beside: &'a [(String, String)],
}

impl<'a> Subject<'a> {
    /// A listing of one file.
    pub fn new(main: Main, source: &'a str, text: &'a str) -> Subject<'a> {
        Subject {
            main,
            source,
            text,
            beside: &[],
        }
    }

    /// Every state, and every way from one to another.
    pub fn explore(&self, options: &Options) -> Result<graph::Graph, String> {
        let new = || Exhaustive::new(options.merge, options.max_states);
        let (found, registry) = self.search(options, new)?;
        self.written(found.nodes, registry, true)
    }

    /// A failure as soon as one is found; else what every order comes to, or how
    /// far the search went.
    pub fn judge(
        &self,
        is_wrong: &dyn Fn(&str) -> bool,
        options: &Options,
    ) -> Result<Verdict, String> {
        let began = Instant::now();
        let new = || Early::new(options, is_wrong, began);
        let (mut found, registry) = self.search(options, new)?;
        let searched = found.searched();
        if let Some(nodes) = found.failing() {
            let graph = self.written(nodes, registry, false)?;
            return Ok(Verdict::Wrong(searched, Order(found.schedule), graph));
        }
        if let Some(bound) = found.stopped {
            let outcomes = found.outcomes.into_iter().collect();
            let graph = self.written(vec![Node::unknown()], registry, false)?;
            return Ok(Verdict::Open(searched, bound, outcomes, graph));
        }
        let graph = self.written(found.all.nodes, registry, true)?;
        Ok(Verdict::Right(searched, graph))
    }

    /// What some executions come to, each with its moves by chance.
    pub fn sample(
        &self,
        seed: u64,
        executions: usize,
        options: &Options,
    ) -> Result<Sample, String> {
        let (found, _) = self.search(options, || Random::new(seed, executions))?;
        Ok(found.into_sample())
    }

    /// The states of one schedule: the rank of each move among those that are
    /// possible, as a sample says it, or the plainest of a whole graph.
    pub fn replay(&self, schedule: &[usize], options: &Options) -> Result<graph::Graph, String> {
        let (found, registry) = self.search(options, || Replay::new(schedule))?;
        self.written(found.nodes, registry, false)
    }

    /// The `main` of a generated program: the exploration on standard output, as
    /// JSON; or, on standard error, why there is none.
    pub fn print(main: Main, source: &str, options: &Options) -> ExitCode {
        watch(source);
        let explored = fs::read_to_string(source)
            .map_err(|error| format!("{source}: {error}"))
            .and_then(|text| {
                let text = text.as_str();
                let subject = Subject::new(main, source, text);
                subject.explore(options)
            });
        match explored {
            Ok(graph) => {
                println!("{}", graph.to_json());
                ExitCode::SUCCESS
            }
            Err(message) => {
                eprintln!("{message}");
                ExitCode::FAILURE
            }
        }
    }

    /// The `main` of a program that is asked for a verdict: the question comes on
    /// standard input, the verdict goes to standard output, both as JSON.
    /// `main` gets the paths of the files that the question is about.
    pub fn answer(main: impl FnOnce(&[&str]) -> Option<Main>) -> ExitCode {
        let answered = serde_json::from_reader(io::stdin())
            .map_err(|error| format!("the question cannot be read: {error}"))
            .and_then(|question: Question| {
                let files = question.files.iter();
                let files: Vec<&str> = files.map(|(path, _)| path.as_str()).collect();
                let missing = || format!("not in this program: {}", files.join(", "));
                let main = main(&files).ok_or_else(missing)?;
                answer(main, &question)
            });
        match answered {
            Ok(verdict) => {
                println!("{}", serde_json::to_string(&verdict).expect("plain data"));
                ExitCode::SUCCESS
            }
            Err(message) => {
                eprintln!("{message}");
                ExitCode::FAILURE
            }
        }
    }

    fn search<S: Strategy>(
        &self,
        options: &Options,
        new: impl Fn() -> S,
    ) -> Result<(S, Registry), String> {
        // The listing's statics are shared by all explorations of the process.
        static ALONE: Mutex<()> = Mutex::new(());
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        enter_listing(self.files().map(|(path, _)| path));
        let mut nature = Nature::default();
        for (path, text) in self.files() {
            let words = Words::of(text).map_err(|error| format!("{path}: {error}"))?;
            if let Some(refused) = words.refused {
                return Err(format!("{path}: {refused}"));
            }
            // A file that it names is known, or it is one more that nobody read.
            let unknown = words.names_a_file && self.beside.is_empty();
            nature.opaque |= words.opaque || unknown;
            nature.may_err |= words.is_unsafe || unknown;
            nature.keeps |= words.keeps || unknown;
        }
        let opaque = nature.opaque;
        let texts = self.files().map(|(_, text)| if opaque { text } else { "" });
        uses::enter(texts);
        search(&self.main, options, nature, new).map_err(|failure| self.says(failure))
    }

    fn written(
        &self,
        nodes: Vec<Node>,
        registry: Registry,
        whole: bool,
    ) -> Result<graph::Graph, String> {
        let mut parsed = Source::parse(self.text).map_err(|error| self.says(error))?;
        for ((path, text), rank) in self.beside.iter().zip(1..) {
            let read = parsed.read(rank, text);
            read.map_err(|error| format!("{path}: {error}"))?;
        }
        let graph = Graph {
            nodes,
            threads: registry.threads,
            objects: registry.objects,
            watched: self.may_race().then_some(registry.watched),
            frees: self.words().any(|words| words.frees),
        };
        check_places(&graph).map_err(|message| self.says(message))?;
        let name = Path::new(self.source).file_stem().unwrap_or_default();
        let written = written(&graph, &name.to_string_lossy(), &parsed, whole);
        let mut written = written.map_err(|endless| self.says(circle(&graph, &endless)))?;
        if !self.beside.is_empty() {
            let paths = self.files().map(|(path, _)| Path::new(path));
            let names = paths.map(|path| path.file_name().unwrap_or_default());
            written.files = names.map(|name| name.to_string_lossy().into()).collect();
        }
        Ok(written)
    }

    /// Whether the compiler does not prove that no two threads race.
    fn may_race(&self) -> bool {
        let may = |words: Words| words.is_unsafe || words.names_a_file && self.beside.is_empty();
        self.words().any(may)
    }

    fn words(&self) -> impl Iterator<Item = Words> {
        self.files().filter_map(|(_, text)| Words::of(text).ok())
    }

    /// Path and text of each; the first holds `main`.
    fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let beside = self.beside.iter();
        let beside = beside.map(|(path, text)| (path.as_str(), text.as_str()));
        [(self.source, self.text)].into_iter().chain(beside)
    }

    fn says(&self, what: impl std::fmt::Display) -> String {
        format!("{}: {what}", self.source)
    }
}

fn answer(main: Main, question: &Question) -> Result<Verdict, String> {
    let ((source, text), beside) = question.files.split_first().ok_or("no file is named")?;
    watch(source);
    let options = Options {
        weak: question.weak,
        spurious: question.spurious,
        reuse: question.reuse,
        slow: question.slow,
        timeouts: question.timeouts,
        max_states: question.states,
        max_steps: question.steps,
        max_preemptions: question.preemptions,
        max_time: question.seconds.map(Duration::from_secs),
        seed: question.seed,
        ..Options::default()
    };
    let is_wrong = |text: &str| match &question.right {
        Some(right) => right.iter().all(|outcome| outcome != text),
        None => text.rsplit(" | ").next() != Some("exit"),
    };
    let subject = Subject {
        beside,
        ..Subject::new(main, source, text)
    };
    let Some(order) = &question.order else {
        return subject.judge(&is_wrong, &options);
    };
    let graph = subject.replay(&order.0, &options)?;
    let one = Searched {
        states: graph.nodes.len(),
        orders: 1,
    };
    Ok(match graph.outcomes.iter().any(|end| is_wrong(&end.text)) {
        true => Verdict::Wrong(one, order.clone(), graph),
        false => Verdict::Good(graph),
    })
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
fn check_places(graph: &Graph) -> Result<(), &'static str> {
    let edges = graph.nodes.iter().flat_map(|node| &node.edges);
    let operations = edges
        .flat_map(|edge| &edge.events)
        .map(|event| &event.operation)
        .filter(|operation| !operation.has_no_place());
    let (drops, calls): (Vec<_>, Vec<_>) = operations
        .map(|operation| (operation.kind.is_unlock(), operation.place))
        .partition(|&(unlocks, _)| unlocks);
    let lost = |places: &[(bool, Place)]| {
        !places.is_empty() && places.iter().all(|&(_, place)| place == Place::default())
    };
    if lost(&calls) {
        return Err("no operation is in this file; name the file that `include!` names");
    }
    if lost(&drops) {
        return Err(
            "where locks are released is unknown; compile the listing's package with \
             `debug = \"line-tables-only\"`",
        );
    }
    Ok(())
}

fn circle(graph: &Graph, endless: &Endless) -> Failure {
    let threads = graph.node(endless.through).threads.iter();
    let places = threads.filter_map(|activity| match activity {
        Activity::Ready(operation) => Some(operation.place),
        _ => None,
    });
    Failure::Circle {
        places: places.collect(),
    }
}
