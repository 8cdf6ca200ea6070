//! What the drawing shows, in words: its legend, and a table of its intervals.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::Figure;
use super::rows::{Kind, Life, Piece};

impl Figure<'_> {
    fn lives(&self) -> impl Iterator<Item = &Life> {
        self.rows.iter().flat_map(|row| &row.lives)
    }

    /// What occurs in this run, and how it is drawn.
    pub fn legend(&self) -> Markup {
        let pieces = self
            .lives()
            .flat_map(|life| life.pieces.iter().chain(&life.holds));
        let mut kinds: BTreeSet<Kind> = pieces.map(|piece| piece.kind).collect();
        if self.lives().any(|life| !life.prints.is_empty()) {
            kinds.insert(Kind::Prints);
        }
        html! {
            @for kind in kinds {
                li data-thread="0" {
                    svg width="26" height="14" aria-hidden="true" { (self.sample(kind)) }
                    (self.meaning(kind))
                }
            }
        }
    }

    fn sample(&self, kind: Kind) -> Markup {
        let fill = format!("url(#{})", self.waiting(0));
        html! {
            @match kind {
                Kind::Runs => rect.cc-timeline__runs x="0" y="0" width="26" height="14" rx="3" {},
                Kind::Sleeps => rect.cc-timeline__sleeps x="1" y="2" width="24" height="10" rx="3" {},
                Kind::Waits => rect.cc-timeline__waits x="1" y="1" width="24" height="12" rx="3" fill=(fill) {},
                Kind::Holds => rect.cc-timeline__holds x="0" y="1" width="26" height="12" rx="3" {},
                Kind::Shares => rect.cc-timeline__shares x="1" y="1" width="24" height="12" rx="3" {},
                Kind::Prints => {
                    line.cc-timeline__stem x1="13" x2="13" y1="4" y2="14" {}
                    circle.cc-timeline__dot cx="13" cy="4" r="3" {}
                }
            }
        }
    }

    /// Of a colour; the only lock of a run has its name.
    fn meaning(&self, kind: Kind) -> String {
        let holds = || self.lives().flat_map(|life| &life.holds);
        let locks: BTreeSet<&str> = holds().map(|hold| hold.of.as_str()).collect();
        match holds().find(|hold| hold.kind == kind) {
            Some(hold) if locks.len() == 1 => self.said(hold),
            _ => self.kind(kind).to_owned(),
        }
    }

    pub fn table(&self) -> Markup {
        let heads = self.lang.pick(
            ["Thread", "Intervalle", "De", "À"],
            ["Thread", "Interval", "From", "To"],
        );
        html! {
            table {
                thead {
                    tr { @for head in heads { th scope="col" { (head) } } }
                }
                tbody {
                    @for row in &self.rows {
                        @for piece in intervals(&row.lives) {
                            tr {
                                td { (row.name) }
                                td { (self.said(&piece)) }
                                td { (self.time(piece.from)) }
                                td { @if piece.kind != Kind::Prints { (self.time(piece.to)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// All that a row shows, in the order of time.
fn intervals(lives: &[Life]) -> Vec<Piece> {
    let prints = lives.iter().flat_map(|life| &life.prints).map(|at| Piece {
        kind: Kind::Prints,
        of: String::new(),
        what: None,
        from: *at,
        to: *at,
    });
    let drawn = lives
        .iter()
        .flat_map(|life| life.pieces.iter().chain(&life.holds));
    let mut pieces: Vec<Piece> = drawn.cloned().chain(prints).collect();
    pieces.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.kind.cmp(&b.kind)));
    pieces
}
