//! One execution of the listing: its threads, its shared objects, its output.

use super::Options;
use super::identity::{Registry, ThreadInfo};
use super::memory::{Knowledge, View};
use super::operation::{Event, Operation, Ready, Way};
use super::place::Place;
use super::show::fingerprint;
use super::spin::{Spin, Stuck};
use super::status::Status;
use ::std::any::Any;
use ::std::cell::{Cell, RefCell};
use ::std::collections::HashMap;

pub type ThreadId = usize;
pub type ObjectId = usize;

pub const MAIN: ThreadId = 0;

pub struct World {
    pub options: Options,
    pub registry: Registry,
    /// By number; `None` for those that other executions alone have met.
    pub threads: Vec<Option<Thread>>,
    pub objects: Vec<Option<Object>>,
    pub current: ThreadId,
    /// The way that was chosen for the operation under way.
    pub way: Way,
    pub printed: String,
    /// What happened since the last state.
    pub events: Vec<Event>,
    /// What every `SeqCst` operation knows.
    pub agreed: View,
    /// Threads spawned and not yet started.
    pub newborn: Vec<(ThreadId, Body)>,
    pub main_failure: Option<String>,
    /// Whether a thread's end is a step: only `is_finished` can see it.
    pub ends_are_seen: bool,
    /// Nothing moves but threads that spin.
    pub stuck: Option<Stuck>,
    /// Why the exploration cannot go on.
    pub failure: Option<String>,
    /// Addresses held by atomic pointers, as numbers that every run shares.
    pub addresses: HashMap<usize, String>,
}

pub type Body = Box<dyn FnOnce()>;

pub struct Thread {
    pub pending: Option<Pending>,
    /// Fingerprint of all that the thread did and saw: equal histories leave a
    /// deterministic thread in equal states.
    pub history: u64,
    pub finished: bool,
    pub panicked: bool,
    pub joined: bool,
    pub scope: Option<usize>,
    pub parked_token: bool,
    /// What those that set the token knew.
    pub parked_view: View,
    pub knowledge: Knowledge,
    pub spin: Spin,
    /// Objects made and threads spawned so far.
    pub made: u32,
    pub spawned: u32,
    pub spurious_used: bool,
    /// Where time-outs already fired.
    pub timeouts: Vec<Place>,
    pub locals: Vec<(usize, Box<dyn Any>)>,
    pub locals_destroyed: bool,
}

#[derive(Clone)]
pub struct Pending {
    pub operation: Operation,
    pub ready: Ready,
    /// Moves no other thread can see: not a choice.
    pub local: bool,
    /// The way that is taken only once nothing else can move.
    pub late: Option<Way>,
}

pub struct Object {
    /// What the reader sees.
    pub value: String,
    /// What tells states apart.
    pub print: u64,
    pub status: Status,
    /// What whoever takes it (a lock, say) learns of memory.
    pub view: View,
}

thread_local! {
    static WORLD: RefCell<Option<World>> = const { RefCell::new(None) };
    static GENERATION: Cell<u64> = const { Cell::new(0) };
}

/// The execution under way.
#[track_caller]
pub fn with<R>(action: impl FnOnce(&mut World) -> R) -> R {
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

pub fn me() -> ThreadId {
    with(|world| world.current)
}

impl World {
    pub fn begin(options: Options, registry: Registry, ends_are_seen: bool) {
        GENERATION.set(GENERATION.get() + 1);
        let world = World {
            options,
            registry,
            threads: vec![],
            objects: vec![],
            current: MAIN,
            way: 0,
            printed: String::new(),
            events: vec![],
            agreed: View::default(),
            newborn: vec![],
            main_failure: None,
            ends_are_seen,
            stuck: None,
            failure: None,
            addresses: HashMap::new(),
        };
        WORLD.set(Some(world));
    }

    /// Ends the execution. What its threads own is leaked, not dropped: a
    /// destructor would act in a world that is no more.
    pub fn end() -> Registry {
        let mut world = WORLD.take().expect("begun before it ends");
        for thread in world.threads.iter_mut().flatten() {
            ::std::mem::forget(::std::mem::take(&mut thread.locals));
        }
        ::std::mem::forget(::std::mem::take(&mut world.newborn));
        world.registry
    }

    pub fn running() -> bool {
        WORLD.with(|world| world.try_borrow().is_ok_and(|world| world.is_some()))
    }

    pub fn thread(&self, id: ThreadId) -> &Thread {
        self.threads[id]
            .as_ref()
            .expect("a thread of this execution")
    }

    pub fn thread_mut(&mut self, id: ThreadId) -> &mut Thread {
        self.threads[id]
            .as_mut()
            .expect("a thread of this execution")
    }

    pub fn object(&self, id: ObjectId) -> &Object {
        self.objects[id]
            .as_ref()
            .expect("an object of this execution")
    }

    pub fn object_mut(&mut self, id: ObjectId) -> &mut Object {
        self.objects[id]
            .as_mut()
            .expect("an object of this execution")
    }

    pub fn has_object(&self, id: ObjectId) -> bool {
        self.objects.get(id).is_some_and(Option::is_some)
    }

    pub fn add_object(&mut self, id: ObjectId, value: String, status: Status) {
        if self.objects.len() <= id {
            self.objects.resize_with(id + 1, || None);
        }
        let print = fingerprint(&value);
        self.objects[id] = Some(Object {
            value,
            print,
            status,
            view: View::default(),
        });
    }

    /// A child of `parent`, which starts when the scheduler says so.
    pub fn add_thread(&mut self, info: ThreadInfo, scope: Option<usize>, body: Body) -> ThreadId {
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
        let place = info.place;
        let id = self.registry.thread(rank, info);
        if self.threads.len() <= id {
            self.threads.resize_with(id + 1, || None);
        }
        let operation = Operation {
            kind: "start",
            object: None,
            place,
            argument: String::new(),
        };
        self.threads[id] = Some(Thread {
            pending: Some(Pending {
                operation,
                ready: Ready::always(),
                local: true,
                late: None,
            }),
            history,
            finished: false,
            panicked: false,
            joined: false,
            scope,
            parked_token: false,
            parked_view: View::default(),
            knowledge,
            spin: Spin::default(),
            made: 0,
            spawned: 0,
            spurious_used: false,
            timeouts: vec![],
            locals: vec![],
            locals_destroyed: false,
        });
        self.newborn.push((id, body));
        id
    }

    /// The threads of this execution, by number.
    pub fn alive(&self) -> impl Iterator<Item = (ThreadId, &Thread)> {
        let present = self
            .threads
            .iter()
            .enumerate()
            .filter_map(|(id, t)| Some((id, t.as_ref()?)));
        present.filter(|(_, thread)| !thread.finished)
    }

    /// The current thread changed what threads share.
    pub fn changed(&mut self) {
        let current = self.current;
        self.thread_mut(current).spin.wrote();
        self.stuck = None;
    }

    /// The object has a value: what the reader sees, and what tells it apart.
    pub fn set_value(&mut self, id: ObjectId, value: Option<String>) {
        let history = self.thread(self.current).history;
        let object = self.object_mut(id);
        let print = match &value {
            Some(value) => fingerprint(value),
            // A value that cannot be shown is what its writers made of it.
            None => fingerprint((history, object.print)),
        };
        if print != object.print {
            object.print = print;
            if let Some(value) = value {
                object.value = value;
            }
            self.changed();
        }
    }

    /// The current thread tells the object's next taker all it knows.
    pub fn tell(&mut self, id: ObjectId) {
        if self.options.weak {
            let view = self.thread(self.current).knowledge.view.clone();
            self.object_mut(id).view.join(&view);
        }
    }

    /// The current thread learns what the object's last owner told.
    pub fn learn(&mut self, id: ObjectId) {
        if self.options.weak {
            let view = self.object(id).view.clone();
            self.learn_view(&view);
        }
    }

    pub fn learn_view(&mut self, view: &View) {
        let current = self.current;
        self.thread_mut(current).knowledge.view.join(view);
    }
}
