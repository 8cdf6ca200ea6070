//! One execution of the listing: its threads, its shared objects, its output.

use crate::blocks::Turn;
use crate::failure::Failure;
use crate::fiber::Body;
use crate::fingerprint::fingerprint;
use crate::ids::{MAIN, ObjectId, ThreadId, Way};
use crate::memory::{Knowledge, Message, View};
use crate::operation::{Event, Operation};
use crate::options::Options;
use crate::place::Place;
use crate::plain::{Plain, Race};
use crate::printed::Printed;
use crate::registry::{Key, ObjectInfo, Registry, ThreadInfo};
use crate::round::Round;
use crate::seen::Seen;
use crate::status::{Apart, Asleep, Crew, Gate, Lock, Once, Pipe, Status};
use formats::Kind;
use std::alloc::Layout;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::mem::{forget, take};
use std::rc::Rc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Mutex, PoisonError};

pub struct World {
    pub options: Options,
    /// Threads may leave something where no object is: see `words::Words::opaque`.
    pub(crate) opaque: bool,
    /// The thread that runs.
    pub current: ThreadId,
    pub(crate) registry: Registry,
    /// By number; `None` for those that other executions alone have met.
    pub(crate) threads: Vec<Option<Thread>>,
    pub(crate) objects: Vec<Option<Object>>,
    /// The way that was chosen for the operation under way.
    pub(crate) way: Way,
    pub(crate) printed: Printed,
    /// What happened since the last state.
    pub(crate) events: Vec<Event>,
    /// What every `SeqCst` operation knows.
    pub(crate) agreed: View,
    /// The virtual clock, in nanoseconds.
    pub now: u64,
    /// Whether anybody waits by it: else a sleep is no time.
    pub clocked: bool,
    /// Threads spawned and not yet started.
    pub(crate) newborn: Vec<(ThreadId, Body)>,
    /// How `main` ended, if not well.
    pub(crate) main_failure: Option<String>,
    /// What is a step only because the listing looks at it.
    seen: Vec<Seen>,
    /// Nothing moves but threads that spin.
    pub(crate) stuck: Option<Stuck>,
    /// Plain memory was touched: what threads know orders it.
    pub(crate) touched: bool,
    /// Two accesses to plain memory that nothing orders: the execution ends.
    pub(crate) race: Option<Race>,
    /// Memory that was freed is touched: the execution ends.
    pub(crate) misuse: Option<Misuse>,
    /// What was freed and held by atomic pointers, the oldest first.
    reusable: Vec<Reusable>,
    /// Why the exploration cannot go on.
    pub(crate) failure: Option<Failure>,
    /// Addresses held by atomic pointers, as numbers that every run shares.
    addresses: BTreeMap<usize, String>,
    /// Which thread met which of the objects that constants made, and when.
    pub(crate) met: u64,
}

pub struct Thread {
    pub(crate) pending: Option<Pending>,
    /// Fingerprint of all that the thread did and saw: equal histories leave a
    /// deterministic thread in equal states.
    pub history: u64,
    pub finished: bool,
    /// Its body has ended, and this is what it knew; its locals have not.
    pub(crate) left: Option<View>,
    pub panicked: bool,
    /// Panics under way, and where the last one began.
    pub(crate) panics: u32,
    pub(crate) panic_place: Place,
    pub joined: bool,
    pub scope: Option<usize>,
    pub parked: Token,
    /// It is a task, and somebody woke it.
    pub woken: Token,
    /// It is a task, whose future is dropped where it waits.
    pub aborted: bool,
    pub knowledge: Knowledge,
    /// What the façade keeps for the thread.
    pub locals: Vec<Local>,
    pub(crate) round: Round,
    /// Objects made and threads spawned so far.
    made: u32,
    met: u32,
    spawned: u32,
    pub(crate) spurious_used: bool,
    /// Where time-outs already fired.
    pub(crate) timeouts: Vec<Place>,
}

/// What others set to let a thread go on.
#[derive(Clone, Debug, Default)]
pub struct Token {
    pub set: bool,
    /// What those that set it knew.
    pub view: View,
    pub(crate) trail: u64,
}

/// What is the thread's own, under the number of who asked for it.
pub struct Local {
    pub key: usize,
    /// Whether it has a destructor.
    pub drops: bool,
    /// None, once that has begun.
    pub value: Option<Box<dyn Any>>,
}

impl Thread {
    /// Whether its body has ended.
    pub fn has_left(&self) -> bool {
        self.finished || self.left.is_some()
    }

    /// What the thread is about to do, or waits for.
    pub fn about_to(&self) -> Option<&Operation> {
        self.pending.as_ref().map(|pending| &pending.operation)
    }
}

#[derive(Clone)]
pub struct Pending {
    pub operation: Operation,
    pub ready: Ready,
    /// Moves no other thread can see: not a choice.
    pub local: bool,
    /// Time runs out only once nothing else can move.
    pub late: bool,
    /// When it does, by the virtual clock: the earliest comes first.
    pub deadline: Option<u64>,
    /// It needs one of these threads.
    pub crew: Option<ObjectId>,
    /// Where the object of the operation stands, and where that was freed since.
    pub(crate) address: usize,
    pub(crate) freed: Option<Place>,
}

impl Pending {
    pub fn new(operation: Operation) -> Pending {
        Pending {
            operation,
            ready: Ready::always(),
            local: false,
            late: false,
            deadline: None,
            crew: None,
            address: 0,
            freed: None,
        }
    }

    /// In which ways it may go now.
    pub fn ways(&self, world: &World) -> Vec<Way> {
        match self.has_room(world) {
            true => self.ready.now(world),
            false => vec![],
        }
    }

    pub fn has_room(&self, world: &World) -> bool {
        self.crew.is_none_or(|crew| world.crew(crew).has_room())
    }

    /// … as a step that is no choice.
    pub fn local(operation: Operation) -> Pending {
        Pending {
            local: true,
            ..Pending::new(operation)
        }
    }
}

/// In which ways the operation may go now; in none, it waits.
#[derive(Clone)]
pub struct Ready(Rc<Ways>);

type Ways = dyn Fn(&World) -> Vec<Way>;

impl Ready {
    pub fn always() -> Ready {
        Ready::when(|_| true)
    }

    pub fn when(condition: impl Fn(&World) -> bool + 'static) -> Ready {
        Ready::ways(move |world| match condition(world) {
            true => vec![Way::FIRST],
            false => vec![],
        })
    }

    pub fn ways(ways: impl Fn(&World) -> Vec<Way> + 'static) -> Ready {
        let _engine = Turn::engine();
        Ready(Rc::new(ways))
    }

    fn now(&self, world: &World) -> Vec<Way> {
        (self.0)(world)
    }
}

pub struct Object {
    /// What the reader sees.
    pub value: String,
    /// What tells states apart.
    pub print: u64,
    /// In an opaque listing, who did what to it, one after the other.
    pub(crate) trail: u64,
    pub(crate) status: Status,
    /// What whoever takes it (a lock, say) learns of memory.
    pub(crate) view: View,
    /// Where it stands.
    pub(crate) address: usize,
}

/// Memory that was freed is touched there.
#[derive(Clone, Debug)]
pub struct Misuse {
    pub what: &'static str,
    pub at: Place,
    pub freed: Place,
}

impl Misuse {
    /// How the execution ends.
    pub fn text(&self) -> String {
        let Misuse { what, at, .. } = self;
        format!("use after free: {what} at {at}, {}", self.when())
    }

    pub fn when(&self) -> String {
        match self.freed {
            Place { line: 0, .. } => "freed before".into(),
            at => format!("freed at {at}"),
        }
    }
}

/// A freed block, and what atomic pointers called it.
struct Reusable {
    block: usize,
    layout: Layout,
    name: String,
}

/// Only threads that spin are left. They are given some rounds more, in which no
/// state is counted: one that counts its rounds may give up, and go on.
pub struct Stuck {
    pub rounds: usize,
    /// The events before it.
    pub events: usize,
}

thread_local! {
    static WORLD: RefCell<Option<World>> = const { RefCell::new(None) };
    static GENERATION: Cell<u64> = const { Cell::new(0) };
}

/// The last of the whole process: a static that all its explorations share is not
/// to take one for another.
static GENERATIONS: AtomicU64 = AtomicU64::new(0);
/// What constants made and a second execution met again: address and kind.
static STATICS: Mutex<BTreeSet<(usize, &str)>> = Mutex::new(BTreeSet::new());

/// The execution under way.
#[track_caller]
pub fn with<R>(action: impl FnOnce(&mut World) -> R) -> R {
    let _engine = Turn::engine();
    WORLD.with_borrow_mut(|world| {
        action(
            world
                .as_mut()
                .expect("the listing runs outside the explorer"),
        )
    })
}

/// A number that changes with each execution: statics begin anew.
pub fn generation() -> u64 {
    GENERATION.get()
}

/// The thread that runs.
pub fn me() -> ThreadId {
    with(|world| world.current)
}

impl World {
    pub(crate) fn begin(options: Options, opaque: bool, registry: Registry, seen: Vec<Seen>) {
        GENERATION.set(GENERATIONS.fetch_add(1, Relaxed) + 1);
        let world = World {
            options,
            opaque,
            current: MAIN,
            registry,
            threads: vec![],
            objects: vec![],
            way: Way::FIRST,
            printed: Printed::default(),
            events: vec![],
            agreed: View::default(),
            now: 0,
            clocked: false,
            newborn: vec![],
            main_failure: None,
            seen,
            stuck: None,
            touched: false,
            race: None,
            misuse: None,
            reusable: vec![],
            failure: None,
            addresses: BTreeMap::new(),
            met: 0,
        };
        WORLD.set(Some(world));
    }

    /// Ends the execution. What its threads own is not dropped: a destructor would
    /// act in a world that is no more.
    pub(crate) fn end() -> Registry {
        let mut world = WORLD.take().expect("begun before it ends");
        for thread in world.threads.iter_mut().flatten() {
            thread.locals.drain(..).for_each(forget);
        }
        world.newborn.drain(..).for_each(forget);
        world.registry
    }

    /// Whether this is a step.
    pub fn sees(&self, what: Seen) -> bool {
        self.seen.contains(&what)
    }

    /// Whether an execution is under way on this real thread.
    pub fn running() -> bool {
        WORLD.with(|world| world.try_borrow().is_ok_and(|world| world.is_some()))
    }

    /// The thread that runs, as a message calls it; none where that cannot be known.
    pub(crate) fn running_thread() -> Option<String> {
        WORLD.with(|world| {
            let world = world.try_borrow().ok()?;
            let world = world.as_ref()?;
            let ThreadInfo { name, place, .. } = world.registry.threads.get(world.current.0)?;
            Some(match name {
                Some(name) => format!("thread `{name}`"),
                None => format!("the thread spawned at {place}"),
            })
        })
    }

    pub fn thread(&self, id: ThreadId) -> &Thread {
        self.threads[id.0]
            .as_ref()
            .expect("a thread of this execution")
    }

    pub fn thread_mut(&mut self, id: ThreadId) -> &mut Thread {
        self.threads[id.0]
            .as_mut()
            .expect("a thread of this execution")
    }

    /// The thread that runs.
    pub fn mine(&self) -> &Thread {
        self.thread(self.current)
    }

    pub fn mine_mut(&mut self) -> &mut Thread {
        self.thread_mut(self.current)
    }

    /// The name that its builder gave it.
    pub fn thread_name(&self, id: ThreadId) -> Option<&str> {
        self.registry.threads[id.0].name.as_deref()
    }

    /// `thread`, or what a façade runs as one.
    pub fn thread_kind(&self, id: ThreadId) -> &'static str {
        self.registry.threads[id.0].kind
    }

    /// The threads of this execution, by number.
    pub fn threads(&self) -> impl Iterator<Item = (ThreadId, &Thread)> {
        let numbered = self.threads.iter().enumerate();
        numbered.filter_map(|(id, thread)| Some((ThreadId(id), thread.as_ref()?)))
    }

    /// Those that have not ended.
    pub fn alive(&self) -> impl Iterator<Item = (ThreadId, &Thread)> {
        self.threads().filter(|(_, thread)| !thread.finished)
    }

    /// A child of `parent`, which starts when the scheduler says so.
    pub(crate) fn add_thread(
        &mut self,
        info: ThreadInfo,
        scope: Option<usize>,
        body: Body,
    ) -> ThreadId {
        let mut history = 1;
        let mut knowledge = Knowledge::default();
        let mut rank = 0;
        if let Some(parent) = info.parent {
            let parent = self.thread_mut(parent);
            parent.spawned += 1;
            rank = parent.spawned;
            history = fingerprint((parent.history, rank));
            knowledge.view = parent.knowledge.view.clone();
        }
        let operation = Operation::new(Kind::Start, info.place);
        let id = self.registry.thread(rank, info);
        if self.threads.len() <= id.0 {
            self.threads.resize_with(id.0 + 1, || None);
        }
        self.threads[id.0] = Some(Thread {
            pending: Some(Pending::local(operation)),
            history,
            finished: false,
            left: None,
            panicked: false,
            panics: 0,
            panic_place: Place::default(),
            joined: false,
            scope,
            parked: Token::default(),
            woken: Token::default(),
            aborted: false,
            knowledge,
            locals: vec![],
            round: Round::default(),
            made: 0,
            met: 0,
            spawned: 0,
            spurious_used: false,
            timeouts: vec![],
        });
        self.newborn.push((id, body));
        id
    }

    /// How the object that the current thread makes now is known again.
    pub fn birth(&mut self) -> Key {
        let current = self.current;
        let thread = self.mine_mut();
        thread.made += 1;
        Key::Made(current, thread.made)
    }

    /// How an object that a constant made is known again; the current thread is
    /// the first of this execution to meet it. If another execution did before
    /// (`again`), it is a static.
    pub fn meet(&mut self, address: usize, kind: &'static str, place: Place, again: bool) -> Key {
        let mut statics = STATICS.lock().unwrap_or_else(PoisonError::into_inner);
        if again && statics.insert((address, kind)) {
            self.failure = Some(Failure::StaticFound);
        }
        if statics.contains(&(address, kind)) {
            return Key::Static(address, kind);
        }
        let current = self.current;
        let thread = self.mine_mut();
        thread.met += 1;
        let key = Key::Met(current, thread.met, kind, place);
        // Which object it is follows from what the thread did before; in whatever
        // order threads meet theirs.
        let met = fingerprint((key, thread.history));
        self.met = self.met.wrapping_add(met);
        key
    }

    /// The number of an object.
    pub fn object_id(&mut self, key: Key, info: ObjectInfo) -> ObjectId {
        self.registry.object(key, info)
    }

    pub fn has_object(&self, id: ObjectId) -> bool {
        self.objects.get(id.0).is_some_and(Option::is_some)
    }

    /// The execution meets the object for the first time.
    pub fn add_object(&mut self, id: ObjectId, value: String, status: Status) {
        if self.objects.len() <= id.0 {
            self.objects.resize_with(id.0 + 1, || None);
        }
        let print = fingerprint(&value);
        self.objects[id.0] = Some(Object {
            value,
            print,
            trail: 0,
            status,
            view: View::default(),
            address: 0,
        });
    }

    /// It stands there now.
    pub fn stands(&mut self, id: ObjectId, address: usize) {
        self.object_mut(id).address = address;
    }

    pub fn object(&self, id: ObjectId) -> &Object {
        self.objects[id.0]
            .as_ref()
            .expect("an object of this execution")
    }

    fn object_mut(&mut self, id: ObjectId) -> &mut Object {
        self.objects[id.0]
            .as_mut()
            .expect("an object of this execution")
    }

    /// The object has a value, and the façade says what tells it apart.
    pub fn set_print(&mut self, id: ObjectId, value: String, print: u64) {
        self.mark(id);
        let object = self.object_mut(id);
        object.print = print;
        object.value = value;
        self.changed();
    }

    /// The object has a value: what the reader sees, if there is a text. What
    /// tells it apart is the text too, if it is `exact`; else what its writers
    /// made of it, which is their histories.
    pub fn set_value(&mut self, id: ObjectId, value: Option<String>, exact: bool) {
        let history = self.mine().history;
        self.mark(id);
        let object = self.object_mut(id);
        let print = match &value {
            Some(value) if exact => fingerprint(value),
            _ => fingerprint((history, object.print)),
        };
        if print != object.print {
            object.print = print;
            if let Some(value) = value {
                object.value = value;
            }
            self.changed();
        }
    }

    /// In an opaque listing, what the current thread has done so far is known to
    /// come before what others do with the object later.
    fn mark(&mut self, id: ObjectId) {
        if self.opaque {
            let history = self.mine().history;
            let object = self.object_mut(id);
            object.trail = fingerprint((history, object.trail));
        }
    }

    /// … and this comes after what others did with it.
    pub(crate) fn follow(&mut self, id: ObjectId) {
        if self.opaque {
            let trail = self.object(id).trail;
            self.saw(trail);
        }
    }

    /// The current thread looked at something in no step of its own.
    pub fn saw(&mut self, print: u64) {
        let thread = self.mine_mut();
        thread.history = fingerprint((thread.history, print));
        thread.round.saw(print);
    }

    /// The current thread looked at the object in no step of its own.
    pub fn looked_at(&mut self, id: ObjectId, print: u64) {
        self.saw(fingerprint((id, print)));
        self.follow(id);
    }

    /// The current thread changed what threads share.
    pub fn changed(&mut self) {
        self.mine_mut().round.wrote = true;
        self.stuck = None;
    }

    /// The current thread prints: part of the outcome.
    pub fn print(&mut self, text: &str) {
        self.printed.push(text);
        self.changed();
    }

    /// How `main` ended, if not well: `panic: …` or `error: …`.
    pub fn fail_main(&mut self, failure: Option<String>) {
        self.main_failure = failure;
    }

    /// The current thread tells the object's next taker all it knows.
    pub fn tell(&mut self, id: ObjectId) {
        self.mark(id);
        if self.options.weak || self.touched {
            let view = self.mine().knowledge.view.clone();
            self.object_mut(id).view.join(&view);
        }
    }

    /// The current thread learns what the object's last owner told.
    pub fn learn(&mut self, id: ObjectId) {
        self.follow(id);
        if self.options.weak || self.touched {
            let view = self.object(id).view.clone();
            self.learn_view(&view);
        }
    }

    pub fn learn_view(&mut self, view: &View) {
        self.mine_mut().knowledge.view.join(view);
    }

    /// The current thread unparks the other; whether it had a token already.
    pub fn unpark(&mut self, to: ThreadId) -> bool {
        self.give(to, |thread| &mut thread.parked)
    }

    /// The current thread wakes the other, which is a task; whether it was awake.
    pub fn wake(&mut self, task: ThreadId) -> bool {
        self.give(task, |thread| &mut thread.woken)
    }

    fn give(&mut self, to: ThreadId, token: fn(&mut Thread) -> &mut Token) -> bool {
        let (view, history) = (self.mine().knowledge.view.clone(), self.mine().history);
        let opaque = self.opaque;
        let token = token(self.thread_mut(to));
        token.view.join(&view);
        if opaque {
            token.trail = fingerprint((history, token.trail));
        }
        let already = std::mem::replace(&mut token.set, true);
        if !already {
            self.changed();
        }
        already
    }

    /// The current thread takes its token, and learns what the givers knew.
    pub fn take_token(&mut self, token: fn(&mut Thread) -> &mut Token) {
        let Token { view, trail, .. } = take(token(self.mine_mut()));
        self.learn_view(&view);
        if trail != 0 {
            self.saw(trail);
        }
        self.stuck = None;
    }

    /// What wakes the task is not the engine's, and keeps an order of its own.
    pub fn wakes_otherwise(&mut self, task: ThreadId) {
        let history = self.mine().history;
        let woken = &mut self.thread_mut(task).woken;
        woken.trail = fingerprint((history, woken.trail));
    }

    /// Time has passed, until then.
    pub fn pass_to(&mut self, deadline: u64) {
        if self.now < deadline {
            self.now = deadline;
            self.changed();
        }
    }

    /// Whether a wait of the thread may end, or an exchange fail, for no reason.
    pub fn may_be_spurious(&self, thread: ThreadId) -> bool {
        self.options.spurious && !self.thread(thread).spurious_used
    }

    /// Takes note of a way that nobody caused.
    pub fn went(&mut self, way: Way, place: Place) {
        let thread = self.mine_mut();
        match way {
            Way::TimeOut => thread.timeouts.push(place),
            Way::Spurious => thread.spurious_used = true,
            Way::Rank(_) | Way::Never => {}
        }
    }

    /// A block was freed, and with it what others are about to use. Whether its
    /// address may come again, and somebody notice.
    pub(crate) fn freed(&mut self, block: usize, layout: Layout, at: Place) -> bool {
        let range = block..block + layout.size();
        let threads = self.threads.iter_mut().flatten();
        for pending in threads.filter_map(|thread| thread.pending.as_mut()) {
            if range.contains(&pending.address) {
                pending.freed = Some(at);
            }
        }
        // Letters are no node of a list, and a façade has many of them.
        let counts = self.options.reuse && layout.align() > 1;
        let name = self.addresses.range(range).next();
        let Some((_, name)) = name.filter(|_| counts) else {
            return false;
        };
        let name = name.clone();
        self.reusable.push(Reusable {
            block,
            layout,
            name,
        });
        true
    }

    /// The blocks whose address an allocation may get, the last freed first.
    pub(crate) fn reusable(&self, layout: Layout) -> impl Iterator<Item = usize> {
        let blocks = self.reusable.iter().enumerate().rev();
        blocks
            .filter(move |(_, block)| block.layout == layout)
            .map(|(at, _)| at)
    }

    /// The block of this rank is one again.
    pub(crate) fn reuse(&mut self, layout: Layout, rank: usize) -> (usize, String) {
        let at = self.reusable(layout).nth(rank).expect("there was a way");
        let Reusable { block, name, .. } = self.reusable.remove(at);
        (block, name)
    }

    /// What tells apart which addresses may come again.
    pub(crate) fn reusable_print(&self) -> u64 {
        let names = self.reusable.iter().map(|block| block.name.as_str());
        fingerprint(names.collect::<Vec<_>>())
    }

    /// An address as a name that every run shares: whose, and how many before it.
    pub fn address_name(&mut self, address: usize) -> String {
        if address == 0 {
            return "null".into();
        }
        if let Some(name) = self.addresses.get(&address) {
            return name.clone();
        }
        let Key::Made(thread, rank) = self.birth() else {
            unreachable!("a thread makes it")
        };
        let name = format!("&{thread}.{rank}");
        self.addresses.insert(address, name.clone());
        name
    }
}

/// `world.lock(id)` and its like: the object's status, of the kind expected.
macro_rules! status_of_kind {
    ($($get:ident, $get_mut:ident: $variant:ident($kind:ty);)*) => {
        impl World {
            $(
                pub fn $get(&self, id: ObjectId) -> &$kind {
                    match &self.object(id).status {
                        Status::$variant(status) => status,
                        other => unreachable!("object {id} is a {other:?}"),
                    }
                }

                pub fn $get_mut(&mut self, id: ObjectId) -> &mut $kind {
                    match &mut self.object_mut(id).status {
                        Status::$variant(status) => status,
                        other => unreachable!("object {id} is a {other:?}"),
                    }
                }
            )*
        }
    };
}

status_of_kind! {
    lock, lock_mut: Lock(Lock);
    asleep, asleep_mut: Asleep(Asleep);
    gate, gate_mut: Gate(Gate);
    pipe, pipe_mut: Pipe(Pipe);
    once, once_mut: Once(Once);
    messages, messages_mut: Atomic(Vec<Message>);
    plain, plain_mut: Plain(Plain);
    crew, crew_mut: Crew(Crew);
    apart, apart_mut: Apart(Apart);
}
