//! The graph of states, as the search finds it.

use crate::ids::{NodeId, ThreadId, Way};
use crate::operation::{Event, Operation};
use crate::plain::{Race, Watched};
use crate::printed::Printed;
use crate::registry::{ObjectInfo, ThreadInfo};
use crate::status::Status;
use crate::world::World;
use formats::Kind;
use formats::graph::outcome_text;

#[derive(Default)]
pub struct Graph {
    /// In the order of discovery; the first is the start.
    pub nodes: Vec<Node>,
    pub threads: Vec<ThreadInfo>,
    pub objects: Vec<ObjectInfo>,
    /// Of plain memory, if the listing can touch it without the compiler's proof
    /// that no two threads race.
    pub watched: Option<Watched>,
    /// Whether the listing frees memory by hand.
    pub frees: bool,
}

pub struct Node {
    pub threads: Vec<Activity>,
    pub objects: Vec<Option<Content>>,
    pub printed: Printed,
    pub edges: Vec<Edge>,
    /// `exit`, `deadlock` or `panic: …`, where the execution ends here.
    pub end: Option<String>,
    /// The two accesses of the data race that ends it.
    pub race: Option<Race>,
}

/// What a thread is about to do.
pub enum Activity {
    Unborn,
    Ready(Operation),
    Waiting(Operation),
    Finished,
}

pub struct Content {
    pub value: String,
    pub holders: Vec<ThreadId>,
}

pub struct Edge {
    pub thread: ThreadId,
    pub way: Way,
    pub to: NodeId,
    pub events: Vec<Event>,
}

impl Graph {
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }
}

impl Node {
    /// Of a search whose states are not told.
    pub fn unknown() -> Node {
        Node {
            threads: vec![],
            objects: vec![],
            printed: Printed::default(),
            edges: vec![],
            end: None,
            race: None,
        }
    }

    /// The outcome, where the execution ends here.
    pub fn outcome(&self) -> Option<Outcome> {
        Some(Outcome::new(&self.printed.text(), self.end.as_deref()?))
    }

    pub fn of(world: &World, end: Option<&str>) -> Node {
        let threads = world.threads.iter().map(|thread| match thread {
            None => Activity::Unborn,
            Some(thread) if thread.finished => Activity::Finished,
            Some(thread) => {
                let pending = thread.pending.as_ref().expect("every thread announces");
                let operation = pending.operation.clone();
                if pending.ways(world).is_empty() {
                    Activity::Waiting(operation)
                } else {
                    Activity::Ready(operation)
                }
            }
        });
        let objects = world.objects.iter().map(|object| {
            let object = object.as_ref()?;
            Some(Content {
                value: match &object.status {
                    Status::Crew(_) => queue(world),
                    _ => object.value.clone(),
                },
                holders: object.status.holders(),
            })
        });
        Node {
            threads: threads.collect(),
            objects: objects.collect(),
            printed: world.printed.clone(),
            edges: vec![],
            end: end.map(str::to_owned),
            race: world.race.clone(),
        }
    }
}

/// The tasks that are awake and wait for a thread.
fn queue(world: &World) -> String {
    let resumes = |op: &Operation| op.kind == Kind::Resume;
    let awake = world
        .alive()
        .filter(|(_, task)| task.woken.set && task.about_to().is_some_and(resumes));
    let awake: Vec<String> = awake.map(|(id, _)| id.to_string()).collect();
    match awake.is_empty() {
        true => String::new(),
        false => format!("awake {}", awake.join(" ")),
    }
}

/// What was printed, line by line, and how it ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Outcome {
    pub lines: Vec<String>,
    pub end: String,
}

impl Outcome {
    pub fn new(printed: &str, end: &str) -> Outcome {
        Outcome {
            lines: printed.lines().map(str::to_owned).collect(),
            end: end.into(),
        }
    }

    /// As files have it: `1 | 2 | exit`.
    pub fn text(&self) -> String {
        outcome_text(self.lines.iter().map(String::as_str), &self.end)
    }
}
