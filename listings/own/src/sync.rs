// ANCHOR: sync
#[cfg(feature = "loom")]
pub use loom::{sync::*, thread};
#[cfg(feature = "shuttle")]
pub use shuttle::{sync::*, thread};
#[cfg(not(any(feature = "loom", feature = "shuttle")))]
pub use std::{sync::*, thread};
// ANCHOR_END: sync

// ANCHOR: orders
pub fn in_many_orders(test: impl Fn() + Send + Sync + 'static) {
    #[cfg(feature = "loom")]
    loom::model(test);
    #[cfg(feature = "shuttle")]
    match std::env::var("SCHEDULE") {
        Ok(schedule) => shuttle::replay(test, &schedule),
        Err(_) => shuttle::check_random(test, 1000),
    }
    #[cfg(not(any(feature = "loom", feature = "shuttle")))]
    test();
}
// ANCHOR_END: orders
