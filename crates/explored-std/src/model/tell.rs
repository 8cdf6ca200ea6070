//! A schedule in words: who does what at which line, and who waits at the end.

use super::exploration::{Exploration, NodeEntry, Outcome, Slot, Value};
use super::world::ThreadId;

/// One step, or one wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub thread: String,
    pub line: u32,
    pub text: String,
    /// What the step gave, or, of a wait, who holds what is awaited.
    pub result: String,
    pub waits: bool,
}

impl Exploration {
    /// The outcome's plainest schedule.
    pub fn tell(&self, outcome: &Outcome) -> Vec<Line> {
        let mut lines = vec![];
        let mut node = &self.nodes[0];
        for &rank in &outcome.plainest {
            let edge = &node.e[rank];
            let told = edge
                .events()
                .iter()
                .filter(|(_, op, _)| !QUIET.contains(&self.ops[*op].0));
            lines.extend(told.map(|&(thread, op, result)| Line {
                thread: self.threads[thread].name.clone(),
                line: self.ops[op].2,
                text: self.words(op),
                result: self.strings[result].clone(),
                waits: false,
            }));
            node = &self.nodes[edge.to()];
        }
        if node.end.as_deref() == Some("deadlock") {
            lines.extend(self.waits(node));
        }
        lines
    }

    fn waits(&self, node: &NodeEntry) -> Vec<Line> {
        let waiting = node
            .t
            .iter()
            .enumerate()
            .filter_map(|(thread, slot)| match slot {
                Slot::Waiting([op]) => Some((thread, *op)),
                _ => None,
            });
        waiting
            .map(|(thread, op)| Line {
                thread: self.threads[thread].name.clone(),
                line: self.ops[op].2,
                text: self.words(op),
                result: self.holders(node, op),
                waits: true,
            })
            .collect()
    }

    fn words(&self, op: usize) -> String {
        let (kind, object, line, column, argument) = &self.ops[op];
        let object = object.map_or("", |object| self.objects[object].name.as_str());
        match (*kind, self.source.get(&format!("{line}:{column}"))) {
            ("panic", _) => format!("panics: {argument}"),
            ("unlock" | "wake" | "pass", _) => format!("{kind} {object}"),
            (_, Some(label)) => label.clone(),
            _ => format!("{kind} {object}").trim_end().to_string(),
        }
    }

    fn holders(&self, node: &NodeEntry, op: usize) -> String {
        let value = self.ops[op]
            .1
            .and_then(|object| node.o.get(object)?.as_ref());
        let names = |holders: &[ThreadId]| {
            let names: Vec<&str> = holders
                .iter()
                .map(|&id| self.threads[id].name.as_str())
                .collect();
            names.join(", ")
        };
        match value {
            Some(Value::Held(_, holders)) => names(holders),
            _ => String::new(),
        }
    }
}

/// Steps that order nothing.
const QUIET: [&str; 5] = ["spawn", "start", "exit", "join", "end of scope"];
