//! What all atomics share: the values that the explorer's messages number.

use super::Ordering;
use crate::tag::Tag;
use ::std::cell::UnsafeCell;
use explorer::{
    Kind, Message, ObjectId, Place, Ready, Status, Step, Turn, View, Way, Whose, done, fingerprint,
    me, with,
};

/// What an atomic may hold.
pub trait Value: Copy + PartialEq {
    fn text(self) -> String;
}

pub struct Atom<T> {
    tag: Tag,
    initial: T,
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
            values: UnsafeCell::new(Vec::new()),
        }
    }

    pub fn load(&self, place: Place, order: Ordering) -> T {
        let _engine = Turn::engine();
        let id = self.id();
        let current = me();
        let ready = Ready::ways(move |world| {
            let oldest = world.newest(id) - world.oldest(current, id, order);
            (0..=oldest as u32).map(Way::Rank).collect()
        });
        let way = Step::new(Kind::Load, place)
            .on(id)
            .with(format!("{order:?}"))
            .ready(ready)
            .announce();
        let value = self.read(id, way.rank(), order);
        done(self.with_age(id, value.text(), way.rank()));
        value
    }

    pub fn store(&self, place: Place, value: T, order: Ordering) {
        let _engine = Turn::engine();
        let id = self.id();
        Step::new(Kind::Store, place)
            .on(id)
            .with(format!("{}, {order:?}", value.text()))
            .announce();
        self.write(id, value, order, false);
        done("");
    }

    /// Reads the newest value and writes what comes of it.
    pub fn modify(
        &self,
        kind: Kind,
        place: Place,
        argument: String,
        order: Ordering,
        change: impl FnOnce(T) -> T,
    ) -> T {
        let _engine = Turn::engine();
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
        kind: Kind,
        place: Place,
        (expected, new): (T, T),
        (success, failure): (Ordering, Ordering),
    ) -> Result<T, T> {
        let _engine = Turn::engine();
        let id = self.id();
        let current = me();
        let print = fingerprint(expected.text());
        let may_fail = kind == Kind::CompareExchangeWeak;
        let ready = Ready::ways(move |world| {
            let newest = world.newest(id);
            let oldest = world.oldest(current, id, failure);
            let messages = world.messages(id);
            let mut ways = vec![Way::FIRST];
            ways.extend(
                (1..=newest - oldest)
                    .filter(|age| messages[newest - age].print != print)
                    .map(|age| Way::Rank(age as u32)),
            );
            if may_fail && world.may_be_spurious(current) {
                ways.push(Way::Spurious);
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
        if way == Way::FIRST && self.newest() == expected {
            let old = self.read(id, 0, success);
            self.write(id, new, success, true);
            done(format!("Ok({})", old.text()));
            return Ok(old);
        }
        let seen = self.read(id, way.rank(), failure);
        let mut text = self.with_age(id, format!("Err({})", seen.text()), way.rank());
        with(|world| world.went(way, place));
        if way == Way::Spurious {
            text.push_str(", for no reason");
        }
        done(text);
        Err(seen)
    }

    /// Reads the newest value by value or by `{:?}`, in no step of its own.
    pub fn look(&self) -> T {
        let id = self.id();
        let newest = self.newest();
        with(|world| {
            let print = world.object(id).print;
            world.looked_at(id, print);
        });
        newest
    }

    fn newest(&self) -> T {
        // SAFETY: read between two steps, by the only fiber that runs.
        unsafe { &*self.values.get() }
            .last()
            .copied()
            .unwrap_or(self.initial)
    }

    pub fn get_mut(&mut self) -> &mut T {
        self.look();
        let values = self.values.get_mut();
        values.last_mut().expect("looked at, so there is one")
    }

    fn id(&self) -> ObjectId {
        let _facade = Turn::of(Whose::Facade);
        let address = (&raw const *self) as usize;
        if self.tag.begins(address) {
            // SAFETY: as below. What was there ended with another execution.
            unsafe { self.values.get().write(Vec::new()) };
        }
        // SAFETY: between two steps, by the only fiber that runs.
        let values = unsafe { &mut *self.values.get() };
        if values.is_empty() {
            values.push(self.initial);
        }
        let id = self.tag.id(address);
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
                world.set_value(id, Some(text), true);
            }
            world.stands(id, address);
        });
        id
    }

    /// The value that is `age` stores old, and what reading it teaches.
    fn read(&self, id: ObjectId, age: u32, order: Ordering) -> T {
        let index = with(|world| {
            let index = world.newest(id) - age as usize;
            world.read(id, index, order);
            index
        });
        // SAFETY: between two steps, by the only fiber that runs.
        let values = unsafe { &*self.values.get() };
        values[index]
    }

    fn write(&self, id: ObjectId, value: T, order: Ordering, modifies: bool) {
        let _facade = Turn::of(Whose::Facade);
        let text = value.text();
        let print = fingerprint(&text);
        let made_of = modifies.then(|| fingerprint(self.newest().text()));
        // SAFETY: between two steps, by the only fiber that runs.
        let values = unsafe { &mut *self.values.get() };
        let numbered = with(|world| {
            let numbered = world.write(id, print, order, made_of);
            world.set_value(id, Some(text), true);
            numbered
        });
        match values.last_mut() {
            Some(newest) if !numbered => *newest = value,
            _ => values.push(value),
        }
    }

    fn with_age(&self, id: ObjectId, text: String, age: u32) -> String {
        if age == 0 {
            return text;
        }
        let newest = with(|world| world.object(id).value.clone());
        format!("{text}, an old value: it is {newest} by now")
    }
}
