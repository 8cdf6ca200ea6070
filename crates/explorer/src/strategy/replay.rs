//! One execution, with the moves of a schedule: each by its rank among those
//! that are possible.

use crate::execution::{Move, Strategy};
use crate::failure::Failure;
use crate::graph::{Edge, Node};
use crate::ids::NodeId;
use crate::world::World;
use std::mem::take;

pub struct Replay {
    schedule: Vec<usize>,
    /// What the schedule passes through.
    pub nodes: Vec<Node>,
    last: Option<Move>,
    begun: bool,
}

impl Replay {
    pub fn new(schedule: &[usize]) -> Replay {
        Replay {
            schedule: schedule.to_vec(),
            nodes: vec![],
            last: None,
            begun: false,
        }
    }

    fn arrive(&mut self, world: &mut World, end: Option<&str>) {
        let events = take(&mut world.events);
        let to = NodeId(self.nodes.len());
        if let (Some(before), Some(Move { thread, way })) = (self.nodes.last_mut(), self.last) {
            before.edges.push(Edge {
                thread,
                way,
                to,
                // A copy: texts of the execution end with it.
                events: events.clone(),
            });
        }
        self.nodes.push(Node::of(world, end));
    }

    fn made(&self) -> usize {
        self.nodes.len() - 1
    }
}

impl Strategy for Replay {
    fn begin(&mut self) -> bool {
        !std::mem::replace(&mut self.begun, true)
    }

    fn choose(&mut self, world: &mut World, moves: &[Move]) -> Result<Option<Move>, Failure> {
        self.arrive(world, None);
        let choice = self.made();
        let given = self.schedule.len();
        let Some(&rank) = self.schedule.get(choice) else {
            return Err(Failure::TooShort { given });
        };
        self.last = moves.get(rank).copied();
        let moves = moves.len();
        let none = Failure::NoSuchMove {
            choice,
            rank,
            moves,
        };
        self.last.map(Some).ok_or(none)
    }

    fn end(&mut self, world: &mut World, end: &str) -> Result<(), Failure> {
        self.arrive(world, Some(end));
        let (given, made) = (self.schedule.len(), self.made());
        if made < given {
            return Err(Failure::TooLong { given, made });
        }
        Ok(())
    }
}
