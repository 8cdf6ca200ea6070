//! Why an exploration cannot go on.

use crate::place::Place;
use crate::seen::Seen;
use std::fmt;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The listing looks at what was no step: the search begins again, with steps.
    NowSeen(Seen),
    /// An object that a constant made is a static: the search begins again, and
    /// knows it by its address.
    StaticFound,
    NotDeterministic {
        at: Place,
    },
    TooManyStates {
        most: usize,
    },
    TooManyChoices {
        most: usize,
        at: Place,
    },
    /// A loop that polls, and each of whose rounds is another output.
    PrintsWhilePolling {
        at: Place,
    },
    /// A task asks for what belongs to the thread that polls it.
    LocalOfTask {
        at: Place,
    },
    /// States that lead back to themselves; the lines of what is about to happen.
    Circle {
        places: Vec<Place>,
    },
    /// A schedule to replay names a move that is not there.
    NoSuchMove {
        choice: usize,
        rank: usize,
        moves: usize,
    },
    /// A schedule to replay ends before the listing, or after.
    TooShort {
        given: usize,
    },
    TooLong {
        given: usize,
        made: usize,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::StaticFound => write!(f, "an object is a static"),
            Failure::NowSeen(what) => write!(f, "{what:?} are steps"),
            Failure::NotDeterministic { at } => write!(
                f,
                "the listing is not deterministic: the same choices led to two different states{}; \
                 look for the order of a HashMap, an address, a random number, a static that is not begun anew, \
                 or a spin loop that counts its rounds",
                match at.line {
                    0 => String::new(),
                    _ => format!(", near {at}"),
                }
            ),
            Failure::TooManyStates { most } => write!(
                f,
                "more than {most} states; make the listing smaller (fewer threads or rounds) or allow more (`max_states`)"
            ),
            Failure::TooManyChoices { most, at } => write!(
                f,
                "an execution took {most} steps or more, most of them at {at}: a loop that may run for ever; \
                 if it spins, put `std::hint::spin_loop()` (or `thread::yield_now()`) in it; \
                 if it ends, allow more (`max_steps`, or --steps)"
            ),
            Failure::PrintsWhilePolling { at } => write!(
                f,
                "{at}: the listing prints while it polls; each round is another output, so that there is no end of them; \
                 print before or after the loop"
            ),
            Failure::LocalOfTask { at } => write!(
                f,
                "{at}: a task uses a `thread_local!`, which belongs to the thread that polls it, and which thread that is the exploration does not say; \
                 keep the value in the task, or share it"
            ),
            Failure::Circle { places } => {
                let places: Vec<String> = places.iter().map(Place::to_string).collect();
                write!(
                    f,
                    "some order of steps never ends: a loop comes back to the same state ({})",
                    places.join(", ")
                )
            }
            Failure::NoSuchMove {
                choice,
                rank,
                moves,
            } => write!(
                f,
                "choice {choice} of the schedule takes move {rank} of {moves}; it was made for another listing, or other options"
            ),
            Failure::TooShort { given } => write!(
                f,
                "the schedule has {given} choices and the listing more; it was made for another listing, or other options"
            ),
            Failure::TooLong { given, made } => write!(
                f,
                "the schedule has {given} choices and the listing {made}; it was made for another listing, or other options"
            ),
        }
    }
}
