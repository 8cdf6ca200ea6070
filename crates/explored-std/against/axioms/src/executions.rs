//! All executions of a program, built event by event along `sb` and `rf`; and
//! which of them one order of execution can give.

use crate::axioms::{Model, Orders};
use crate::graph::Graph;
use crate::litmus::{Op, Outcome, Program};
use crate::relation::Relation;
use std::collections::{BTreeMap, HashSet};

/// The outcomes that the model allows, and how far an engine can reach each that
/// takes one step after the other.
pub type Allowed = BTreeMap<Outcome, Reach>;

/// Whether some execution with this outcome fits one order of its steps in which
/// every load comes after the store that it reads, and…
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// …stores to one atomic come in modification order.
    pub in_mo: bool,
    /// …SeqCst operations come in an order that the standard accepts.
    pub in_sc: bool,
    /// …both.
    pub in_both: bool,
}

pub fn allowed(program: &Program, model: &Model) -> Allowed {
    let mut found = Allowed::new();
    let mut seen = HashSet::new();
    let mut work = vec![Graph::begin(program)];
    while let Some(mut graph) = work.pop() {
        let threads = 0..program.threads.len();
        let next: Vec<(usize, &Op)> = threads
            .filter_map(|thread| Some((thread, graph.next_op(program, thread)?)))
            .collect();
        let mut add = |graphs: Vec<Graph>| {
            // What is broken at the beginning stays broken: no axiom of C++20 is
            // met by adding events. (In two wrong models a later store may cut a
            // release sequence, so they forbid a little more than they say.)
            let counts = |graph: &Graph| model.orders(graph).is_some();
            work.extend(
                graphs
                    .into_iter()
                    .filter(|graph| counts(graph) && seen.insert(graph.key())),
            );
        };
        // What reads nothing can come at once: all that may be read is there
        // the sooner, and no execution is lost.
        let reads_nothing = |op: &Op| matches!(op, Op::Store { .. } | Op::Fence(_));
        if let Some((thread, op)) = next.iter().find(|(_, op)| reads_nothing(op)) {
            add(graph.with(*thread, op));
        } else {
            for (thread, op) in &next {
                add(graph.with(*thread, op));
            }
        }
        if next.is_empty() {
            let orders = model.orders(&graph).expect("checked when it was added");
            let reach = found.entry(graph.outcome()).or_default();
            let here = reach_of(&orders);
            reach.in_mo |= here.in_mo;
            reach.in_sc |= here.in_sc;
            reach.in_both |= here.in_both;
        }
    }
    found
}

fn reach_of(orders: &Orders) -> Reach {
    let fits = |more: &[&Relation]| {
        let mut all = orders.sb.clone();
        all.join(&orders.rf);
        more.iter().for_each(|order| all.join(order));
        all.is_acyclic()
    };
    Reach {
        in_mo: fits(&[&orders.mo]),
        in_sc: fits(&[&orders.sc]),
        in_both: fits(&[&orders.mo, &orders.sc]),
    }
}
