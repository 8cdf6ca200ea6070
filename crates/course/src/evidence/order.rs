//! One order of the steps of an explored program, as a terminal shows it.

use formats::graph::{Node, Op, Slot};

use super::graph::{Graph, Outcome};

/// Of a longer one, the end.
const LONGEST: usize = 80;

/// One line a step: the thread, the place, what it does there, and what came of it.
/// Then what each thread still waits for at a deadlock, or which two accesses race.
pub fn told(graph: &Graph, outcome: &Outcome) -> Vec<String> {
    let ranks = outcome.plainest.as_deref().unwrap_or_default();
    let mut steps = Vec::new();
    let mut last = &graph.nodes[0];
    for (_, edge) in graph.walk(ranks) {
        for event in &edge.events {
            let op = &graph.ops[event.op];
            if op.line > 0 {
                let result = &graph.strings[event.result];
                steps.push((event.thread, op, result.as_str()));
            }
        }
        last = &graph.nodes[edge.to];
    }
    // The second of two that race is told with the first.
    if let (Some([_, second]), Some(&(thread, op, _))) = (last.race, steps.last())
        && (thread, op) == (second.0, &graph.ops[second.1])
    {
        steps.pop();
    }
    let names = graph.threads.iter().map(|thread| thread.name.len());
    let width = names.max().unwrap_or(0);
    let line = |thread: usize, op: &Op, then: &str| {
        let (name, what) = (&graph.threads[thread].name, what(graph, op));
        let at = at(graph, op);
        match then {
            "" => format!("{name:width$} {at:>5}  {what}"),
            _ => format!("{name:width$} {at:>5}  {what}  {then}"),
        }
    };
    let left_out = steps.len().saturating_sub(LONGEST);
    let mut lines = Vec::new();
    if left_out > 0 {
        lines.push(format!("… {left_out} steps before"));
    }
    lines.extend(steps[left_out..].iter().map(|&(thread, op, result)| {
        let then = match result {
            "" => String::new(),
            result => format!("→ {result}"),
        };
        line(thread, op, &then)
    }));
    for (thread, slot) in last.t.iter().enumerate() {
        if let Slot::Waiting(op) = *slot
            && last.end.as_deref() == Some("deadlock")
        {
            let op = &graph.ops[op];
            lines.push(line(thread, op, &waits(graph, last, op)));
        }
    }
    if let Some([(first, a), (second, b)]) = last.race {
        let then = "races with the next line: no order between the two";
        lines.push(line(first, &graph.ops[a], then));
        lines.push(line(second, &graph.ops[b], ""));
    }
    lines
}

/// The line; with the name of its file, where there are several.
pub fn at(graph: &Graph, op: &Op) -> String {
    match graph.files.get(op.file) {
        Some(file) => format!("{file}:{}", op.line),
        None => op.line.to_string(),
    }
}

/// As the source says it, where it does.
fn what(graph: &Graph, op: &Op) -> String {
    let kind = op.kind.text();
    match graph.source.get(&op.place()) {
        Some(text) if op.kind == formats::Kind::Panic => format!("{text}: {}", op.argument),
        Some(text) => text.clone(),
        None => {
            let object = op.object.map(|object| graph.objects[object].name.as_str());
            object.map_or(kind.into(), |object| format!("{kind} {object}"))
        }
    }
}

fn waits(graph: &Graph, node: &Node, op: &Op) -> String {
    let held = op.object.and_then(|object| node.o[object].as_ref());
    let holders = held.map(|value| value.holders.iter());
    let names = holders.into_iter().flatten();
    let names: Vec<&str> = names.map(|&id| graph.threads[id].name.as_str()).collect();
    match op.kind.text() {
        "lock" | "read" | "write" if !names.is_empty() => {
            format!("waits for ever: held by {}", names.join(", "))
        }
        _ => "waits for ever".into(),
    }
}
