//! Fences: what relaxed accesses saw or tell counts from here on.

use super::Ordering::{self, Relaxed};
use explorer::{Kind, Place, Step, done, with};

#[track_caller]
pub fn fence(order: Ordering) {
    if order == Relaxed {
        panic!("there is no such thing as a relaxed fence");
    }
    Step::new(Kind::Fence, Place::caller())
        .with(format!("{order:?}"))
        .announce();
    with(|world| world.fence(order));
    done("");
}
