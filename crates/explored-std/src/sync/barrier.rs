//! `Barrier`: the last to arrive leads.

use super::shared::Shared;
use ::std::fmt;
use ::std::mem::take;
use explorer::{Gate, Kind, ObjectId, Place, Ready, Status, Step, done, with};

pub struct Barrier {
    shared: Shared<()>,
    size: usize,
}

// SAFETY: it holds a number, and fibers run one at a time.
unsafe impl Send for Barrier {}
// SAFETY: as above.
unsafe impl Sync for Barrier {}

pub struct BarrierWaitResult(bool);

impl BarrierWaitResult {
    pub fn is_leader(&self) -> bool {
        self.0
    }
}

impl Barrier {
    #[track_caller]
    pub const fn new(size: usize) -> Barrier {
        Barrier {
            shared: Shared::new("barrier", ()),
            size,
        }
    }

    #[track_caller]
    pub fn wait(&self) -> BarrierWaitResult {
        let place = Place::caller();
        let id = self.id();
        Step::new(Kind::Wait, place).on(id).announce();
        let (round, leads) = with(|world| {
            world.tell(id);
            let current = world.current;
            let gate = world.gate_mut(id);
            gate.arrived.push(current);
            gate.arrived.sort();
            let round = gate.round;
            let leads = gate.arrived.len() >= self.size;
            if leads {
                gate.round += 1;
                take(&mut gate.arrived);
                world.learn(id);
            }
            world.changed();
            (round, leads)
        });
        done(if leads {
            "the last to arrive"
        } else {
            "arrived"
        });
        if !leads {
            // That the gate has opened stays true: when one passes is no choice.
            Step::new(Kind::Pass, place)
                .on(id)
                .ready(Ready::when(move |world| world.gate(id).round != round))
                .local()
                .announce();
            with(|world| world.learn(id));
            done("");
        }
        BarrierWaitResult(leads)
    }

    fn id(&self) -> ObjectId {
        self.shared.id(|| Status::Gate(Gate::default()))
    }
}

impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}

impl fmt::Debug for BarrierWaitResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BarrierWaitResult")
            .field("is_leader", &self.0)
            .finish()
    }
}
