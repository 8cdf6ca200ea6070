//! What all atomics share: a history of values, and who may read which.
//!
//! Values are numbered in the order of the stores. A thread's view holds the
//! oldest number it may still read; a release store carries the writer's view,
//! and an acquire load that reads it joins that view to its own. A
//! read-modify-write reads the newest value and carries on what it carried.

use super::Ordering::{self, AcqRel, Acquire, Release, SeqCst};
use crate::model::{
    Message, ObjectId, Place, Ready, SPURIOUS, Status, Step, Tag, View, Way, World,
};
use crate::model::{done, fingerprint, generation, me, with};
use ::std::cell::{Cell, UnsafeCell};

/// What an atomic may hold.
pub trait Value: Copy + PartialEq {
    fn text(self) -> String;
}

pub struct Atom<T> {
    tag: Tag,
    initial: T,
    generation: Cell<u64>,
    /// As numbered in the explorer's messages; without weak memory, the newest.
    values: UnsafeCell<Vec<T>>,
}

// SAFETY: fibers run one at a time, on one real thread.
unsafe impl<T> Sync for Atom<T> {}
// SAFETY: as above.
unsafe impl<T> Send for Atom<T> {}

impl<T: Value> Atom<T> {
    #[track_caller]
    pub const fn new(kind: &'static str, value: T) -> Atom<T> {
        Atom {
            tag: Tag::new(kind),
            initial: value,
            generation: Cell::new(0),
            values: UnsafeCell::new(Vec::new()),
        }
    }

    pub fn load(&self, place: Place, order: Ordering) -> T {
        let id = self.id();
        let current = me();
        let ready = Ready::ways(move |world| {
            let newest = newest(world, id);
            (0..=newest - floor(world, current, id, order))
                .map(|age| age as Way)
                .collect()
        });
        let way = Step::new("load", place)
            .on(id)
            .with(format!("{order:?}"))
            .ready(ready)
            .announce();
        let value = self.read(id, way, order);
        done(self.with_age(id, value.text(), way));
        value
    }

    pub fn store(&self, place: Place, value: T, order: Ordering) {
        let id = self.id();
        Step::new("store", place)
            .on(id)
            .with(format!("{}, {order:?}", value.text()))
            .announce();
        self.write(id, value, order, false);
        done("");
    }

    /// Reads the newest value and writes what comes of it.
    pub fn modify(
        &self,
        kind: &'static str,
        place: Place,
        argument: String,
        order: Ordering,
        change: impl FnOnce(T) -> T,
    ) -> T {
        let id = self.id();
        Step::new(kind, place).on(id).with(argument).announce();
        let old = self.read(id, 0, order);
        self.write(id, change(old), order, true);
        done(old.text());
        old
    }

    /// Success needs the newest value; a failure is a load, and may read an old
    /// value that is not the expected one.
    pub fn compare_exchange(
        &self,
        kind: &'static str,
        place: Place,
        (expected, new): (T, T),
        (success, failure): (Ordering, Ordering),
    ) -> Result<T, T> {
        let id = self.id();
        let current = me();
        let print = fingerprint(expected.text());
        let may_fail = kind == "compare_exchange_weak";
        let ready = Ready::ways(move |world| {
            let newest = newest(world, id);
            let floor = floor(world, current, id, failure);
            let messages = world.messages(id);
            let mut ways = vec![0];
            ways.extend(
                (1..=newest - floor)
                    .filter(|age| messages[newest - age].print != print)
                    .map(|age| age as Way),
            );
            if may_fail && world.options.spurious && !world.thread(current).spurious_used {
                ways.push(SPURIOUS);
            }
            ways
        });
        let argument = format!(
            "{}, {}, {success:?}, {failure:?}",
            expected.text(),
            new.text()
        );
        let way = Step::new(kind, place)
            .on(id)
            .with(argument)
            .ready(ready)
            .announce();
        if way == 0 && self.newest() == expected {
            let old = self.read(id, 0, success);
            self.write(id, new, success, true);
            done(format!("Ok({})", old.text()));
            return Ok(old);
        }
        let age = if way == SPURIOUS { 0 } else { way };
        let seen = self.read(id, age, failure);
        let mut text = self.with_age(id, format!("Err({})", seen.text()), age);
        if way == SPURIOUS {
            with(|world| world.thread_mut(current).spurious_used = true);
            text.push_str(", for no reason");
        }
        done(text);
        Err(seen)
    }

    pub fn newest(&self) -> T {
        // SAFETY: read between two steps, by the only fiber that runs.
        unsafe { &*self.values.get() }
            .last()
            .copied()
            .unwrap_or(self.initial)
    }

    pub fn get_mut(&mut self) -> &mut T {
        let initial = self.initial;
        let values = self.values.get_mut();
        if values.is_empty() {
            values.push(initial);
        }
        values.last_mut().expect("pushed above")
    }

    fn id(&self) -> ObjectId {
        // SAFETY: between two steps, by the only fiber that runs.
        let values = unsafe { &mut *self.values.get() };
        if self.tag.is_static() && self.generation.replace(generation()) != generation() {
            values.clear();
        }
        if values.is_empty() {
            values.push(self.initial);
        }
        let id = self.tag.id((&raw const *self) as usize);
        let text = self.newest().text();
        let print = fingerprint(&text);
        with(|world| {
            if !world.has_object(id) {
                values.drain(..values.len() - 1);
                let first = Message {
                    print,
                    view: View::default(),
                };
                world.add_object(id, text, Status::Atomic(vec![first]));
            } else if world.object(id).print != print {
                // Changed through `get_mut`.
                world
                    .messages_mut(id)
                    .last_mut()
                    .expect("never empty")
                    .print = print;
                world.set_value(id, Some(text));
            }
        });
        id
    }

    /// The value that is `age` stores old, and what reading it teaches.
    fn read(&self, id: ObjectId, age: Way, order: Ordering) -> T {
        let index = with(|world| {
            let index = newest(world, id) - age as usize;
            let told = world.messages(id)[index].view.clone();
            let current = world.current;
            let thread = world.thread_mut(current);
            thread.spin.watched = Some(id);
            let known = &mut thread.knowledge;
            known.view.raise(id, index);
            if matches!(order, Acquire | AcqRel | SeqCst) {
                known.view.join(&told);
            } else {
                known.unfenced.join(&told);
            }
            if order == SeqCst {
                world.agreed.raise(id, index);
            }
            index
        });
        // SAFETY: between two steps, by the only fiber that runs.
        let values = unsafe { &*self.values.get() };
        values[index]
    }

    fn write(&self, id: ObjectId, value: T, order: Ordering, modifies: bool) {
        // SAFETY: between two steps, by the only fiber that runs.
        let values = unsafe { &mut *self.values.get() };
        let text = value.text();
        let print = fingerprint(&text);
        let unchanged = value == self.newest();
        with(|world| {
            if !world.options.weak {
                values[0] = value;
                world.messages_mut(id)[0].print = print;
            } else {
                let message = told(world, id, print, order, modifies);
                let last = world.messages(id).last().expect("never empty");
                // Nobody can tell it from the value before: spinning on `swap`
                // would else make new states for ever.
                if !(modifies && unchanged && message.view.agrees_but_for(&last.view, id)) {
                    world.messages_mut(id).push(message);
                    values.push(value);
                    world.changed();
                }
                let current = world.current;
                let index = newest(world, id);
                world.thread_mut(current).knowledge.view.raise(id, index);
                if order == SeqCst {
                    world.agreed.raise(id, index);
                }
            }
            world.set_value(id, Some(text));
        });
    }

    fn with_age(&self, id: ObjectId, text: String, age: Way) -> String {
        if age == 0 {
            return text;
        }
        let newest = with(|world| world.object(id).value.clone());
        format!("{text}, an old value: it is {newest} by now")
    }
}

fn newest(world: &World, id: ObjectId) -> usize {
    world.messages(id).len() - 1
}

/// The oldest value that the thread may read.
fn floor(world: &World, thread: usize, id: ObjectId, order: Ordering) -> usize {
    let known = world.thread(thread).knowledge.view.at(id);
    if order == SeqCst {
        known.max(world.agreed.at(id))
    } else {
        known
    }
}

/// The next message, and what it tells those that acquire it.
fn told(world: &World, id: ObjectId, print: u64, order: Ordering, modifies: bool) -> Message {
    let known = &world.thread(world.current).knowledge;
    let releases = matches!(order, Release | AcqRel | SeqCst);
    let mut view = if releases {
        known.view.clone()
    } else {
        known.fenced.clone()
    };
    let messages = world.messages(id);
    if modifies {
        view.join(&messages[messages.len() - 1].view);
    }
    view.raise(id, messages.len());
    Message { print, view }
}
