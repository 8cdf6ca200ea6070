//! The chat serves those that read, whatever the others do; it stops when it is asked
//! to, and delivers what it accepted.

use course::make::listings;
use course::source::lang::Lang;
use tests::project;
use tests::siege::Siege;

/// With 10,000 connections by `cargo course test --soak`.
#[test]
fn whoever_reads_gets_every_line_and_whoever_lags_is_told() {
    const NAME: &str = "chat_server";
    let programs = listings::build(&project(), Lang::Fr, Some(NAME));
    let programs = programs.unwrap_or_else(|error| panic!("{error:#}"));
    let siege = Siege {
        readers: 8,
        slow: 3,
        deaf: 0,
        quiet: 400,
        flood: 200,
    };
    let report = siege.lay(&programs[NAME]);
    println!(
        "{}",
        report.unwrap_or_else(|error| panic!("mend {NAME}: {error:#}"))
    );
}
