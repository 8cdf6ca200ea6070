//! What listings say of themselves in tests, on inputs drawn by chance, holds.

use course::source::listing::Kind;
use course::source::project::read;
use tests::{project, report};

#[allow(dead_code, reason = "a test asks for no `main`")]
#[path = "../../listings/src/bin/token_bucket.rs"]
mod token_bucket;

/// The tests of a listing run here, where `proptest` is there for nothing else.
#[test]
fn every_listing_with_tests_is_tested() {
    let project = project();
    let here = include_str!("properties.rs");
    let forgotten = Kind::Runs
        .names(&project)
        .unwrap()
        .into_iter()
        .filter(|name| {
            let source = read(&Kind::Runs.path(&project, name)).unwrap();
            source.contains("#[cfg(test)]") && !here.contains(&format!("\nmod {name};\n"))
        });
    report(
        "name these listings in tests/promises/properties.rs, as the others are",
        forgotten,
    );
}
