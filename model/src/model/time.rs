//! Time-outs: a moment that may come before anything else, or after.

use super::operation::Way;
use super::place::Place;
use super::world::with;

/// The way of an operation that runs out of time.
pub const TIME_OUT: Way = 1;

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
