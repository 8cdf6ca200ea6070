//! One execution of the listing: what is no choice happens by itself, and a
//! strategy makes the choices.

use crate::blocks::{self, Blocks};
use crate::failure::Failure;
use crate::fiber::{Fiber, Stacks};
use crate::ids::{MAIN, ThreadId, Way};
use crate::options::Options;
use crate::panics;
use crate::place::Place;
use crate::registry::{Registry, ThreadInfo};
use crate::seen::Seen;
use crate::spin::spins_on;
use crate::words::Nature;
use crate::world::{World, with};
use formats::Kind;
use std::collections::BTreeMap;
use std::mem::take;
use std::rc::Rc;

/// A loop that polls has a few operations; where it prints, this is its share.
const PRINTS_ONE_IN: usize = 10;

/// For each choice, so many steps that are none.
const STEPS_A_CHOICE: usize = 10;

const DEADLOCK: &str = "deadlock";

/// What the main thread does, from its start to its end.
pub type Main = Rc<dyn Fn()>;

/// The thread that goes on, and in which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Move {
    pub thread: ThreadId,
    pub way: Way,
}

/// What comes next.
pub trait Strategy {
    /// Begins another execution, if one is wanted.
    fn begin(&mut self) -> bool;

    /// The move to make; none, if all that can follow is known.
    fn choose(&mut self, world: &mut World, moves: &[Move]) -> Result<Option<Move>, Failure>;

    /// The execution has come to its end.
    fn end(&mut self, world: &mut World, end: &str) -> Result<(), Failure>;
}

/// One after another, they number threads and objects alike.
pub struct Executions {
    main: Main,
    options: Options,
    nature: Nature,
    seen: Vec<Seen>,
    pub registry: Registry,
    stacks: Stacks,
}

/// What the scheduler finds when it is asked.
enum Next {
    /// A step that is no choice.
    Local(Move),
    Choices(Vec<Move>),
    End(String),
}

impl Executions {
    pub fn new(main: Main, options: Options, nature: Nature, seen: Vec<Seen>) -> Executions {
        panics::silence();
        Executions {
            main,
            options,
            nature,
            seen,
            registry: Registry::default(),
            stacks: Stacks::default(),
        }
    }

    pub fn run(&mut self, strategy: &mut impl Strategy) -> Result<(), Failure> {
        let registry = take(&mut self.registry);
        blocks::begin(self.blocks());
        World::begin(
            self.options.clone(),
            self.nature.opaque,
            registry,
            self.seen.clone(),
        );
        let main = self.main.clone();
        let info = ThreadInfo {
            parent: None,
            place: Place::default(),
            name: Some("main".into()),
            kind: "thread",
        };
        with(|world| world.add_thread(info, None, Box::new(move || main())));
        let mut fibers = vec![];
        let outcome = self.follow(strategy, &mut fibers);
        for fiber in fibers.into_iter().flatten() {
            fiber.into_stack(&mut self.stacks);
        }
        self.registry = World::end();
        blocks::end();
        outcome
    }

    fn blocks(&self) -> Blocks {
        let reused = self.seen.iter().filter_map(|&seen| match seen {
            Seen::Address(size, align) => Some((size, align)),
            _ => None,
        });
        Blocks::of(self.nature, reused.collect())
    }

    fn follow(
        &mut self,
        strategy: &mut impl Strategy,
        fibers: &mut Vec<Option<Fiber>>,
    ) -> Result<(), Failure> {
        // What was done at each choice, and where.
        let mut steps = vec![];
        let most = self.options.max_steps;
        for _ in 0..most.saturating_mul(STEPS_A_CHOICE) {
            if steps.len() == most {
                break;
            }
            let next = match with(next) {
                Next::Local(next) => next,
                Next::End(end) => return with(|world| strategy.end(world, &end)),
                Next::Choices(moves) => {
                    let chosen = with(|world| strategy.choose(world, &moves))?;
                    let Some(chosen) = chosen else {
                        return Ok(());
                    };
                    if chosen.way == Way::Never {
                        return with(|world| strategy.end(world, DEADLOCK));
                    }
                    steps.extend(with(|world| step(world, chosen.thread)));
                    chosen
                }
            };
            self.resume(next, fibers)?;
        }
        Err(with(|world| too_long(world, most, &steps)))
    }

    fn resume(&mut self, next: Move, fibers: &mut Vec<Option<Fiber>>) -> Result<(), Failure> {
        let newborn = with(|world| {
            world.current = next.thread;
            world.way = next.way;
            take(&mut world.newborn)
        });
        for (ThreadId(id), body) in newborn {
            if fibers.len() <= id {
                fibers.resize_with(id + 1, || None);
            }
            fibers[id] = Some(Fiber::new(body, &mut self.stacks));
        }
        let slot = &mut fibers[next.thread.0];
        let mut fiber = slot.take().expect("started before it goes on");
        if fiber.resume() {
            *slot = Some(fiber);
        } else {
            fiber.into_stack(&mut self.stacks);
        }
        with(|world| world.failure.take()).map_or(Ok(()), Err)
    }
}

fn next(world: &mut World) -> Next {
    if let Some(misuse) = &world.misuse {
        return Next::End(misuse.text());
    }
    if let Some(race) = &world.race {
        return Next::End(race.text());
    }
    if world.thread(MAIN).finished {
        return Next::End(world.main_failure.clone().unwrap_or_else(|| "exit".into()));
    }
    let others = world.alive().count() > 1;
    let mut choices = vec![];
    let mut late = vec![];
    for (thread, state) in world.alive() {
        let Some(pending) = &state.pending else {
            continue;
        };
        let ways = pending.ready.now(world);
        // The end of `main` ends the program, and others may be seen to end.
        let exits = pending.operation.kind == Kind::Exit;
        let is_choice = exits && (world.sees(Seen::Ends) || thread == MAIN && others);
        if let (true, false, Some(&way)) = (pending.local, is_choice, ways.first()) {
            return Next::Local(Move { thread, way });
        }
        for way in ways {
            let moves = match way {
                Way::TimeOut if pending.late => &mut late,
                _ => &mut choices,
            };
            moves.push(Move { thread, way });
        }
    }
    // Spinning on, when nothing else can move, leads to no new state.
    if let (Some(_), &[only]) = (&world.stuck, choices.as_slice())
        && only.way == Way::FIRST
    {
        return Next::Local(only);
    }
    let by_itself = choices.iter().all(|choice| choice.way == Way::Spurious) && late.is_empty();
    if let (true, Some(&Move { thread, .. })) = (by_itself, choices.first()) {
        let way = Way::Never;
        choices.push(Move { thread, way });
    }
    match (choices.is_empty(), late.is_empty()) {
        (false, _) => Next::Choices(choices),
        (true, false) => Next::Choices(late),
        (true, true) => match spins_on(world) {
            Some(thread) => Next::Local(Move {
                thread,
                way: Way::FIRST,
            }),
            None => Next::End(DEADLOCK.into()),
        },
    }
}

/// What the thread is about to do, and where.
fn step(world: &World, thread: ThreadId) -> Option<(Kind, Place)> {
    let operation = world.thread(thread).about_to()?;
    Some((operation.kind, operation.place))
}

/// Why an execution took too long.
fn too_long(world: &World, most: usize, steps: &[(Kind, Place)]) -> Failure {
    let is_print = |kind: Kind| matches!(kind, Kind::Print | Kind::Eprint);
    let prints = steps.iter().filter(|(kind, _)| is_print(*kind));
    let polls = world.alive().any(|(_, thread)| thread.round.last.is_some());
    if polls && prints.clone().count() >= steps.len() / PRINTS_ONE_IN {
        let at = most_frequent(prints);
        return Failure::PrintsWhilePolling { at };
    }
    let at = most_frequent(steps.iter());
    Failure::TooManyChoices { most, at }
}

fn most_frequent<'a>(steps: impl Iterator<Item = &'a (Kind, Place)>) -> Place {
    let mut times: BTreeMap<Place, usize> = BTreeMap::new();
    for &(_, place) in steps {
        *times.entry(place).or_default() += 1;
    }
    let most = times.into_iter().max_by_key(|&(_, times)| times);
    most.map_or_else(Place::default, |(place, _)| place)
}
