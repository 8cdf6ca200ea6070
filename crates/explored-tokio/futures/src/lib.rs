//! Of `futures`, what combines the futures of one task: the real one, for nothing of
//! it is shared. Its channels, its locks, its executors and its `select!`, which
//! begins by chance, are not here.

pub use ::futures::{
    Future, FutureExt, Stream, StreamExt, TryFuture, TryFutureExt, TryStream, TryStreamExt, join,
    pending, pin_mut, poll, ready, select_biased, try_join,
};

pub mod future {
    pub use ::futures::future::{
        BoxFuture, Either, Fuse, FusedFuture, Future, FutureExt, Join, JoinAll, LocalBoxFuture,
        MaybeDone, OptionFuture, Pending, PollFn, Ready, Select, SelectAll, SelectOk, TryFuture,
        TryFutureExt, TryJoin, TryJoinAll, TryMaybeDone, TrySelect, err, join, join_all, join3,
        join4, join5, lazy, maybe_done, ok, pending, poll_fn, ready, select, select_all, select_ok,
        try_join, try_join_all, try_join3, try_join4, try_join5, try_maybe_done, try_select,
    };
}

pub mod stream {
    pub use ::futures::stream::{
        BoxStream, FusedStream, FuturesOrdered, FuturesUnordered, LocalBoxStream, SelectAll,
        Stream, StreamExt, TryStream, TryStreamExt, empty, iter, once, pending, poll_fn, repeat,
        repeat_with, select, select_all, try_unfold, unfold,
    };
}

pub mod prelude {
    pub use ::futures::{
        Future, FutureExt, Stream, StreamExt, TryFuture, TryFutureExt, TryStream, TryStreamExt,
    };
}
