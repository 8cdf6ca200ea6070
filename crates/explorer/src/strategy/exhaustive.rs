//! Every state, each by a real execution of the listing.
//!
//! An execution replays the choices that lead to a state, makes one more, and
//! goes on until it meets a state already known. What it did not choose is left
//! for later executions: the deepest first, or, for a failure in its plainest
//! form, what interrupts threads least. In the end each outcome is run again from
//! its choices: what does not repeat is not deterministic.

use crate::execution::{Move, Strategy};
use crate::failure::Failure;
use crate::fingerprint::fingerprint;
use crate::graph::{Edge, Node, Outcome};
use crate::ids::{NodeId, ThreadId};
use crate::options::Options;
use crate::place::Place;
use crate::state;
use crate::world::World;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::iter::successors;
use std::mem::{forget, take};

/// How often an outcome is run again: once may be luck.
const REPETITIONS: usize = 3;

/// A choice: where, and what.
type Choice = (NodeId, Move);

/// What is tried first: interruptions on the way there, and its depth; all alike
/// where the last found comes first.
type Cost = (usize, usize);

pub struct Exhaustive {
    /// Equal states are one; else no two are, and every schedule is run.
    merge: bool,
    max_states: usize,
    plain_first: bool,
    max_preemptions: Option<usize>,
    /// Something was not tried, for it interrupts threads more often than that.
    pub left_out: bool,
    pub nodes: Vec<Node>,
    by_key: HashMap<u64, NodeId>,
    /// For each node, the choice that first led there.
    found: Vec<Option<Choice>>,
    /// What is still to be tried; at first, the start.
    work: BTreeMap<Cost, Vec<Option<Choice>>>,
    /// The outcomes found, and for each the choice that led there.
    outcomes: BTreeSet<Outcome>,
    to_repeat: Vec<Choice>,
    /// The choices that lead to what this execution tries.
    plan: Vec<Choice>,
    /// Those made so far, and how often they interrupted a thread.
    trail: Vec<Choice>,
    preemptions: usize,
}

impl Exhaustive {
    pub fn new(merge: bool, max_states: usize) -> Exhaustive {
        Exhaustive {
            merge,
            max_states,
            plain_first: false,
            max_preemptions: None,
            left_out: false,
            nodes: vec![],
            by_key: HashMap::new(),
            found: vec![],
            work: BTreeMap::from([((0, 0), vec![None])]),
            outcomes: BTreeSet::new(),
            to_repeat: vec![],
            plan: vec![],
            trail: vec![],
            preemptions: 0,
        }
    }

    /// What interrupts threads least comes first.
    pub fn plain_first(options: &Options) -> Exhaustive {
        Exhaustive {
            plain_first: true,
            max_preemptions: options.max_preemptions,
            ..Exhaustive::new(options.merge, options.max_states)
        }
    }

    fn try_later(&mut self, choice: Choice, preemptions: usize) {
        if self.max_preemptions.is_some_and(|most| preemptions > most) {
            self.left_out = true;
            return;
        }
        let cost = match self.plain_first {
            true => (preemptions, self.trail.len()),
            false => (0, 0),
        };
        self.work.entry(cost).or_default().push(Some(choice));
    }

    fn next_untried(&mut self) -> Option<Option<Choice>> {
        let mut first = self.work.first_entry()?;
        let next = first.get_mut().pop();
        if first.get().is_empty() {
            first.remove();
        }
        next
    }

    /// Who moved last.
    fn last(&self) -> Option<ThreadId> {
        self.trail.last().map(|&(_, made)| made.thread)
    }

    /// The state reached by the trail, and whether it is new.
    fn arrive(&mut self, world: &mut World, end: Option<&str>) -> Result<(NodeId, bool), Failure> {
        let key = match self.merge {
            // Who moved last says what an interruption is.
            true if self.max_preemptions.is_some() => {
                fingerprint((state::key(world, end), self.last()))
            }
            true => state::key(world, end),
            false => fingerprint((&self.trail, end)),
        };
        let at = place(world);
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
                Some(to) if to != id => return Err(Failure::NotDeterministic { at }),
                Some(_) => {}
                None => edges.push(Edge {
                    thread,
                    way,
                    to: id,
                    // A copy: texts of the execution end with it.
                    events: events.clone(),
                }),
            }
        }
        Ok((id, new))
    }
}

impl Strategy for Exhaustive {
    fn begin(&mut self) -> bool {
        let untried = match (self.next_untried(), self.to_repeat.pop()) {
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
        self.preemptions = 0;
        true
    }

    fn choose(&mut self, world: &mut World, moves: &[Move]) -> Result<Option<Move>, Failure> {
        let at = place(world);
        let (node, new) = self.arrive(world, None)?;
        let last = self.last();
        let stays = moves.iter().position(|there| Some(there.thread) == last);
        let interrupts = |there: Move| usize::from(stays.is_some() && Some(there.thread) != last);
        let chosen = match self.plan.get(self.trail.len()) {
            Some(&(planned, _)) if planned != node => {
                return Err(Failure::NotDeterministic { at });
            }
            Some(&(_, planned)) => planned,
            None if !new => return Ok(None),
            None => {
                let first = stays.filter(|_| self.plain_first).unwrap_or(0);
                for (rank, &other) in moves.iter().enumerate().rev() {
                    if rank != first {
                        self.try_later((node, other), self.preemptions + interrupts(other));
                    }
                }
                moves[first]
            }
        };
        self.preemptions += interrupts(chosen);
        self.trail.push((node, chosen));
        Ok(Some(chosen))
    }

    fn end(&mut self, world: &mut World, end: &str) -> Result<(), Failure> {
        self.arrive(world, Some(end))?;
        let is_new = self
            .outcomes
            .insert(Outcome::new(&world.printed.text(), end));
        if let (true, Some(&last)) = (is_new, self.trail.last()) {
            self.to_repeat.extend([last; REPETITIONS]);
        }
        Ok(())
    }
}

/// Where the current thread is about to go on, or was last.
fn place(world: &World) -> Place {
    let events = world.events.iter().rev();
    let places = events.map(|event| event.operation.place);
    let about_to = world.mine().about_to().map(|op| op.place);
    let mut known = about_to.into_iter().chain(places);
    known.find(|place| place.line > 0).unwrap_or_default()
}

/// An address that the listing prints is another when it is run again.
pub fn move_the_heap() {
    for size in (8..512).step_by(8) {
        forget(Vec::<u8>::with_capacity(size));
    }
}
