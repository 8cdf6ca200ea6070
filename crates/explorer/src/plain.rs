//! Plain memory, in the cells that a façade shows: who touched it, what came
//! before, and which two accesses nothing orders.
//!
//! An access is no step: in a program without a race, all that conflicts is
//! ordered by steps, and what a cell holds follows from the histories of its
//! writers. So each access ticks the clock of its thread; views carry clocks
//! wherever one thread's past becomes another's (`memory::View`); and two accesses
//! of which neither is in the other's past race, in whatever order they ran.

use crate::fiber;
use crate::fingerprint::fingerprint;
use crate::ids::{ObjectId, ThreadId};
use crate::memory::View;
use crate::operation::{Event, Operation};
use crate::place::Place;
use crate::status::Status;
use crate::world::{Pending, World, with};
use formats::Kind;
use std::collections::BTreeSet;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Access {
    Read,
    /// It may read as well.
    Write,
    /// A pointer was given, or the value to who has it alone: whether and when
    /// that reads or writes is not seen.
    Given,
}

impl Access {
    fn kind(self) -> Kind {
        match self {
            Access::Read => Kind::PlainRead,
            Access::Write => Kind::PlainWrite,
            Access::Given => Kind::PlainGiven,
        }
    }

    fn conflicts(self, other: Access) -> bool {
        (self, other) != (Access::Read, Access::Read)
    }
}

/// One access of one thread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touch {
    thread: ThreadId,
    access: Access,
    place: Place,
    /// By the clock of the thread.
    tick: u32,
}

impl Touch {
    pub fn is_before(&self, view: &View) -> bool {
        self.tick <= view.ticks(self.thread)
    }

    /// What tells it from others, in whatever execution.
    pub fn key(&self) -> u64 {
        fingerprint((self.thread, self.access, self.place))
    }

    fn operation(&self, cell: ObjectId) -> Operation {
        Operation {
            object: Some(cell),
            ..Operation::new(self.access.kind(), self.place)
        }
    }
}

/// What is remembered of a cell.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    /// Of each thread, the last access of each sort.
    touches: Vec<Touch>,
    writer: Option<ThreadId>,
    /// Of all that was written before this writer.
    base: u64,
    pub(crate) print: u64,
}

/// Which thread made a cell, where, and when: the first write.
#[derive(Clone, Copy)]
pub struct Born {
    touch: Touch,
    history: u64,
}

impl Born {
    /// `None` in no execution.
    pub fn now(place: Place) -> Option<Born> {
        World::running().then(|| {
            with(|world| Born {
                touch: world.tick(Access::Write, place),
                history: world.mine().history,
            })
        })
    }
}

impl Plain {
    /// A cell that a constant made was there before any thread.
    pub fn new(born: Option<Born>) -> Plain {
        let Some(Born { touch, history }) = born else {
            return Plain::default();
        };
        Plain {
            touches: vec![touch],
            writer: Some(touch.thread),
            base: 0,
            print: fingerprint(history),
        }
    }

    fn add(&mut self, touch: Touch) {
        let same = |&old: &Touch| (old.thread, old.access) == (touch.thread, touch.access);
        self.touches.retain(|old| !same(old));
        self.touches.push(touch);
        self.touches.sort();
    }
}

/// Two accesses of one cell, in the order in which they ran.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    pub cell: ObjectId,
    first: Touch,
    second: Touch,
}

impl Pair {
    pub fn operations(&self) -> [(ThreadId, Operation); 2] {
        [self.first, self.second].map(|touch| (touch.thread, touch.operation(self.cell)))
    }
}

/// Nothing orders them, and one of them writes.
pub type Race = Pair;

impl Race {
    /// How the execution ends.
    pub fn text(&self) -> String {
        let [first, second] = [self.first, self.second].map(|Touch { access, place, .. }| {
            let access = if access == Access::Read {
                "read"
            } else {
                "write"
            };
            format!("{access} at {place}")
        });
        format!("data race: {first}, {second}")
    }
}

/// What was seen of plain memory, by all executions.
#[derive(Default)]
pub struct Watched {
    pub cells: BTreeSet<ObjectId>,
    /// By the operations alone: nothing orders them, and it is not seen whether one
    /// of them writes.
    pub unsure: Vec<[Operation; 2]>,
}

impl Watched {
    fn doubt(&mut self, pair: &Pair) {
        let [(_, first), (_, second)] = pair.operations();
        let known =
            |[a, b]: &[Operation; 2]| (a, b) == (&first, &second) || (b, a) == (&first, &second);
        if !self.unsure.iter().any(known) {
            self.unsure.push([first, second]);
        }
    }
}

/// The current thread touches the cell. `told`, if the reader is to see it where
/// there is no race.
pub fn touch(cell: ObjectId, access: Access, place: Place, told: bool) {
    let races = with(|world| {
        let touch = world.tick(access, place);
        if told {
            world.tell_of(touch.operation(cell));
        }
        world.touch(cell, touch);
        world.race.is_some()
    });
    if races {
        fiber::abandon();
    }
}

impl World {
    /// The accesses that are remembered, those of each cell in the same order in
    /// every execution.
    pub(crate) fn touches(&self) -> impl Iterator<Item = (ObjectId, Touch)> {
        let objects = self.objects.iter().enumerate();
        objects.flat_map(|(id, object)| {
            let touches: &[Touch] = match object.as_ref().map(|object| &object.status) {
                Some(Status::Plain(plain)) => &plain.touches,
                _ => &[],
            };
            touches.iter().map(move |&touch| (ObjectId(id), touch))
        })
    }

    fn tick(&mut self, access: Access, place: Place) -> Touch {
        self.touched = true;
        let thread = self.current;
        let view = &mut self.mine_mut().knowledge.view;
        let tick = view.ticks(thread) + 1;
        view.raise_ticks(thread, tick);
        Touch {
            thread,
            access,
            place,
            tick,
        }
    }

    fn tell_of(&mut self, operation: Operation) {
        let event = Event {
            thread: self.current,
            operation,
            result: String::new(),
        };
        // A loop says it once.
        if self.events.last() != Some(&event) {
            self.events.push(event);
        }
    }

    fn touch(&mut self, cell: ObjectId, touch: Touch) {
        self.registry.watched.cells.insert(cell);
        let view = &self.mine().knowledge.view;
        let unordered = self
            .plain(cell)
            .touches
            .iter()
            .filter(|other| other.access.conflicts(touch.access) && !other.is_before(view));
        let unordered: Vec<Touch> = unordered.copied().collect();
        for first in unordered {
            let second = touch;
            let pair = Pair {
                cell,
                first,
                second,
            };
            if first.access == Access::Given || touch.access == Access::Given {
                self.registry.watched.doubt(&pair);
            } else if self.race.is_none() {
                self.race = Some(pair);
                // The end shows what it was about to do.
                self.mine_mut().pending = Some(Pending::local(touch.operation(cell)));
            }
        }
        self.pass_on(cell, touch.access);
        self.plain_mut(cell).add(touch);
    }

    /// What the current thread may have read is in its history from here on, and
    /// its history in what it may have written.
    fn pass_on(&mut self, cell: ObjectId, access: Access) {
        let current = self.current;
        let Plain { writer, print, .. } = *self.plain(cell);
        if writer.is_some_and(|writer| writer != current) {
            self.saw(print);
        }
        if access == Access::Read {
            return;
        }
        let history = self.mine().history;
        let plain = self.plain_mut(cell);
        if writer != Some(current) {
            plain.base = print;
            plain.writer = Some(current);
        }
        plain.print = fingerprint((plain.base, history));
    }
}
