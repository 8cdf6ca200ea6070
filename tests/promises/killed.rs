//! A job whose process dies is done again, and answered once.

use course::checks::soak::workers_killed;
use tests::project;

/// A hundred times by `cargo course test --soak`.
#[test]
fn workers_killed_at_random_lose_no_job_and_answer_none_twice() {
    let lost = workers_killed(&project(), 5).unwrap_or_else(|error| panic!("{error:#}"));
    assert!(lost > 0, "no process was killed in time to lose anything");
}
