//! The figure of an explored listing: its plainest schedule as a table, around
//! which `<cc-explorer>` lets the reader choose who moves.

use anyhow::{Context, Result};

use super::figures::Edition;
use super::{block, escape};
use crate::explore::{Event, Graph, Outcome};
use crate::lang::Lang;

pub fn explorer(edition: &Edition, name: &str, up: &str) -> Result<String> {
    let lang = edition.lang;
    let graph = Graph::load(edition.house, lang, name)?;
    let shown = graph.plainest(true).or_else(|| graph.plainest(false));
    let shown = &graph.outcomes[shown.context("the graph has no outcome")?];
    let heads = match lang {
        Lang::Fr => ["Étape", "Thread", "Ligne", "Opération", "Résultat"],
        Lang::En => ["Step", "Thread", "Line", "Operation", "Result"],
    };
    let heads: Vec<String> = heads
        .iter()
        .map(|head| format!("<th>{head}</th>"))
        .collect();
    let rows: Vec<String> = steps(&graph, shown)
        .iter()
        .enumerate()
        .map(|(at, step)| {
            format!(
                "<tr><td>{}</td><td>{}</td><td>{}</td><td><code>{}</code></td><td>{}</td></tr>",
                at + 1,
                escape(&step.thread),
                step.line,
                escape(&step.operation),
                escape(&step.result)
            )
        })
        .collect();
    let label = lang.pick(
        format!("Un ordre de {name}, étape par étape"),
        format!("One order of {name}, step by step"),
    );
    let end = lang.pick("Affiché et fin", "Printed, and end");
    Ok(block(&format!(
        r#"<cc-explorer data-graph="{up}interleavings/{name}.json" data-source="{up}listings/{name}.rs.txt">
<figure class="cc-explorer" data-name="{name}">
<figcaption><b><code>{name}.rs</code></b> <span class="cc-explorer__sum">{sum}</span></figcaption>
<div class="cc-table" tabindex="0" role="group" aria-label="{label}">
<table class="cc-explorer__table"><thead><tr>{heads}</tr></thead><tbody>
{rows}
</tbody></table>
</div>
<p class="cc-explorer__end">{end}{colon}: {text}</p>
</figure>
</cc-explorer>"#,
        sum = sum(&graph, lang),
        heads = heads.concat(),
        rows = rows.join("\n"),
        colon = lang.pick("\u{a0}", ""),
        text = escape(&shown.text),
    )))
}

fn sum(graph: &Graph, lang: Lang) -> String {
    let schedules = lang.number(&graph.schedules, "");
    let states = lang.number(&graph.states.to_string(), "");
    lang.pick(
        format!("{schedules} ordres possibles · {states} états, tous visités"),
        format!("{schedules} possible orders · {states} states, all visited"),
    )
}

struct Step {
    thread: String,
    line: u32,
    operation: String,
    result: String,
}

/// The operations of a schedule, in order; those without a line in the listing
/// are left out.
fn steps(graph: &Graph, outcome: &Outcome) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut at = 0;
    for &rank in outcome.plainest.iter().flatten() {
        let edge = &graph.nodes[at].e[rank];
        steps.extend(edge.events().iter().filter_map(|event| step(graph, event)));
        at = edge.to();
    }
    steps
}

fn step(graph: &Graph, &(thread, operation, result): &Event) -> Option<Step> {
    let (kind, _, line, column, _) = graph.ops.get(operation)?;
    // What commutes with everything is no choice of the reader's.
    let quiet = ["spawn", "start", "exit", "join", "end of scope"];
    if *line == 0 || quiet.contains(&kind.as_str()) {
        return None;
    }
    let place = format!("{line}:{column}");
    Some(Step {
        thread: graph.threads.get(thread)?.name.clone(),
        line: *line,
        operation: graph.source.get(&place).unwrap_or(kind).clone(),
        result: graph.strings.get(result)?.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::{House, write};

    const GRAPH: &str = r#"{"format":"interleavings/1","listing":"lunch","whole":true,"wrong":[1],
        "states":3,"edges":2,"schedules":"2","outcomes":[["a | exit","1",0,[0,0]],["deadlock","1",1,[1]]],
        "threads":[{"name":"main","by":null,"at":[0,0]},{"name":"cook","by":0,"at":[3,9]}],
        "objects":[],"source":{"4:5":"pan.lock()"},
        "ops":[["lock",0,4,5,""],["exit",null,0,0,""]],"strings":["","held"],
        "nodes":[{"t":[],"o":[],"e":[[0,1,[[0,0,0]]],[1,2,[[1,0,1],[1,1,0]]]]},{"t":[],"o":[]},{"t":[],"o":[]}]}"#;

    #[test]
    fn the_plainest_failure_is_a_table() {
        let folder = tempfile::tempdir().unwrap();
        let house = House {
            root: folder.path().into(),
        };
        write(
            &crate::explore::graph_path(&house, Lang::En, "lunch"),
            GRAPH,
        )
        .unwrap();
        let edition = Edition {
            house: &house,
            lang: Lang::En,
            translations: None,
        };
        let html = explorer(&edition, "lunch", "../").unwrap();
        assert!(html.contains("<tr><td>1</td><td>cook</td><td>4</td><td><code>pan.lock()</code></td><td>held</td></tr>"), "{html}");
        assert_eq!(html.matches("<tr><td>").count(), 1, "{html}");
        assert!(
            html.contains("2 possible orders") && html.contains("end: deadlock"),
            "{html}"
        );
        assert!(
            html.contains("data-graph=\"../interleavings/lunch.json\""),
            "{html}"
        );
    }
}
