//! One order of the steps of an explored program, as a terminal shows it.

use formats::graph::{Op, Slot};
use formats::lang::Lang;
use formats::telling::Telling;

use super::graph::{Event, Graph, Outcome};

/// Of a longer one, the end.
const LONGEST: usize = 80;

/// One line a step: the thread, the place, what it does there, and what came of it.
/// Then what each thread still waits for at a deadlock, or which two accesses race.
pub fn told(graph: &Graph, outcome: &Outcome, lang: Lang) -> Vec<String> {
    let telling = Telling::new(graph, lang);
    let ranks = outcome.plainest.as_deref().unwrap_or_default();
    let mut steps: Vec<&Event> = Vec::new();
    let mut last = &graph.nodes[0];
    for (_, edge) in graph.walk(ranks) {
        let placed = |op: usize| graph.ops[op].line > 0;
        steps.extend(edge.events.iter().filter(|event| placed(event.op)));
        last = &graph.nodes[edge.to];
    }
    // The second of two that race is told with the first.
    if let (Some([_, second]), Some(step)) = (last.race, steps.last())
        && (step.thread, step.op) == second
    {
        steps.pop();
    }
    let names = graph.threads.iter().map(|thread| thread.name.len());
    let width = names.max().unwrap_or(0);
    let line = |thread: usize, op: usize, then: &str| {
        let (name, what) = (&graph.threads[thread].name, telling.operation(op));
        let at = at(graph, &graph.ops[op]);
        match then {
            "" => format!("{name:width$} {at:>5}  {what}"),
            _ => format!("{name:width$} {at:>5}  {what}  {then}"),
        }
    };
    let left_out = steps.len().saturating_sub(LONGEST);
    let mut lines = Vec::new();
    if left_out > 0 {
        lines.push(lang.pick(
            format!("… {left_out} étapes avant"),
            format!("… {left_out} steps before"),
        ));
    }
    lines.extend(steps[left_out..].iter().map(|step| {
        let then = match telling.result(step.result) {
            result if result.is_empty() => result,
            result => format!("→ {result}"),
        };
        line(step.thread, step.op, &then)
    }));
    for (thread, slot) in last.t.iter().enumerate() {
        if let Slot::Waiting(op) = *slot
            && last.end.as_deref() == Some("deadlock")
        {
            lines.push(line(thread, op, &telling.waits(last, thread, op)));
        }
    }
    if let Some([(first, a), (second, b)]) = last.race {
        let then = lang.pick(
            "en course avec la ligne suivante\u{202f}: rien ne les ordonne",
            "races with the next line: no order between the two",
        );
        lines.push(line(first, a, then));
        lines.push(line(second, b, ""));
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
