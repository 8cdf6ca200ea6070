//! The counts of an allocation, as an object of the engine.

use ::std::cell::RefCell;
use ::std::collections::HashMap;
use explorer::{
    Kind, ObjectId, ObjectInfo, Place, Seen, Status, Step, Turn, World, generation, used, with,
};

/// Strong and weak.
pub type Counts = (usize, usize);

::std::thread_local! {
    /// The object of each allocation, by its address, in one execution.
    static OBJECTS: RefCell<(u64, HashMap<usize, ObjectId>)> = RefCell::default();
}

/// Whether that an owner comes or goes is a step.
pub fn are_steps() -> bool {
    World::running() && with(|world| world.sees(Seen::Counts))
}

/// A new allocation; what stood at its address is no more.
pub fn begin(address: usize, place: Place, counts: Counts) -> ObjectId {
    let id = with(|world| {
        let key = world.birth();
        let kind = "arc";
        let id = world.object_id(key, ObjectInfo { kind, place });
        world.add_object(id, text(counts), Status::Counts);
        id
    });
    let _engine = Turn::engine();
    OBJECTS.with_borrow_mut(|(_, objects)| objects.insert(address, id));
    id
}

/// Announces a step on the counts, which are these before it.
pub fn step(kind: Kind, place: Place, address: usize, counts: Counts) -> ObjectId {
    used("arc", address);
    let engine = Turn::engine();
    let known = OBJECTS.with_borrow_mut(|(when, objects)| {
        if *when != generation() {
            *when = generation();
            objects.clear();
        }
        objects.get(&address).copied()
    });
    drop(engine);
    let id = known.unwrap_or_else(|| begin(address, place, counts));
    Step::new(kind, place).on(id).announce();
    id
}

/// The counts are these now.
pub fn set(id: ObjectId, counts: Counts) {
    with(|world| world.set_value(id, Some(text(counts)), true));
}

/// An owner goes, and tells what it knew; the last one learns it.
pub fn goes(id: ObjectId, left: Counts) {
    with(|world| {
        world.tell(id);
        if left.0 == 0 {
            world.learn(id);
        }
    });
    set(id, left);
}

fn text((strong, weak): Counts) -> String {
    match weak {
        0 => strong.to_string(),
        _ => format!("{strong}, {weak} weak"),
    }
}
