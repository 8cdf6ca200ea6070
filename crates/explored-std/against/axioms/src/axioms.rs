//! Which executions count: the rules of the standard, each with its name, so
//! that a test can leave one out and see what goes wrong.

use crate::graph::{Event, Graph, Id};
use crate::litmus::Order;
use crate::relation::Relation;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axiom {
    /// Stores of one atomic stand in `mo` as they happen before each other.
    CoWW,
    /// A later read of one atomic reads no earlier store.
    CoRR,
    /// What a read reads is before the stores that happen after it.
    CoRW,
    /// A read reads no store older than one that happened before it.
    CoWR,
    /// A read-modify-write reads the store just before its own.
    Atomicity,
    /// A release store and an acquire load that reads it synchronize.
    Synchronizes,
    /// So does a release fence, by a later store of its thread.
    ReleaseFence,
    /// So does an acquire fence, by an earlier load of its thread.
    AcquireFence,
    /// So do they through the read-modify-writes that follow the store.
    ReleaseSequence,
    /// In the order of SeqCst, what happens before strongly comes first.
    ScHappensBefore,
    /// Two SeqCst operations on one atomic stand there as in coherence order.
    ScOperations,
    /// A SeqCst operation, before one that happens before a SeqCst fence.
    ScBeforeFence,
    /// What happens after a SeqCst fence, before a SeqCst operation.
    ScAfterFence,
    /// What happens after a SeqCst fence, before what happens before another.
    ScBetweenFences,
}

impl Axiom {
    pub const ALL: [Axiom; 14] = [
        Axiom::CoWW,
        Axiom::CoRR,
        Axiom::CoRW,
        Axiom::CoWR,
        Axiom::Atomicity,
        Axiom::Synchronizes,
        Axiom::ReleaseFence,
        Axiom::AcquireFence,
        Axiom::ReleaseSequence,
        Axiom::ScHappensBefore,
        Axiom::ScOperations,
        Axiom::ScBeforeFence,
        Axiom::ScAfterFence,
        Axiom::ScBetweenFences,
    ];
}

/// A memory model: C++20, or C++20 with one thing wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Model {
    pub without: Option<Axiom>,
    /// As before C++20, a later store of the same thread continues a release
    /// sequence: a model that forbids too much.
    pub old_release_sequences: bool,
}

/// What the execution says of the order of things, if it counts.
pub struct Orders {
    pub sb: Relation,
    pub rf: Relation,
    pub mo: Relation,
    /// What any order of the SeqCst operations must keep.
    pub sc: Relation,
}

impl Model {
    pub fn without(axiom: Axiom) -> Model {
        Model {
            without: Some(axiom),
            ..Model::default()
        }
    }

    fn has(&self, axiom: Axiom) -> bool {
        self.without != Some(axiom)
    }

    /// `None` if an axiom forbids the execution.
    pub fn orders(&self, graph: &Graph) -> Option<Orders> {
        let (sb, rf, mo) = (graph.sb(), graph.rf(), graph.mo());
        let sw = self.synchronizes_with(graph, &sb);
        let mut hb = sb.clone();
        hb.join(&sw);
        let hb = hb.closure();
        if !self.is_coherent(graph, &hb, &mo) || !self.is_atomic(graph) {
            return None;
        }
        let sc = self.sc(graph, &sb, &sw, &hb);
        // One total order can be made of them only if they have no cycle.
        sc.clone().is_acyclic().then_some(Orders { sb, rf, mo, sc })
    }

    fn synchronizes_with(&self, graph: &Graph, sb: &Relation) -> Relation {
        let mut sw = Relation::empty(graph.events.len());
        let is_fence = |id: &Id| graph.events[*id].atomic.is_none();
        let ids = || 0..graph.events.len();
        for store in ids().filter(|&id| graph.events[id].stores.is_some()) {
            // Who releases by this store: itself, and the fences before it.
            let by_fence = ids().filter(is_fence).filter(|&fence| sb.has(fence, store));
            let by_fence = by_fence.filter(|_| self.has(Axiom::ReleaseFence));
            let releases: Vec<Id> = by_fence
                .chain([store])
                .filter(|&id| graph.events[id].order.releases())
                .collect();
            if releases.is_empty() {
                continue;
            }
            let told = self.release_sequence(graph, store);
            let reads_it = |id: &Id| graph.events[*id].reads.is_some_and(|s| told.contains(&s));
            for read in ids().filter(reads_it) {
                let by_fence = ids().filter(is_fence).filter(|&fence| sb.has(read, fence));
                let by_fence = by_fence.filter(|_| self.has(Axiom::AcquireFence));
                let acquires = by_fence
                    .chain([read])
                    .filter(|&id| graph.events[id].order.acquires());
                for to in acquires {
                    for &from in &releases {
                        let plain = from == store && to == read;
                        if !plain || self.has(Axiom::Synchronizes) {
                            sw.insert(from, to);
                        }
                    }
                }
            }
        }
        sw
    }

    fn release_sequence(&self, graph: &Graph, store: Id) -> Vec<Id> {
        if !self.has(Axiom::ReleaseSequence) {
            return vec![store];
        }
        if !self.old_release_sequences {
            return graph.release_sequence(store).collect();
        }
        let Event { thread, atomic, .. } = graph.events[store];
        let order = &graph.modifications[atomic.expect("a store has an atomic")];
        let from = order.iter().copied().skip_while(|&id| id != store);
        let continues = |&id: &Id| {
            let event = &graph.events[id];
            event.thread == thread || event.reads.is_some()
        };
        from.take_while(continues).collect()
    }

    /// [intro.races]: the four coherences.
    fn is_coherent(&self, graph: &Graph, hb: &Relation, mo: &Relation) -> bool {
        let on_one_atomic = |&(from, to): &(Id, Id)| {
            let (from, to) = (&graph.events[from], &graph.events[to]);
            from.atomic.is_some() && from.atomic == to.atomic
        };
        hb.pairs().filter(on_one_atomic).all(|(from, to)| {
            let (first, second) = (&graph.events[from], &graph.events[to]);
            let writes = |event: &Event| event.stores.is_some();
            let not = |axiom, broken: bool| !broken || !self.has(axiom);
            not(
                Axiom::CoWW,
                writes(first) && writes(second) && mo.has(to, from),
            ) && match (first.reads, second.reads) {
                (Some(old), Some(new)) => not(Axiom::CoRR, mo.has(new, old)),
                _ => true,
            } && match first.reads {
                Some(seen) if writes(second) => not(Axiom::CoRW, seen == to || mo.has(to, seen)),
                _ => true,
            } && match second.reads {
                Some(seen) if writes(first) => not(Axiom::CoWR, mo.has(seen, from)),
                _ => true,
            }
        })
    }

    fn is_atomic(&self, graph: &Graph) -> bool {
        let mut neighbours = graph
            .modifications
            .iter()
            .flat_map(|order| order.windows(2));
        !self.has(Axiom::Atomicity)
            || neighbours.all(|pair| match graph.events[pair[1]].reads {
                Some(seen) => seen == pair[0],
                None => true,
            })
    }

    /// [atomics.order], as P0668 made it.
    fn sc(&self, graph: &Graph, sb: &Relation, sw: &Relation, hb: &Relation) -> Relation {
        let set = |wanted: &dyn Fn(&Event) -> bool| {
            let bit = |(id, event)| if wanted(event) { 1u64 << id } else { 0 };
            graph
                .events
                .iter()
                .enumerate()
                .map(bit)
                .fold(0, |a, b| a | b)
        };
        let all = set(&|e| e.order == Order::SeqCst);
        let fences = set(&|e| e.order == Order::SeqCst && e.atomic.is_none());
        let mut coherence = graph.rf();
        coherence.join(&graph.mo());
        coherence.join(&graph.fr());
        let coherence = coherence.closure();

        let mut strongly = sb.clone();
        strongly.join(&sw.between(all, all));
        strongly.join(&sb.then(hb).then(sb));
        let strongly = strongly.closure();

        let to_fence = coherence.then(hb);
        let from_fence = hb.then(&coherence);
        let between = from_fence.then(hb);
        let rules = [
            (Axiom::ScHappensBefore, strongly.between(all, all)),
            (Axiom::ScOperations, coherence.between(all, all)),
            (Axiom::ScBeforeFence, to_fence.between(all, fences)),
            (Axiom::ScAfterFence, from_fence.between(fences, all)),
            (Axiom::ScBetweenFences, between.between(fences, fences)),
        ];
        let mut sc = Relation::empty(graph.events.len());
        for (axiom, order) in rules {
            if self.has(axiom) {
                sc.join(&order);
            }
        }
        sc
    }
}
