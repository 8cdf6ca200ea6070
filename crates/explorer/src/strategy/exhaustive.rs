//! Every state, each by a real execution of the listing.
//!
//! An execution replays the choices that lead to a state, makes one more, and
//! goes on until it meets a state already known. What it did not choose is left
//! for later executions. In the end each outcome is run again from its choices:
//! what does not repeat is not deterministic.

use crate::execution::{Move, Strategy};
use crate::failure::Failure;
use crate::fingerprint::fingerprint;
use crate::graph::{Edge, Node, Outcome};
use crate::ids::NodeId;
use crate::state;
use crate::world::World;
use std::collections::{BTreeSet, HashMap};
use std::iter::successors;
use std::mem::{forget, take};

/// How often an outcome is run again: once may be luck.
const REPETITIONS: usize = 3;

/// A choice: where, and what.
type Choice = (NodeId, Move);

pub struct Exhaustive {
    /// Equal states are one; else no two are, and every schedule is run.
    merge: bool,
    max_states: usize,
    pub nodes: Vec<Node>,
    by_key: HashMap<u64, NodeId>,
    /// For each node, the choice that first led there.
    found: Vec<Option<Choice>>,
    /// What is still to be tried; at first, the start.
    work: Vec<Option<Choice>>,
    /// The outcomes found, and for each the choice that led there.
    outcomes: BTreeSet<Outcome>,
    to_repeat: Vec<Choice>,
    /// The choices that lead to what this execution tries.
    plan: Vec<Choice>,
    /// Those made so far.
    trail: Vec<Choice>,
}

impl Exhaustive {
    pub fn new(merge: bool, max_states: usize) -> Exhaustive {
        Exhaustive {
            merge,
            max_states,
            nodes: vec![],
            by_key: HashMap::new(),
            found: vec![],
            work: vec![None],
            outcomes: BTreeSet::new(),
            to_repeat: vec![],
            plan: vec![],
            trail: vec![],
        }
    }

    /// The state reached by the trail, and whether it is new.
    fn arrive(&mut self, world: &mut World, end: Option<&str>) -> Result<(NodeId, bool), Failure> {
        let key = match self.merge {
            true => state::key(world, end),
            false => fingerprint((&self.trail, end)),
        };
        let line = line(world);
        let events = take(&mut world.events);
        let (id, new) = match self.by_key.get(&key) {
            Some(&id) => (id, false),
            None => {
                let id = NodeId(self.nodes.len());
                if id.0 >= self.max_states {
                    return Err(Failure::TooManyStates {
                        most: self.max_states,
                    });
                }
                self.nodes.push(Node::of(world, end));
                self.found.push(self.trail.last().copied());
                self.by_key.insert(key, id);
                (id, true)
            }
        };
        if let Some(&(node, Move { thread, way })) = self.trail.last() {
            let edges = &mut self.nodes[node.0].edges;
            let known = edges.iter().find(|e| (e.thread, e.way) == (thread, way));
            match known.map(|edge| edge.to) {
                Some(to) if to != id => return Err(Failure::NotDeterministic { line }),
                Some(_) => {}
                None => edges.push(Edge {
                    thread,
                    way,
                    to: id,
                    events,
                }),
            }
        }
        Ok((id, new))
    }
}

impl Strategy for Exhaustive {
    fn begin(&mut self) -> bool {
        let untried = match (self.work.pop(), self.to_repeat.pop()) {
            (Some(untried), found) => {
                self.to_repeat.extend(found);
                untried
            }
            (None, Some(found)) => {
                move_the_heap();
                Some(found)
            }
            (None, None) => return false,
        };
        let found = |&(node, _): &Choice| self.found[node.0];
        self.plan = successors(untried, found).collect();
        self.plan.reverse();
        self.trail.clear();
        true
    }

    fn choose(&mut self, world: &mut World, moves: &[Move]) -> Result<Option<Move>, Failure> {
        let line = line(world);
        let (node, new) = self.arrive(world, None)?;
        let chosen = match self.plan.get(self.trail.len()) {
            Some(&(planned, _)) if planned != node => {
                return Err(Failure::NotDeterministic { line });
            }
            Some(&(_, planned)) => planned,
            None if !new => return Ok(None),
            None => {
                let others = moves[1..].iter().rev();
                self.work.extend(others.map(|&other| Some((node, other))));
                moves[0]
            }
        };
        self.trail.push((node, chosen));
        Ok(Some(chosen))
    }

    fn end(&mut self, world: &mut World, end: &str) -> Result<(), Failure> {
        self.arrive(world, Some(end))?;
        let is_new = self.outcomes.insert(Outcome::new(&world.printed, end));
        if let (true, Some(&last)) = (is_new, self.trail.last()) {
            self.to_repeat.extend([last; REPETITIONS]);
        }
        Ok(())
    }
}

/// Where the current thread is about to go on, or was last.
fn line(world: &World) -> u32 {
    let lines = world
        .events
        .iter()
        .rev()
        .map(|event| event.operation.place.line);
    let about_to = world.mine().about_to().map(|op| op.place.line);
    about_to
        .into_iter()
        .chain(lines)
        .find(|&line| line > 0)
        .unwrap_or(0)
}

/// An address that the listing prints is another when it is run again.
fn move_the_heap() {
    for size in (8..512).step_by(8) {
        forget(Vec::<u8>::with_capacity(size));
    }
}
