//! Each program of `fail/` is refused, with the message that the pages show.

/// If a message changed with the compiler, `cargo course record` rewrites them;
/// read the diff before committing it.
#[test]
fn programs_that_must_not_compile_are_refused() {
    trybuild::TestCases::new().compile_fail("fail/*.rs");
}
