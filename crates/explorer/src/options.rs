//! How a listing is explored.

use std::time::Duration;

#[derive(Clone, Debug)]
pub struct Options {
    /// Loads may return old values, as far as their orderings allow.
    pub weak: bool,
    /// Waits may end, and weak exchanges fail, for no reason (once a thread).
    pub spurious: bool,
    /// An allocation may get an address that was freed.
    pub reuse: bool,
    /// The virtual clock may go on while somebody can move, as often as `timeouts` says.
    pub slow: bool,
    /// How often time may run out at one place of a thread before anything else
    /// happens; beyond, only where nothing else can.
    pub timeouts: usize,
    /// Beyond this the search gives up.
    pub max_states: usize,
    /// An execution that makes more choices is one that may run for ever.
    pub max_steps: usize,
    /// Equal states are explored once. Off, every schedule is run: slow, and the
    /// check that merging loses none.
    pub merge: bool,
    /// For a verdict: in no order is a thread that could go on interrupted more
    /// often than this.
    pub max_preemptions: Option<usize>,
    /// For a verdict: the search stops then.
    pub max_time: Option<Duration>,
    /// For a verdict: every order is made by chance, from this seed.
    pub seed: Option<u64>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            weak: false,
            spurious: false,
            reuse: false,
            slow: false,
            timeouts: 1,
            max_states: 200_000,
            max_steps: 1_000,
            merge: true,
            max_preemptions: None,
            max_time: None,
            seed: None,
        }
    }
}
