//! A job whose process dies is done again, and answered once.

use course::checks::soak::workers_killed;
use tests::project;

/// A hundred times by `cargo course test --soak`.
#[test]
fn workers_killed_at_random_lose_no_job_and_answer_none_twice() {
    // Each run loses one whatever is killed: job 4 aborts its first attempt.
    const RUNS: usize = 5;
    let lost = workers_killed(&project(), RUNS).unwrap_or_else(|error| panic!("{error:#}"));
    assert!(
        lost > RUNS,
        "{lost} attempts lost in {RUNS} runs: no process was killed in time to lose one"
    );
}
