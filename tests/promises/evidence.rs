//! Files that commands made, and what asks for them, go together.

use course::evidence::graph::Graph;
use course::evidence::measure::Measure;
use course::evidence::recording::Recording;
use course::evidence::report::Report;
use course::evidence::session::Transcript;
use course::evidence::timeline::Timeline;
use course::evidence::{Evidence, unmatched};
use course::source::listing::Listings;
use tests::{project, report};

fn go_together<E: Evidence>() {
    let project = project();
    let listings = Listings::load(&project).unwrap_or_else(|error| panic!("{error:#}"));
    report(
        "do what each says",
        unmatched::<E>(&project, &listings).unwrap(),
    );
}

#[test]
fn listings_and_recordings_go_together() {
    go_together::<Recording>();
}

#[test]
fn explored_listings_and_graphs_go_together() {
    go_together::<Graph>();
}

#[test]
fn timed_listings_and_timelines_go_together() {
    go_together::<Timeline>();
}

/// That they are still true is a phase of its own: it needs the nightly
/// compiler.
#[test]
fn listings_that_race_and_reports_go_together() {
    go_together::<Report>();
}

/// As above.
#[test]
fn sessions_and_transcripts_go_together() {
    go_together::<Transcript>();
}

#[test]
fn comparisons_and_measures_go_together() {
    go_together::<Measure>();
}
