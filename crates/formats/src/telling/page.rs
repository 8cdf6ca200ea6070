//! The graph that a page gets: with words in it, so that its script only walks.

use serde::Serialize;

use super::{Ending, Telling, words};
use crate::graph::{Edge, Graph, Node, Op, Slot, outcome_text};
use crate::lang::Lang;

/// What is told more than once stands in a table, and elsewhere its rank there.
#[derive(Debug, Default, Serialize)]
pub struct Page {
    /// Whether all the nodes are there.
    whole: bool,
    /// How many orders there are.
    orders: String,
    threads: Vec<String>,
    objects: Vec<String>,
    /// Line, 0 for none; `line 4, `; what it is called.
    ops: Vec<(u32, String, String)>,
    /// What a thread is about to do, if anything, and why it cannot.
    next: Vec<(Option<usize>, String)>,
    /// An object's value, and who holds it.
    values: Vec<(String, String)>,
    /// Thread, operation, and what came of it.
    steps: Vec<(usize, usize, String)>,
    prints: Vec<String>,
    /// Whether it should never be, how it is called, and why.
    ends: Vec<(bool, String, String)>,
    /// The orders worth a button: what it says, and the moves, each by its rank at
    /// its node.
    offers: Vec<(String, Vec<usize>)>,
    nodes: Vec<State>,
}

#[derive(Debug, Serialize)]
struct State {
    /// For each thread, in `next`.
    t: Vec<usize>,
    /// For each object, in `values`.
    o: Vec<Option<usize>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    e: Vec<Move>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Move {
    /// Thread, node that it leads to, steps.
    Only(usize, usize, Vec<usize>),
    /// With what comes of it, where the thread may go several ways.
    Way(usize, usize, Vec<usize>, String),
}

impl Page {
    pub fn new(graph: &Graph, lang: Lang) -> Page {
        let telling = Telling::new(graph, lang);
        let op = |(rank, op): (usize, &Op)| {
            let words = telling.operation(rank).to_string();
            (op.line, telling.at(rank), words)
        };
        let mut page = Page {
            whole: graph.whole,
            orders: lang.count(graph.schedules),
            threads: graph.threads.iter().map(|it| it.name.clone()).collect(),
            objects: graph.objects.iter().map(|it| it.name.clone()).collect(),
            ops: graph.ops.iter().enumerate().map(op).collect(),
            offers: offers(telling),
            ..Page::default()
        };
        let nodes = graph.nodes.iter();
        page.nodes = nodes.map(|node| page.state(telling, node)).collect();
        page
    }

    /// One line, without its end.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain data")
    }

    fn state(&mut self, telling: Telling, node: &Node) -> State {
        let graph = telling.graph;
        let next = |thread: usize| match node.t.get(thread) {
            None | Some(Slot::Unborn) => (None, telling.say(words::UNBORN, &[])),
            Some(Slot::Finished) => (None, telling.say(words::FINISHED, &[])),
            Some(&Slot::Ready(op)) => (Some(op), String::new()),
            Some(&Slot::Waiting(op)) => (Some(op), telling.waits(node, thread, op)),
        };
        let value = |object: usize| {
            let value = node.o.get(object)?.as_ref()?;
            let names = telling.names(value.holders.iter().copied());
            Some(match telling.met(object) {
                None => (telling.result(value.text), names),
                Some(_) if names.is_empty() => Default::default(),
                Some(text) => (String::new(), telling.say(text, &[&names])),
            })
        };
        let printed = node.p.map(|text| graph.strings[text].as_str());
        let printed = printed.filter(|text| !text.is_empty());
        let lines = printed.map(|text| text.strip_suffix('\n').unwrap_or(text));
        let end = node.end.as_deref().and_then(|end| {
            let lines = lines.into_iter().flat_map(|lines| lines.split('\n'));
            let text = outcome_text(lines, end);
            let outcome = graph.outcomes.iter().position(|it| it.text == text)?;
            let wrong = graph.wrong.contains(&outcome);
            Some((wrong, telling.title(outcome), telling.reason(outcome, node)))
        });
        State {
            t: (0..graph.threads.len())
                .map(|thread| rank(&mut self.next, next(thread)))
                .collect(),
            o: (0..graph.objects.len())
                .map(|object| Some(rank(&mut self.values, value(object)?)))
                .collect(),
            e: (node.e.iter())
                .map(|edge| self.one_move(telling, node, edge))
                .collect(),
            p: lines.map(|lines| rank(&mut self.prints, lines.into())),
            end: end.map(|end| rank(&mut self.ends, end)),
        }
    }

    fn one_move(&mut self, telling: Telling, node: &Node, edge: &Edge) -> Move {
        let shown = telling.shown(edge).into_iter().map(|event| {
            let step = (event.thread, event.op, telling.result(event.result));
            rank(&mut self.steps, step)
        });
        let (thread, to, steps) = (edge.thread, edge.to, shown.collect());
        let alone = node.e.iter().filter(|it| it.thread == thread).count() == 1;
        let first = edge.events.first();
        let result = first.map(|event| telling.result(event.result));
        let way = match (edge.way, result.filter(|result| !result.is_empty())) {
            (0, _) if alone => None,
            (_, Some(result)) => Some(result),
            (0, None) => None,
            (way, None) => Some(telling.say(words::WAY, &[&(way + 1).to_string()])),
        };
        match way {
            None => Move::Only(thread, to, steps),
            Some(way) => Move::Way(thread, to, steps, way),
        }
    }
}

/// The rank of what is told in its table, where it is put if it is new.
fn rank<T: PartialEq>(table: &mut Vec<T>, told: T) -> usize {
    let found = table.iter().position(|known| *known == told);
    found.unwrap_or_else(|| {
        table.push(told);
        table.len() - 1
    })
}

/// A failure and a success, or one for each end.
fn offers(telling: Telling) -> Vec<(String, Vec<usize>)> {
    /// At most so many texts that a program prints have a button.
    const OFFERED: usize = 4;
    let graph = telling.graph;
    let outcomes = graph.outcomes.iter().enumerate();
    // A graph that is not whole holds some schedules only.
    let mut kept: Vec<_> = outcomes
        .filter_map(|(rank, outcome)| Some((rank, outcome, outcome.plainest.as_ref()?)))
        .collect();
    kept.sort_by_key(|(_, outcome, path)| (outcome.switches, path.len()));
    let (wrong, good): (Vec<_>, Vec<_>) =
        (kept.into_iter()).partition(|(rank, ..)| graph.wrong.contains(rank));
    if let Some((_, _, worst)) = wrong.first() {
        let offer = |text, path| (telling.say(text, &[]), path);
        let best = good.first().map(|(_, _, best)| offer(words::BEST, *best));
        let shown = [offer(words::WORST, *worst)].into_iter().chain(best);
        return shown.map(|(label, path)| (label, path.clone())).collect();
    }
    let named = |(rank, outcome, path): (usize, _, &Vec<usize>)| {
        let lines = match telling.lines(rank) {
            lines if lines.is_empty() => telling.say(words::NOTHING, &[]),
            lines => lines,
        };
        let label = telling.say(words::order(Ending::of(outcome)), &[&lines]);
        (label, path.clone())
    };
    good.into_iter().take(OFFERED).map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const GRAPH: &str = r#"{"format":"interleavings/1","listing":"lunch",
        "states":4,"edges":4,"schedules":"1200","whole":true,"wrong":[1],
        "outcomes":[["1 | exit","1199",0,[0]],["deadlock","1",1,[1]],["2 | exit","1",2,null]],
        "threads":[{"name":"main","by":null,"at":[0,0]},{"name":"ann","by":0,"at":[3,1]}],
        "objects":[{"name":"pan","kind":"mutex","at":[1,1]},{"name":"bell","kind":"condvar","at":[2,1]}],
        "source":{"4:5":"pan.lock()"},
        "ops":[["lock",0,4,5,""],["spawn",null,3,1,""],["exit",null,0,0,""]],
        "strings":["","7","1\n"],
        "nodes":[{"t":[0],"o":[0,[0,[1]]],"e":[[0,1,[[0,1,0],[0,0,1],[0,2,0]]],[0,2,[[0,1,0]],1]]},
          {"t":[null,null],"o":[[1,[1]]],"p":2,"end":"exit"},
          {"t":[[0],[0]],"o":[[1,[0]],null],"end":"deadlock"}]}"#;

    fn page(graph: &str) -> Value {
        let graph = Graph::parse(graph).unwrap();
        serde_json::to_value(Page::new(&graph, Lang::En)).unwrap()
    }

    #[test]
    fn a_page_has_the_words_of_its_graph() {
        let expected = json!({
            "whole": true,
            "orders": "1,200",
            "threads": ["main", "ann"],
            "objects": ["pan", "bell"],
            "ops": [[4, "line 4, ", "pan.lock()"], [3, "line 3, ", "spawn"], [0, "", "ends"]],
            "next": [
                [0, ""],
                [null, "not spawned yet"],
                [null, "finished"],
                [0, "waits for pan, held by main"]
            ],
            "values": [["", ""], ["", "asleep: ann"], ["7", "ann"], ["7", "main"]],
            // What orders nothing is told where it is all that a move does.
            "steps": [[0, 0, "7"], [0, 1, ""]],
            "prints": ["1"],
            "ends": [
                [false, "Finished.", "Printed: “1”. 1,199 of 1,200 orders end this way."],
                [
                    true,
                    "Deadlock.",
                    "main waits for pan, held by main. ann waits for pan, held by main. 1 of 1,200 orders ends this way."
                ]
            ],
            "offers": [["The plainest failure", [1]], ["The plainest success", [0]]],
            "nodes": [
                {"t": [0, 1], "o": [0, 1], "e": [[0, 1, [0]], [0, 2, [1], "way 2"]]},
                {"t": [2, 2], "o": [2, null], "p": 0, "end": 0},
                {"t": [3, 3], "o": [3, null], "end": 1}
            ]
        });
        assert_eq!(page(GRAPH), expected);
    }

    #[test]
    fn the_plainest_orders_that_are_kept_are_offered() {
        let good = GRAPH.replace(r#""wrong":[1]"#, r#""wrong":[]"#);
        let good = good.replace(r#""1199",0,[0]"#, r#""1199",2,[0]"#);
        let offers = json!([
            ["An order that ends in a deadlock", [1]],
            ["An order that prints: “1”", [0]]
        ]);
        assert_eq!(page(&good)["offers"], offers);
        let cut = GRAPH.replace(r#""1199",0,[0]"#, r#""1199",0,null"#);
        let offers = json!([["The plainest failure", [1]]]);
        assert_eq!(page(&cut)["offers"], offers);
    }
}
