//! `select!`: tokio's own, but for the branch that it begins with.

use crate::task::poll::chose;
use explorer::{Kind, Place, Ready, Step, Way, done, with};

/// tokio's own rule has an expression for the branch that is polled first; there it
/// is a number by chance, and here a choice.
#[macro_export]
macro_rules! select {
    (biased; $($branches:tt)*) => {
        $crate::__tokio::select!(biased; $($branches)*)
    };
    (else => $else:expr $(,)?) => {
        $crate::__tokio::select!(else => $else)
    };
    ($pattern:pat = $($branches:tt)*) => {
        $crate::__tokio::select!(
            @{ start={ $crate::first_branch(BRANCHES) }; () } $pattern = $($branches)*
        )
    };
}

#[doc(hidden)]
#[track_caller]
pub fn first_branch(branches: u32) -> u32 {
    if branches < 2 {
        return 0;
    }
    let before = with(|world| world.mine().history);
    let ways = Ready::ways(move |_| (0..branches).map(Way::Rank).collect());
    let way = Step::new(Kind::Select, Place::caller())
        .ready(ways)
        .announce();
    done(format!("begins with branch {}", way.rank() + 1));
    chose(before, with(|world| world.mine().history));
    way.rank()
}
