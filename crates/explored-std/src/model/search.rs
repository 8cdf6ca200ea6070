//! The search: every state, each by a real execution of the listing.
//!
//! An execution replays the choices that lead to a state, makes one more, and
//! goes on until it meets a state already known. What it did not choose is left
//! for later executions.

use super::Options;
use super::fiber::{self, Fiber, Stacks};
use super::graph::{Activity, Edge, Graph, Node, NodeId};
use super::identity::{Registry, ThreadInfo};
use super::operation::Way;
use super::panics;
use super::place::{Place, enter_listing};
use super::show::fingerprint;
use super::spin::Stuck;
use super::state;
use super::time::{NEVER, SPURIOUS};
use super::world::{MAIN, ThreadId, World, with};
use ::std::collections::{BTreeMap, HashMap};
use ::std::iter::successors;
use ::std::rc::Rc;

/// Choices in one execution: a listing that needs more loops for ever.
const MAX_STEPS: usize = 1_000;

/// Runs the listing's `main`; an error that `main` returns is its message.
pub type Main = Rc<dyn Fn() -> Option<String>>;

/// The thread that goes on, and in which way.
type Choice = (ThreadId, Way);

pub fn search(main: Main, source: &str, options: Options) -> Result<Graph, String> {
    panics::silence();
    enter_listing(source);
    let found = Search::new(main.clone(), source, options.clone(), false).run();
    match found {
        // Only now is it known that the moment at which a thread ends matters.
        Err(Stop::EndsAreSeen) => Search::new(main, source, options, true).run(),
        found => found,
    }
    .map_err(|stop| match stop {
        Stop::EndsAreSeen => unreachable!("asked for once"),
        Stop::Failed(message) => message,
    })
}

enum Stop {
    EndsAreSeen,
    Failed(String),
}

struct Search {
    main: Main,
    source: String,
    options: Options,
    ends_are_seen: bool,
    nodes: Vec<Node>,
    by_key: HashMap<u64, NodeId>,
    /// For each node, the choice that first led there.
    found: Vec<Option<(NodeId, Choice)>>,
    /// What is still to be tried; at first, the start.
    work: Vec<Option<(NodeId, Choice)>>,
    registry: Registry,
    stacks: Stacks,
}

/// What the scheduler finds when it is asked.
enum Next {
    /// A step that is no choice.
    Local(ThreadId, Way),
    Choices(Vec<Choice>),
    End(String),
}

impl Search {
    fn new(main: Main, source: &str, options: Options, ends_are_seen: bool) -> Search {
        Search {
            main,
            source: source.into(),
            options,
            ends_are_seen,
            nodes: vec![],
            by_key: HashMap::new(),
            found: vec![],
            work: vec![None],
            registry: Registry::default(),
            stacks: Stacks::default(),
        }
    }

    fn run(mut self) -> Result<Graph, Stop> {
        while let Some(untried) = self.work.pop() {
            let plan = self.way_to(untried);
            self.execute(plan)?;
        }
        Ok(Graph {
            nodes: self.nodes,
            threads: self.registry.threads,
            objects: self.registry.objects,
        })
    }

    /// The choices up to and with this one.
    fn way_to(&self, last: Option<(NodeId, Choice)>) -> Vec<(NodeId, Choice)> {
        let found = |&(node, _): &(NodeId, Choice)| self.found[node];
        let mut plan: Vec<(NodeId, Choice)> = successors(last, found).collect();
        plan.reverse();
        plan
    }

    fn execute(&mut self, plan: Vec<(NodeId, Choice)>) -> Result<(), Stop> {
        let registry = ::std::mem::take(&mut self.registry);
        World::begin(self.options.clone(), registry, self.ends_are_seen);
        let mut fibers: Vec<Option<Fiber>> = vec![];
        let main = self.main.clone();
        let body = Box::new(move || crate::thread::run_main(&*main));
        let info = ThreadInfo {
            parent: None,
            place: Place::default(),
            name: Some("main".into()),
        };
        with(|world| world.add_thread(info, None, body));
        let outcome = self.follow(plan, &mut fibers);
        for fiber in fibers.into_iter().flatten() {
            fiber.into_stack(&mut self.stacks);
        }
        self.registry = World::end();
        outcome
    }

    /// One execution: first the plan, then into the unknown.
    fn follow(
        &mut self,
        plan: Vec<(NodeId, Choice)>,
        fibers: &mut Vec<Option<Fiber>>,
    ) -> Result<(), Stop> {
        let mut trail: Vec<(NodeId, Choice)> = vec![];
        for _ in 0..10 * MAX_STEPS {
            if trail.len() == MAX_STEPS {
                break;
            }
            let (thread, way) = match next(self.ends_are_seen) {
                Next::Local(thread, way) => (thread, way),
                Next::End(end) => {
                    self.arrive(&trail, Some(end))?;
                    return Ok(());
                }
                Next::Choices(choices) => {
                    let (node, new) = self.arrive(&trail, None)?;
                    let choice = match plan.get(trail.len()) {
                        Some(&(planned, _)) if planned != node => {
                            return Err(self.not_deterministic());
                        }
                        Some(&(_, choice)) => choice,
                        None if !new => return Ok(()),
                        None => {
                            self.work.extend(
                                choices[1..].iter().rev().map(|&other| Some((node, other))),
                            );
                            choices[0]
                        }
                    };
                    trail.push((node, choice));
                    if choice.1 == NEVER {
                        self.arrive(&trail, Some(DEADLOCK.into()))?;
                        return Ok(());
                    }
                    choice
                }
            };
            self.resume(thread, way, fibers)?;
        }
        Err(self.endless(&trail))
    }

    fn resume(
        &mut self,
        thread: ThreadId,
        way: Way,
        fibers: &mut Vec<Option<Fiber>>,
    ) -> Result<(), Stop> {
        let newborn = with(|world| {
            world.current = thread;
            world.way = way;
            ::std::mem::take(&mut world.newborn)
        });
        for (id, body) in newborn {
            if fibers.len() <= id {
                fibers.resize_with(id + 1, || None);
            }
            fibers[id] = Some(Fiber::new(body, &mut self.stacks));
        }
        let fiber = fibers[thread].as_mut().expect("started before it goes on");
        if !fiber.resume() {
            let fiber = fibers[thread].take().expect("resumed above");
            fiber.into_stack(&mut self.stacks);
        }
        match with(|world| world.failure.take()) {
            Some(message) if message == ENDS_ARE_SEEN => Err(Stop::EndsAreSeen),
            Some(message) => Err(Stop::Failed(format!("{}: {message}", self.source))),
            None => Ok(()),
        }
    }

    /// The state reached by the trail, and whether it is new.
    fn arrive(
        &mut self,
        trail: &[(NodeId, Choice)],
        end: Option<String>,
    ) -> Result<(NodeId, bool), Stop> {
        let key = match self.options.merge {
            true => with(|world| state::key(world, end.as_deref())),
            false => fingerprint((trail, &end)),
        };
        let events = with(|world| ::std::mem::take(&mut world.events));
        let (id, new) = match self.by_key.get(&key) {
            Some(&id) => (id, false),
            None => {
                let id = self.nodes.len();
                if id >= self.options.max_states {
                    return Err(self.too_many_states());
                }
                self.nodes.push(with(|world| Node::of(world, end)));
                self.found.push(trail.last().copied());
                self.by_key.insert(key, id);
                (id, true)
            }
        };
        if let Some(&(node, (thread, way))) = trail.last() {
            let known = self.nodes[node]
                .edges
                .iter()
                .find(|e| (e.thread, e.way) == (thread, way));
            match known.map(|edge| edge.to) {
                Some(to) if to != id => return Err(self.not_deterministic()),
                Some(_) => {}
                None => self.nodes[node].edges.push(Edge {
                    thread,
                    way,
                    to: id,
                    events,
                }),
            }
        }
        Ok((id, new))
    }

    fn too_many_states(&self) -> Stop {
        Stop::Failed(format!(
            "{}: more than {} states; make the listing smaller (fewer threads or rounds) or raise `max_states`",
            self.source, self.options.max_states
        ))
    }

    fn not_deterministic(&self) -> Stop {
        Stop::Failed(format!(
            "{}: the listing is not deterministic: the same choices led to two different states, near line {}; \
             look for the order of a HashMap, an address, a random number, a plain `static mut`, \
             or a spin loop that counts its rounds",
            self.source,
            current_line()
        ))
    }

    fn endless(&self, trail: &[(NodeId, Choice)]) -> Stop {
        let mut times: BTreeMap<u32, usize> = BTreeMap::new();
        for &(node, (thread, _)) in trail {
            if let Activity::Ready(operation) = &self.nodes[node].threads[thread] {
                *times.entry(operation.place.line).or_default() += 1;
            }
        }
        let line = times
            .into_iter()
            .max_by_key(|&(_, times)| times)
            .map_or(0, |(line, _)| line);
        Stop::Failed(format!(
            "{}: an execution took {MAX_STEPS} steps or more, most of them at line {line}: a loop that may run for ever; \
             if it spins, put `std::hint::spin_loop()` (or `thread::yield_now()`) in it",
            self.source,
        ))
    }
}

const DEADLOCK: &str = "deadlock";
const ENDS_ARE_SEEN: &str = "ends are seen";

/// The listing looks whether threads have ended: begins the search again, with a
/// thread's end as a step.
pub fn see_ends() {
    if with(|world| !world.ends_are_seen) {
        with(|world| world.failure = Some(ENDS_ARE_SEEN.into()));
        fiber::abandon();
    }
}

fn current_line() -> u32 {
    with(|world| {
        let last = world.events.last().map(|event| event.operation.place.line);
        let pending = world.thread(world.current).pending.as_ref();
        pending
            .map(|pending| pending.operation.place.line)
            .or(last)
            .unwrap_or(0)
    })
}

fn next(ends_are_seen: bool) -> Next {
    with(|world| {
        if world.thread(MAIN).finished {
            return Next::End(world.main_failure.clone().unwrap_or_else(|| "exit".into()));
        }
        let others = world.alive().count() > 1;
        let mut choices = vec![];
        let mut late = vec![];
        for (id, thread) in world.alive() {
            let Some(pending) = &thread.pending else {
                continue;
            };
            let ways = pending.ready.now(world);
            let ends_the_program = id == MAIN && pending.operation.kind == "exit" && others;
            let end_is_seen = ends_are_seen && pending.operation.kind == "exit";
            if pending.local && !ends_the_program && !end_is_seen && !ways.is_empty() {
                return Next::Local(id, ways[0]);
            }
            for way in ways {
                let moves = if pending.late == Some(way) {
                    &mut late
                } else {
                    &mut choices
                };
                moves.push((id, way));
            }
        }
        // Spinning on, when nothing else can move, leads to no new state.
        if let (Some(_), &[(thread, 0)]) = (&world.stuck, choices.as_slice()) {
            return Next::Local(thread, 0);
        }
        let by_itself = choices.iter().all(|&(_, way)| way == SPURIOUS) && late.is_empty();
        if let (true, Some(&(thread, _))) = (by_itself, choices.first()) {
            choices.push((thread, NEVER));
        }
        match (choices.is_empty(), late.is_empty()) {
            (false, _) => Next::Choices(choices),
            (true, false) => Next::Choices(late),
            (true, true) => match Stuck::next(world) {
                Some(thread) => Next::Local(thread, 0),
                None => Next::End(DEADLOCK.into()),
            },
        }
    })
}
