//! What the drawing shows, in words: its legend, and a table of its intervals.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::drawing::mark;
use super::rows::{Kind, Life, Piece};
use super::{Figure, THIN};

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
        kinds.extend(self.lives().filter_map(|life| Some(life.ended?.0)));
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
        let busy = format!("url(#{})", self.busy(0));
        html! {
            @match kind {
                Kind::Runs => rect.cc-timeline__runs x="0" y="0" width="26" height="14" rx="3" {},
                Kind::Sleeps => rect.cc-timeline__sleeps x="1" y="2" width="24" height="10" rx="3" {},
                Kind::Waits => rect.cc-timeline__waits x="1" y="1" width="24" height="12" rx="3" fill=(fill) {},
                Kind::Ready => rect.cc-timeline__ready x="1" y="2" width="24" height="10" rx="3" {},
                Kind::Blocks => rect.cc-timeline__blocks x="0" y="0" width="26" height="14" rx="3" fill=(busy) {},
                Kind::Panics | Kind::Drops => path.cc-timeline__end d=(mark(kind)) transform="translate(7 2)" {},
                Kind::Holds => rect.cc-timeline__holds x="0" y="1" width="26" height="12" rx="3" {},
                Kind::Shares | Kind::Keeps => rect.cc-timeline__shares x="1" y="1" width="24" height="12" rx="3" {},
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
        let who = match self.workers.is_empty() {
            true => "Thread",
            false => self.lang.pick("Tâche ou thread", "Task or thread"),
        };
        let heads = self.lang.pick(
            [who, "Intervalle", "De", "À"],
            [who, "Interval", "From", "To"],
        );
        html! {
            table {
                thead {
                    tr { @for head in heads { th scope="col" { (head) } } }
                }
                tbody {
                    @for row in &self.rows {
                        @for piece in self.intervals(&row.lives) {
                            tr {
                                td { (row.name) }
                                td { (self.said(&piece)) }
                                td { (self.time(piece.from)) }
                                td { @if !piece.kind.is_point() { (self.time(piece.to)) } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// All that a row shows, in the order of time; of a task's polls, those that
    /// have a width.
    fn intervals(&self, lives: &[Life]) -> Vec<Piece> {
        let point = |kind: Kind, at: f64| Piece {
            kind,
            of: String::new(),
            what: None,
            from: at,
            to: at,
            on: String::new(),
        };
        let prints = lives.iter().flat_map(|life| &life.prints);
        let prints = prints.map(|at| point(Kind::Prints, *at));
        let ends = lives.iter().filter_map(|life| life.ended);
        let ends = ends.map(|(kind, at)| point(kind, at));
        let drawn = lives
            .iter()
            .flat_map(|life| life.pieces.iter().chain(&life.holds));
        let mut pieces: Vec<Piece> = drawn.cloned().collect();
        pieces.retain(|piece| {
            let is_poll = piece.kind == Kind::Runs && !piece.on.is_empty();
            !is_poll || piece.to - piece.from >= self.run * THIN
        });
        pieces.extend(prints.chain(ends));
        pieces.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.kind.cmp(&b.kind)));
        pieces
    }
}
