//! Ways that nobody causes: time-outs, which may come before anything else or
//! after, and wake-ups or failures for no reason.

use super::operation::Way;
use super::place::Place;
use super::world::with;

/// The way of an operation that runs out of time.
pub const TIME_OUT: Way = 1;

/// The way of an operation that ends for no reason.
pub const SPURIOUS: Way = Way::MAX;

/// What ends for no reason need not: where nothing else can move, the deadlock is
/// a way too.
pub const NEVER: Way = Way::MAX - 1;

/// Whether a time-out here must let all others go first. The first one need
/// not; a loop of them would else explore nothing but waiting.
pub fn late_time_out(place: Place) -> Option<Way> {
    with(|world| {
        world
            .thread(world.current)
            .timeouts
            .contains(&place)
            .then_some(TIME_OUT)
    })
}
