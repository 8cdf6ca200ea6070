//! What an exploration found, as its file says it.

use crate::graph::{Activity, Content, Edge, Graph, Node};
use crate::ids::{ObjectId, ThreadId};
use crate::names::{object_names, thread_names};
use crate::operation::{Event, Operation};
use crate::place::Place;
use crate::schedules::{self, Endless};
use crate::source::Source;
use formats::graph::{self, FORMAT, Op, Outcome, Slot, Value};
use std::collections::HashMap;
use std::hash::Hash;

/// `whole`, if no state is left out.
pub fn written(
    graph: &Graph,
    listing: &str,
    source: &Source,
    whole: bool,
) -> Result<graph::Graph, Endless> {
    let counts = schedules::count(graph)?;
    let mut plain = schedules::plainest(graph);
    let schedules = counts.values().copied().sum();
    let outcome = |(outcome, schedules): (crate::graph::Outcome, _)| {
        let plain = plain.remove(&outcome).expect("counted, so there is a way");
        Outcome {
            text: outcome.text(),
            schedules,
            switches: plain.switches,
            plainest: Some(plain.edges),
        }
    };
    let mut outcomes: Vec<Outcome> = counts.into_iter().map(outcome).collect();
    // Not by text: a translated listing has its outcomes in the same order.
    outcomes.sort_by(|a, b| (a.switches, &a.plainest).cmp(&(b.switches, &b.plainest)));
    let mut tables = Tables::default();
    let nodes: Vec<graph::Node> = graph.nodes.iter().map(|node| tables.node(node)).collect();
    let plain = graph.watched.as_ref().map(|watched| graph::Plain {
        cells: watched.cells.iter().map(|&ObjectId(id)| id).collect(),
        unsure: watched
            .unsure
            .iter()
            .map(|pair| pair.each_ref().map(|operation| tables.op(operation)).into())
            .collect(),
        frees: graph.frees,
    });
    let label = |op: &Op| {
        let label = source.label(Place {
            file: op.file as u16,
            line: op.line,
            column: op.column,
        })?;
        Some((op.place(), label.to_string()))
    };
    let at = |place: Place| (place.line, place.column);
    let threads = thread_names(&graph.threads, source)
        .into_iter()
        .zip(&graph.threads)
        .map(|(name, info)| graph::Thread {
            name,
            by: info.parent.map(|ThreadId(id)| id),
            at: at(info.place),
        });
    let objects = object_names(&graph.objects, source)
        .into_iter()
        .zip(&graph.objects)
        .map(|(name, info)| graph::Object {
            name,
            kind: info.kind.into(),
            at: at(info.place),
        });
    Ok(graph::Graph {
        format: FORMAT.into(),
        listing: listing.into(),
        states: nodes.len(),
        edges: nodes.iter().map(|node| node.e.len()).sum(),
        schedules,
        whole,
        wrong: vec![],
        moves: None,
        outcomes,
        threads: threads.collect(),
        objects: objects.collect(),
        plain,
        files: vec![],
        source: tables.ops.list.iter().filter_map(label).collect(),
        ops: tables.ops.list,
        strings: tables.strings.list,
        nodes,
    })
}

/// What nodes refer to by number.
#[derive(Default)]
struct Tables {
    ops: Table<Op>,
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

impl<T: Clone + Eq + Hash> Table<T> {
    fn rank(&mut self, entry: T) -> usize {
        *self.ranks.entry(entry).or_insert_with_key(|entry| {
            self.list.push(entry.clone());
            self.list.len() - 1
        })
    }
}

impl Tables {
    fn node(&mut self, node: &Node) -> graph::Node {
        let slot = |activity: &Activity| match activity {
            Activity::Unborn => Slot::Unborn,
            Activity::Ready(operation) => Slot::Ready(self.op(operation)),
            Activity::Waiting(operation) => Slot::Waiting(self.op(operation)),
            Activity::Finished => Slot::Finished,
        };
        let t = node.threads.iter().map(slot).collect();
        let mut value = |content: &Content| Value {
            text: self.strings.rank(content.value.clone()),
            holders: content.holders.iter().map(|&ThreadId(id)| id).collect(),
        };
        let contents = node.objects.iter().map(Option::as_ref);
        let o = contents.map(|content| content.map(&mut value)).collect();
        let e = node.edges.iter().map(|edge| self.edge(edge)).collect();
        let p = (!node.printed.is_empty()).then(|| self.strings.rank(node.printed.text()));
        let end = node.end.clone();
        let race = node.race.as_ref().map(|race| {
            let accesses = race.operations();
            accesses.map(|(ThreadId(thread), operation)| (thread, self.op(&operation)))
        });
        graph::Node {
            t,
            o,
            e,
            p,
            end,
            race,
        }
    }

    fn edge(&mut self, edge: &Edge) -> graph::Edge {
        let event = |event: &Event| graph::Event {
            thread: event.thread.0,
            op: self.op(&event.operation),
            result: self.strings.rank(event.result.clone()),
        };
        graph::Edge {
            thread: edge.thread.0,
            to: edge.to.0,
            events: edge.events.iter().map(event).collect(),
            way: edge.way.number(),
        }
    }

    fn op(&mut self, operation: &Operation) -> usize {
        self.ops.rank(Op {
            kind: operation.kind,
            object: operation.object.map(|ObjectId(id)| id),
            line: operation.place.line,
            column: operation.place.column,
            argument: operation.argument.clone(),
            file: operation.place.file.into(),
        })
    }
}
