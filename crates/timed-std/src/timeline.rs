//! What happened when: every wait, hold and line of each thread, named by the
//! listing's source and written down as JSON when `main` ends.

use ::std::cell::Cell;
use ::std::env;
use ::std::fs;
use ::std::panic::{AssertUnwindSafe, Location, catch_unwind, resume_unwind};
use ::std::path::Path;
use ::std::sync::atomic::AtomicUsize;
use ::std::sync::atomic::Ordering::Relaxed;
use ::std::sync::{Mutex, MutexGuard, PoisonError};
use ::std::thread;
use ::std::time::Instant;

use crate::tasks;
use explorer::naming::{
    ObjectInfo, Place, Source, ThreadId, ThreadInfo, object_names, thread_names,
};
use formats::Made;
pub use formats::timeline::{Ended, FORMAT, Lane, Poll, Span, Timeline, What};

pub type LaneId = usize;
pub type ObjectId = usize;

/// Whom or what it waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    Nothing,
    Thread(LaneId),
    Object(ObjectId),
}

#[derive(Default)]
pub(crate) struct Life {
    parent: Option<LaneId>,
    /// How many its parent had started before.
    rank: usize,
    children: usize,
    place: Place,
    name: Option<String>,
    pub(crate) from: u64,
    pub(crate) to: Option<u64>,
    prints: Vec<u64>,
    /// What a runtime polls, and not a thread.
    pub(crate) is_task: bool,
    pub(crate) polls: Vec<Poll>,
    /// When it ran a runtime, whose task it was meanwhile.
    pub(crate) runtimes: Vec<(u64, u64)>,
    pub(crate) ended: Option<Ended>,
}

struct Spell {
    lane: LaneId,
    what: What,
    of: For,
    from: u64,
    to: u64,
}

struct Object {
    kind: &'static str,
    place: Place,
    /// Where it stood when it was first used: elements of an array in order.
    address: usize,
}

pub(crate) struct Record {
    start: Option<Instant>,
    pub(crate) lanes: Vec<Life>,
    /// How many threads have polled.
    pub(crate) threads: usize,
    spans: Vec<Spell>,
    objects: Vec<Object>,
}

const EMPTY: Record = Record {
    start: None,
    lanes: Vec::new(),
    threads: 0,
    spans: Vec::new(),
    objects: Vec::new(),
};

static RECORD: Mutex<Record> = Mutex::new(EMPTY);

thread_local! {
    pub(crate) static ME: Cell<LaneId> = const { Cell::new(MAIN) };
}

const MAIN: LaneId = 0;

pub(crate) fn recorded() -> MutexGuard<'static, Record> {
    RECORD.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Microseconds since the beginning of `main`.
pub fn now() -> u64 {
    let start = recorded().start.expect("`record` runs the listing");
    start.elapsed().as_micros() as u64
}

pub fn me() -> LaneId {
    ME.get()
}

/// Where in the listing; nowhere, if the standard library is the caller (a
/// function passed by name).
pub(crate) fn place(at: &Location) -> Place {
    if at.file().contains("/library/") {
        return Place::default();
    }
    Place {
        file: 0,
        line: at.line(),
        column: at.column(),
    }
}

/// A thread that is about to start.
pub(crate) fn lane(place: Place, name: Option<String>) -> LaneId {
    let mut record = recorded();
    let parent = me();
    let rank = record.lanes[parent].children;
    record.lanes[parent].children += 1;
    record.lanes.push(Life {
        parent: Some(parent),
        rank,
        place,
        name,
        ..Life::default()
    });
    record.lanes.len() - 1
}

/// Runs a thread's body, from its first instruction to its last.
pub(crate) fn live<T>(lane: LaneId, body: impl FnOnce() -> T) -> T {
    struct End(LaneId);
    impl Drop for End {
        fn drop(&mut self) {
            let to = now();
            recorded().lanes[self.0].to = Some(to);
        }
    }
    ME.set(lane);
    let from = now();
    recorded().lanes[lane].from = from;
    let _end = End(lane);
    body()
}

/// Notes what took the time of `body`.
pub(crate) fn spend<T>(what: What, of: For, body: impl FnOnce() -> T) -> T {
    let from = now();
    let result = body();
    span(what, of, from, now());
    result
}

pub(crate) fn span(what: What, of: For, from: u64, to: u64) {
    span_of(me(), what, of, from, to);
}

/// Of any lane: a task's spans are noted by whoever polls it.
pub fn span_of(lane: LaneId, what: What, of: For, from: u64, to: u64) {
    recorded().spans.push(Spell {
        lane,
        what,
        of,
        from,
        to,
    });
}

pub(crate) fn printed() {
    let at = now();
    recorded().lanes[me()].prints.push(at);
}

/// The microsecond at which a moment lies.
pub fn at(moment: Instant) -> u64 {
    let start = recorded().start.expect("`record` runs the listing");
    moment.saturating_duration_since(start).as_micros() as u64
}

/// What an object carries from its birth in a `const fn new`; its number comes
/// with its first use.
#[derive(Debug)]
pub struct Tag {
    kind: &'static str,
    at: &'static Location<'static>,
    id: AtomicUsize,
}

impl Tag {
    #[track_caller]
    pub const fn new(kind: &'static str) -> Tag {
        Tag {
            kind,
            at: Location::caller(),
            id: AtomicUsize::new(0),
        }
    }

    pub fn id(&self) -> ObjectId {
        let mut record = recorded();
        let known = self.id.load(Relaxed);
        if known > 0 {
            return known - 1;
        }
        record.objects.push(Object {
            kind: self.kind,
            place: place(self.at),
            address: &raw const *self as usize,
        });
        self.id.store(record.objects.len(), Relaxed);
        record.objects.len() - 1
    }
}

/// Runs the listing whose source is at `path`; the file that the variable
/// `TIMELINE` names gets what was timed, even if `main` panics.
pub fn record<E>(main: impl FnOnce() -> E, path: &str) -> E {
    let source = fs::read_to_string(path).expect("the listing's source");
    let (result, mut timeline) = timed(main, &source);
    let name = Path::new(path).file_stem().expect("a file");
    timeline.listing = name.to_string_lossy().into_owned();
    let to = env::var_os("TIMELINE").expect("TIMELINE names a file");
    fs::write(to, timeline.format()).expect("the file that TIMELINE names can be written");
    result.unwrap_or_else(|payload| resume_unwind(payload))
}

/// Runs a listing, one at a time in a process.
pub fn timed<E>(main: impl FnOnce() -> E, source: &str) -> (thread::Result<E>, Timeline) {
    static ALONE: Mutex<()> = Mutex::new(());
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    *recorded() = Record {
        start: Some(Instant::now()),
        lanes: vec![Life::default()],
        threads: 1,
        ..EMPTY
    };
    tasks::is_main();
    let result = catch_unwind(AssertUnwindSafe(|| live(MAIN, main)));
    let source = Source::parse(source).expect("the listing was compiled");
    (result, written(&recorded(), &source))
}

fn written(record: &Record, source: &Source) -> Timeline {
    let end = record.lanes[MAIN].to.unwrap_or_default();
    let order = lane_order(record);
    let threads: Vec<ThreadInfo> = order
        .iter()
        .map(|&id| {
            let lane = &record.lanes[id];
            ThreadInfo {
                parent: lane.parent.map(ThreadId),
                place: lane.place,
                name: lane.name.clone(),
                kind: if lane.is_task { "task" } else { "thread" },
            }
        })
        .collect();
    let mut thread_name = vec![String::new(); order.len()];
    for (name, &id) in thread_names(&threads, source).into_iter().zip(&order) {
        thread_name[id] = name;
    }
    let object_name = named_objects(record, source);

    let spans = |id: LaneId, holds: bool| {
        let mut spans: Vec<_> = record
            .spans
            .iter()
            .filter(|span| span.lane == id)
            .filter(|span| span.what.is_hold() == holds)
            // Threads that outlive `main` are seen up to its end.
            .filter(|span| span.from <= end)
            .map(|span| {
                let of = match span.of {
                    For::Nothing => String::new(),
                    For::Thread(id) => thread_name[id].clone(),
                    For::Object(id) => object_name[id].clone(),
                };
                Span(span.what, of, span.from, span.to.min(end))
            })
            .collect();
        spans.sort_by_key(|span| (span.2, span.3));
        spans
    };
    let lanes = order.iter().map(|&id| {
        let lane = &record.lanes[id];
        Lane {
            name: thread_name[id].clone(),
            from: lane.from,
            to: lane.to.unwrap_or(end).min(end),
            spans: spans(id, false),
            holds: spans(id, true),
            prints: lane.prints.clone(),
            polls: polls(lane, end),
            ended: lane.ended,
        }
    });
    Timeline {
        format: FORMAT.into(),
        listing: String::new(),
        made: Made::default(),
        end,
        lanes: lanes.collect(),
    }
}

/// Of a task. What runs a runtime is the runtime's task meanwhile, and else a
/// thread.
fn polls(lane: &Life, end: u64) -> Option<Vec<Poll>> {
    if !lane.is_task && lane.runtimes.is_empty() {
        return None;
    }
    let thread = lane.polls.first().map_or(0, |poll| poll.0);
    let mut polls = lane.polls.clone();
    if !lane.is_task {
        let mut at = lane.from;
        for (from, to) in &lane.runtimes {
            polls.push(Poll(thread, at, *from));
            at = *to;
        }
        polls.push(Poll(thread, at, lane.to.unwrap_or(end)));
    }
    polls.retain(|poll| poll.1 <= end);
    for poll in &mut polls {
        poll.2 = poll.2.min(end);
    }
    polls.sort_by_key(|poll| poll.1);
    Some(polls)
}

/// A thread stands after its parent, and by its rank among the children: the
/// same order in every run.
fn lane_order(record: &Record) -> Vec<LaneId> {
    let path = |mut id: LaneId| {
        let mut path = vec![];
        while let Some(parent) = record.lanes[id].parent {
            path.insert(0, record.lanes[id].rank);
            id = parent;
        }
        path
    };
    let mut order: Vec<LaneId> = (0..record.lanes.len()).collect();
    order.sort_by_key(|&id| path(id));
    order
}

fn named_objects(record: &Record, source: &Source) -> Vec<String> {
    let mut order: Vec<ObjectId> = (0..record.objects.len()).collect();
    order.sort_by_key(|&id| (record.objects[id].place, record.objects[id].address));
    let infos: Vec<ObjectInfo> = order
        .iter()
        .map(|&id| ObjectInfo {
            kind: record.objects[id].kind,
            place: record.objects[id].place,
        })
        .collect();
    let mut names = vec![String::new(); order.len()];
    for (name, &id) in object_names(&infos, source).into_iter().zip(&order) {
        names[id] = name;
    }
    names
}
