//! Generated programs (plain cells, panics, destructors, counts, constants) have the
//! outcomes that the unmerged search and shuttle find.
//!
//! More of them, and Miri beside: `cargo run -p tests --example witness`.

use tests::generated::{explore, merged_or_not, with_shuttle};
use tests::{project, report};

const PROGRAMS: u64 = 30;

/// And a comparison that loses an outcome says so.
#[test]
fn generated_programs_are_explored_as_others_find_them() {
    let project = project();
    let mut cases = explore(&project, 0..PROGRAMS).unwrap();
    let merging = merged_or_not(&cases);
    let shuttle = with_shuttle(&project, &cases).unwrap();
    report(
        "the engine differs on these; find out who is right, and mend the engine (a test of \
         crates/explored-std/tests first), or the façade of the other tool",
        merging.problems.iter().chain(&shuttle.problems),
    );
    for (of, least) in [
        ("the same merged and unmerged", PROGRAMS * 3 / 4),
        ("the same set with shuttle, every schedule", PROGRAMS / 6),
    ] {
        let figures = merging.figures.iter().chain(&shuttle.figures);
        let found = figures
            .filter(|(what, _)| **what == of)
            .map(|(_, count)| *count as u64);
        assert!(
            found.sum::<u64>() >= least,
            "too few programs are {of}: make them smaller"
        );
    }

    let (&seed, tame) = cases
        .iter_mut()
        .find(|(_, case)| case.listing.tame)
        .unwrap();
    let merged = tame.merged.as_mut().unwrap();
    merged.pop_first();
    cases.retain(|&other, _| other == seed);
    assert_eq!(merged_or_not(&cases).problems.len(), 1);
    assert_eq!(with_shuttle(&project, &cases).unwrap().problems.len(), 1);
}
