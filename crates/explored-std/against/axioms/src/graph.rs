//! One execution, or the beginning of one: its events, who reads whose value,
//! and in which order the stores to each atomic stand.

use crate::litmus::{Op, Order, Outcome, Program};
use crate::relation::Relation;

/// Events are numbered as they are added; first come the initial stores.
pub type Id = usize;

#[derive(Clone, Debug)]
pub struct Event {
    /// `None` for the initial stores.
    pub thread: Option<usize>,
    /// `None` for fences.
    pub atomic: Option<usize>,
    pub order: Order,
    /// The store whose value it reads.
    pub reads: Option<Id>,
    /// The value it stores.
    pub stores: Option<u32>,
}

#[derive(Clone, Debug)]
pub struct Graph {
    pub events: Vec<Event>,
    /// The events of each thread, in program order.
    pub threads: Vec<Vec<Id>>,
    /// The stores to each atomic, in modification order.
    pub modifications: Vec<Vec<Id>>,
    next: Vec<usize>,
    registers: Vec<Vec<u32>>,
}

impl Graph {
    pub fn begin(program: &Program) -> Graph {
        let initial = |atomic| Event {
            thread: None,
            atomic: Some(atomic),
            order: Order::Relaxed,
            reads: None,
            stores: Some(0),
        };
        let threads = program.threads.len();
        Graph {
            events: (0..program.atomics).map(initial).collect(),
            threads: vec![vec![]; threads],
            modifications: (0..program.atomics).map(|atomic| vec![atomic]).collect(),
            next: vec![0; threads],
            registers: vec![vec![]; threads],
        }
    }

    /// The thread's next operation; conditions are decided on the way to it.
    pub fn next_op<'a>(&mut self, program: &'a Program, thread: usize) -> Option<&'a Op> {
        loop {
            let op = program.threads[thread].get(self.next[thread])?;
            let Op::OnlyIf { equals, ops } = *op else {
                return Some(op);
            };
            let last = self.registers[thread].last().copied().unwrap_or(0);
            self.next[thread] += if last == equals { 1 } else { 1 + ops };
        }
    }

    /// Every way in which the thread's next operation may go.
    pub fn with(&self, thread: usize, op: &Op) -> Vec<Graph> {
        let Some(atomic) = op.atomic() else {
            let Op::Fence(order) = *op else {
                unreachable!("decided by `next_op`")
            };
            return vec![self.plus(thread, None, order, None, None).0];
        };
        if let Op::Store { value, order, .. } = *op {
            return self.with_store(thread, atomic, order, None, value);
        }
        let sources = self.modifications[atomic].iter();
        sources
            .flat_map(|&source| {
                let seen = self.events[source].stores.expect("it is a store");
                let (order, stores) = effect(op, seen);
                match stores {
                    Some(value) => self.with_store(thread, atomic, order, Some(source), value),
                    None => vec![self.plus(thread, Some(atomic), order, Some(source), None).0],
                }
            })
            .collect()
    }

    /// The store may stand anywhere after the initial one.
    fn with_store(
        &self,
        thread: usize,
        atomic: usize,
        order: Order,
        reads: Option<Id>,
        value: u32,
    ) -> Vec<Graph> {
        (1..=self.modifications[atomic].len())
            .map(|at| {
                let (mut graph, id) = self.plus(thread, Some(atomic), order, reads, Some(value));
                graph.modifications[atomic].insert(at, id);
                graph
            })
            .collect()
    }

    fn plus(
        &self,
        thread: usize,
        atomic: Option<usize>,
        order: Order,
        reads: Option<Id>,
        stores: Option<u32>,
    ) -> (Graph, Id) {
        let mut graph = self.clone();
        let id = graph.events.len();
        graph.events.push(Event {
            thread: Some(thread),
            atomic,
            order,
            reads,
            stores,
        });
        graph.threads[thread].push(id);
        graph.next[thread] += 1;
        if let Some(source) = reads {
            let seen = self.events[source].stores.expect("it is a store");
            graph.registers[thread].push(seen);
        }
        (graph, id)
    }

    pub fn outcome(&self) -> Outcome {
        let last = |order: &Vec<Id>| order.last().and_then(|&id| self.events[id].stores);
        Outcome {
            registers: self.registers.clone(),
            memory: self.modifications.iter().filter_map(last).collect(),
        }
    }

    /// The same for graphs that differ only in when each event was added.
    pub fn key(&self) -> Vec<u8> {
        let mut names: Vec<u8> = (0..self.events.len() as u8).collect();
        let first = self.modifications.len() as u8;
        for (&id, name) in self.threads.iter().flatten().zip(first..) {
            names[id] = name;
        }
        let mut key = vec![];
        for thread in &self.threads {
            let reads = |&id: &Id| self.events[id].reads.map_or(254, |source| names[source]);
            key.extend(thread.iter().map(reads));
            key.push(255);
        }
        for order in &self.modifications {
            key.extend(order[1..].iter().map(|&id| names[id]));
            key.push(255);
        }
        key
    }

    /// Program order; the initial stores come before all else.
    pub fn sb(&self) -> Relation {
        let mut sb = Relation::empty(self.events.len());
        for thread in &self.threads {
            for (rank, &later) in thread.iter().enumerate() {
                for initial in 0..self.modifications.len() {
                    sb.insert(initial, later);
                }
                for &earlier in &thread[..rank] {
                    sb.insert(earlier, later);
                }
            }
        }
        sb
    }

    pub fn rf(&self) -> Relation {
        let mut rf = Relation::empty(self.events.len());
        for (id, event) in self.events.iter().enumerate() {
            if let Some(source) = event.reads {
                rf.insert(source, id);
            }
        }
        rf
    }

    pub fn mo(&self) -> Relation {
        let mut mo = Relation::empty(self.events.len());
        for order in &self.modifications {
            for (rank, &later) in order.iter().enumerate() {
                for &earlier in &order[..rank] {
                    mo.insert(earlier, later);
                }
            }
        }
        mo
    }

    /// From a read to the stores after the one it read, but for its own.
    pub fn fr(&self) -> Relation {
        let mut fr = Relation::empty(self.events.len());
        let mo = self.mo();
        for (id, event) in self.events.iter().enumerate() {
            let Some(source) = event.reads else { continue };
            for later in (0..self.events.len()).filter(|&later| later != id) {
                if mo.has(source, later) {
                    fr.insert(id, later);
                }
            }
        }
        fr
    }

    /// The store, and what continues its release sequence: the read-modify-writes
    /// that stand just after it, one after the other.
    pub fn release_sequence(&self, store: Id) -> impl Iterator<Item = Id> {
        let atomic = self.events[store].atomic.expect("a store has an atomic");
        let from = self.modifications[atomic]
            .iter()
            .skip_while(move |&&id| id != store);
        let (head, rest) = (from.clone().take(1), from.skip(1));
        head.chain(rest.take_while(|&&id| self.events[id].reads.is_some()))
            .copied()
    }
}

/// With which ordering the operation acts on what it sees, and what it stores.
fn effect(op: &Op, seen: u32) -> (Order, Option<u32>) {
    match *op {
        Op::Load { order, .. } => (order, None),
        Op::Add { value, order, .. } => (order, Some(seen.wrapping_add(value))),
        Op::Swap { value, order, .. } => (order, Some(value)),
        Op::Exchange {
            expected,
            new,
            success,
            ..
        } if seen == expected => (success, Some(new)),
        Op::Exchange { failure, .. } => (failure, None),
        Op::Store { .. } | Op::Fence(_) | Op::OnlyIf { .. } => unreachable!("it reads nothing"),
    }
}
