//! Fences: what relaxed accesses saw or tell counts from here on.

use super::Ordering::{self, AcqRel, Acquire, Relaxed, Release, SeqCst};
use crate::model::{Place, Step, done, with};

#[track_caller]
pub fn fence(order: Ordering) {
    if order == Relaxed {
        panic!("there is no such thing as a relaxed fence");
    }
    Step::new("fence", Place::caller())
        .with(format!("{order:?}"))
        .announce();
    with(|world| {
        let current = world.current;
        let mut agreed = ::std::mem::take(&mut world.agreed);
        let known = &mut world.thread_mut(current).knowledge;
        if matches!(order, Acquire | AcqRel | SeqCst) {
            known.view.join(&known.unfenced);
        }
        if order == SeqCst {
            known.view.join(&agreed);
            agreed.join(&known.view);
        }
        if matches!(order, Release | AcqRel | SeqCst) {
            known.fenced = known.view.clone();
        }
        world.agreed = agreed;
    });
    done("");
}
