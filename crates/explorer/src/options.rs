//! How a listing is explored.

#[derive(Clone, Debug)]
pub struct Options {
    /// Loads may return old values, as far as their orderings allow.
    pub weak: bool,
    /// Waits may end, and weak exchanges fail, for no reason (once a thread).
    pub spurious: bool,
    /// How often time may run out at one place of a thread before anything else
    /// happens; beyond, only where nothing else can.
    pub timeouts: usize,
    /// Beyond this the search gives up.
    pub max_states: usize,
    /// Equal states are explored once. Off, every schedule is run: slow, and the
    /// check that merging loses none.
    pub merge: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            weak: false,
            spurious: false,
            timeouts: 1,
            max_states: 200_000,
            merge: true,
        }
    }
}
