//! Numbers of threads, objects and states, which are not to be mixed up; and the
//! ways in which an operation may go.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub usize);

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )*};
}

ids! {
    /// A thread, numbered in the order of the first meeting in any execution.
    ThreadId;
    /// An object, numbered likewise.
    ObjectId;
    /// A state, in the order of discovery.
    NodeId;
}

pub const MAIN: ThreadId = ThreadId(0);
pub const START: NodeId = NodeId(0);

/// One of the ways in which an operation may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// By its rank, where somebody has to choose: how old a value a load reads,
    /// whom a notification wakes. The first, where there is no choice.
    Rank(u32),
    /// Time runs out.
    TimeOut,
    /// A wait ends, or a weak exchange fails, for no reason.
    Spurious,
    /// What ends for no reason need not: where nothing else can move, the
    /// deadlock is a way too.
    Never,
}

impl Way {
    pub const FIRST: Way = Way::Rank(0);

    pub const fn rank(self) -> u32 {
        match self {
            Way::Rank(rank) => rank,
            Way::TimeOut | Way::Spurious | Way::Never => 0,
        }
    }

    /// As files tell it from the other ways at its node.
    pub const fn number(self) -> u32 {
        match self {
            Way::Rank(rank) => rank,
            Way::TimeOut => 1,
            Way::Spurious => u32::MAX,
            Way::Never => u32::MAX - 1,
        }
    }
}
