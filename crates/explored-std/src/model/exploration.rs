//! What an exploration found, as the pages read it: `interleavings/1`.

use super::graph::{Activity, Edge, Graph, Node};
use super::names::{object_names, thread_names};
use super::operation::{Event, Operation};
use super::place::Place;
use super::schedules::{self, Plain};
use super::source::Source;
use super::world::ThreadId;
use ::std::collections::{BTreeMap, HashMap};
use serde::{Serialize, Serializer};

#[derive(Clone, Debug, Serialize)]
pub struct Exploration {
    pub format: &'static str,
    pub listing: String,
    pub states: usize,
    pub edges: usize,
    /// A number in text: it may be larger than JavaScript counts.
    pub schedules: String,
    pub outcomes: Vec<Outcome>,
    pub threads: Vec<ThreadEntry>,
    pub objects: Vec<ObjectEntry>,
    /// `line:column` to the source text of the operation there.
    pub source: BTreeMap<String, String>,
    pub ops: Vec<OpEntry>,
    pub strings: Vec<String>,
    pub nodes: Vec<NodeEntry>,
}

/// In JSON, an array in this order: text, schedules, switches, plainest.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// The lines printed and the end: `1 | 2 | exit`.
    pub text: String,
    pub schedules: String,
    /// Changes of thread on the plainest schedule.
    pub switches: usize,
    /// The edges of that schedule, each by its rank at its node.
    pub plainest: Vec<usize>,
}

#[derive(Clone, Debug, Serialize)]
pub struct ThreadEntry {
    pub name: String,
    pub by: Option<ThreadId>,
    /// Line and column where it is spawned.
    pub at: (u32, u32),
}

#[derive(Clone, Debug, Serialize)]
pub struct ObjectEntry {
    pub name: String,
    pub kind: &'static str,
    pub at: (u32, u32),
}

/// Kind, object, line, column, argument.
pub type OpEntry = (&'static str, Option<usize>, u32, u32, String);

#[derive(Clone, Debug, Serialize)]
pub struct NodeEntry {
    /// For each thread, what it is about to do.
    pub t: Vec<Slot>,
    /// For each object, its value and who holds it.
    pub o: Vec<Option<Value>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub e: Vec<EdgeEntry>,
    /// What is printed so far.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Slot {
    /// About to do the operation.
    Ready(usize),
    /// Waits until it can.
    Waiting([usize; 1]),
    /// Not spawned yet: -1.
    Unborn(i8),
    Finished(()),
}

#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Value {
    Free(usize),
    Held(usize, Vec<ThreadId>),
}

/// The thread that moves, the node it leads to, what happens (thread, operation,
/// result), and the way, where there are several.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum EdgeEntry {
    Only(ThreadId, usize, Vec<(ThreadId, usize, usize)>),
    Way(ThreadId, usize, Vec<(ThreadId, usize, usize)>, u32),
}

impl EdgeEntry {
    pub fn to(&self) -> usize {
        match self {
            EdgeEntry::Only(_, to, _) | EdgeEntry::Way(_, to, _, _) => *to,
        }
    }

    pub fn events(&self) -> &[(ThreadId, usize, usize)] {
        match self {
            EdgeEntry::Only(_, _, events) | EdgeEntry::Way(_, _, events, _) => events,
        }
    }
}

impl Exploration {
    pub fn of(
        graph: &Graph,
        listing: &str,
        source: &Source,
    ) -> Result<Exploration, schedules::Endless> {
        let counts = schedules::count(graph)?;
        let plain = schedules::plainest(graph);
        let total = counts
            .values()
            .fold(0u128, |sum, &count| sum.saturating_add(count));
        let mut outcomes: Vec<Outcome> = counts
            .into_iter()
            .map(|(text, count)| outcome(&plain[&text], text, count))
            .collect();
        // Not by text: a translated listing has its outcomes in the same order.
        outcomes.sort_by(|a, b| (a.switches, &a.plainest).cmp(&(b.switches, &b.plainest)));
        let mut tables = Tables::default();
        let nodes: Vec<NodeEntry> = graph.nodes.iter().map(|node| tables.node(node)).collect();
        let label = |&(_, _, line, column, _): &OpEntry| {
            let label = source.label(Place { line, column })?;
            Some((format!("{line}:{column}"), label.to_string()))
        };
        let threads = thread_names(&graph.threads, source)
            .into_iter()
            .zip(&graph.threads);
        let objects = object_names(&graph.objects, source)
            .into_iter()
            .zip(&graph.objects);
        Ok(Exploration {
            format: "interleavings/1",
            listing: listing.into(),
            states: nodes.len(),
            edges: graph.nodes.iter().map(|node| node.edges.len()).sum(),
            schedules: total.to_string(),
            outcomes,
            threads: threads
                .map(|(name, info)| ThreadEntry {
                    name,
                    by: info.parent,
                    at: (info.place.line, info.place.column),
                })
                .collect(),
            objects: objects
                .map(|(name, info)| ObjectEntry {
                    name,
                    kind: info.kind,
                    at: (info.place.line, info.place.column),
                })
                .collect(),
            source: tables.ops.list.iter().filter_map(label).collect(),
            ops: tables.ops.list,
            strings: tables.strings.list,
            nodes,
        })
    }

    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain data")
    }

    /// The plainest schedule that deadlocks or panics.
    pub fn plainest_failing(&self) -> Option<&Outcome> {
        self.plainest(|outcome| !outcome.is_exit())
    }

    /// The plainest schedule that comes to the end of `main`.
    pub fn plainest_good(&self) -> Option<&Outcome> {
        self.plainest(Outcome::is_exit)
    }

    /// Of the outcomes that are wanted, the one that needs the fewest changes of
    /// thread.
    pub fn plainest(&self, wanted: impl Fn(&Outcome) -> bool) -> Option<&Outcome> {
        let plain = |outcome: &&Outcome| (outcome.switches, outcome.plainest.len());
        self.outcomes
            .iter()
            .filter(|outcome| wanted(outcome))
            .min_by_key(plain)
    }
}

impl Outcome {
    /// `exit`, `deadlock`, `panic: …` or `error: …`.
    pub fn end(&self) -> &str {
        let ends = ["exit", "deadlock", "panic: ", "error: "];
        let begins_end =
            |(at, _): &(usize, &str)| ends.iter().any(|end| self.text[at + 3..].starts_with(end));
        match self.text.match_indices(" | ").filter(begins_end).last() {
            Some((at, _)) => &self.text[at + 3..],
            None => &self.text,
        }
    }

    pub fn is_exit(&self) -> bool {
        self.end() == "exit"
    }
}

impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.text, &self.schedules, self.switches, &self.plainest).serialize(serializer)
    }
}

fn outcome(plain: &Plain, text: String, count: u128) -> Outcome {
    Outcome {
        text,
        schedules: count.to_string(),
        switches: plain.switches,
        plainest: plain.edges.clone(),
    }
}

/// What nodes refer to by number.
#[derive(Default)]
struct Tables {
    ops: Table<OpEntry>,
    strings: Table<String>,
}

struct Table<T> {
    list: Vec<T>,
    ranks: HashMap<T, usize>,
}

impl<T> Default for Table<T> {
    fn default() -> Table<T> {
        Table {
            list: vec![],
            ranks: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + ::std::hash::Hash> Table<T> {
    fn rank(&mut self, entry: T) -> usize {
        *self.ranks.entry(entry).or_insert_with_key(|entry| {
            self.list.push(entry.clone());
            self.list.len() - 1
        })
    }
}

impl Tables {
    fn node(&mut self, node: &Node) -> NodeEntry {
        let t = node.threads.iter().map(|activity| match activity {
            Activity::Unborn => Slot::Unborn(-1),
            Activity::Ready(operation) => Slot::Ready(self.op(operation)),
            Activity::Waiting(operation) => Slot::Waiting([self.op(operation)]),
            Activity::Finished => Slot::Finished(()),
        });
        let t = t.collect();
        let o = node.objects.iter().map(|content| {
            let content = content.as_ref()?;
            let value = self.strings.rank(content.value.clone());
            Some(match content.holders.as_slice() {
                [] => Value::Free(value),
                holders => Value::Held(value, holders.to_vec()),
            })
        });
        let o = o.collect();
        let e = node.edges.iter().map(|edge| self.edge(edge)).collect();
        let p = (!node.printed.is_empty()).then(|| self.strings.rank(node.printed.clone()));
        NodeEntry {
            t,
            o,
            e,
            p,
            end: node.end.clone(),
        }
    }

    fn edge(&mut self, edge: &Edge) -> EdgeEntry {
        let event = |event: &Event| {
            (
                event.thread,
                self.op(&event.operation),
                self.strings.rank(event.result.clone()),
            )
        };
        let events = edge.events.iter().map(event).collect();
        match edge.way {
            0 => EdgeEntry::Only(edge.thread, edge.to, events),
            way => EdgeEntry::Way(edge.thread, edge.to, events, way),
        }
    }

    fn op(&mut self, operation: &Operation) -> usize {
        let place = operation.place;
        let argument = operation.argument.clone();
        self.ops.rank((
            operation.kind,
            operation.object,
            place.line,
            place.column,
            argument,
        ))
    }
}
