//! The explorer's litmus tests, explored by loom: two tools that share no line
//! agree on what each program may print.

#![cfg(test)]

#[path = "../../../tests/memory.rs"]
mod memory;

/// Where loom is known to differ: the test, what loom finds, and why.
const EXCEPTIONS: [(&str, &[&str], &str); 2] = [
    (
        "sequential_consistency_forbids_two_zeros",
        &["0 0", "0 1", "1 0", "1 1"],
        SEQ_CST,
    ),
    (
        "sequential_consistency_is_a_common_order",
        &["false", "true"],
        SEQ_CST,
    ),
];

const SEQ_CST: &str = "loom takes SeqCst accesses for AcqRel, and C++20 forbids what it finds";

/// The program's outcomes under loom are these.
#[track_caller]
fn weakly(run: fn(), expected: &[&str]) {
    let found = std::explored::outcomes(run);
    let found: Vec<&str> = found
        .iter()
        .map(|outcome| outcome.trim_end_matches(" | exit"))
        .collect();
    let current = std::__std::thread::current();
    let test = current.name().unwrap_or_default();
    match EXCEPTIONS.iter().find(|(name, ..)| test.ends_with(name)) {
        None => assert_eq!(found, expected),
        Some((_, theirs, why)) => {
            assert_ne!(
                found, expected,
                "loom is mended ({why}); delete its exception"
            );
            assert_eq!(
                found, *theirs,
                "loom differs in another way than before ({why})"
            );
        }
    }
}
