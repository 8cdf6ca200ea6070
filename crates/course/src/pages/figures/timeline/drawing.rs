//! The drawing: widths are per cent of the figure and heights pixels, so that a
//! narrow page squeezes time and not the letters.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::rows::{Kind, Piece, Row, Worker};
use super::{Figure, THIN};

const BAR: f64 = 24.0;
const LOW: f64 = 16.0;
const HOLD: f64 = 15.0;
const DOTS: f64 = 12.0;
const GAP: f64 = 12.0;
const AXIS: f64 = 22.0;

impl Figure<'_> {
    fn percent(&self, at: f64) -> String {
        let percent = format!("{:.2}", 100.0 * at / self.end);
        let percent = percent.trim_end_matches('0').trim_end_matches('.');
        format!("{percent}%")
    }

    pub fn svg(&self) -> Markup {
        let mut y = 6.0;
        let workers: Vec<Markup> = (self.workers.iter())
            .map(|worker| self.worker(worker, &mut y))
            .collect();
        let rows: Vec<Markup> = self.rows.iter().map(|row| self.row(row, &mut y)).collect();
        let Figure { name, lang, .. } = self;
        let names: Vec<&str> = self.rows.iter().map(|row| row.name.as_str()).collect();
        let names = names.join(", ");
        let time = self.time(self.run);
        let title = lang.pick("Ligne de temps de ", "Timeline of ");
        let (fr, en) = match self.workers.len() {
            0 => ("une ligne par thread".into(), "one line a thread".into()),
            1 => (
                "une ligne pour le thread du runtime, et une par tâche".to_owned(),
                "a line for the runtime’s thread, and one for each task".to_owned(),
            ),
            several => (
                format!("une ligne pour chacun des {several} threads du runtime, et une par tâche"),
                format!(
                    "a line for each of the runtime’s {several} threads, and one for each task"
                ),
            ),
        };
        let description = lang.pick(
            format!(
                "De 0 à {time}, {fr}\u{202f}: {names}. Le tableau qui suit donne chaque intervalle."
            ),
            format!("From 0 to {time}, {en}: {names}. The table below gives each interval."),
        );
        let colours: BTreeSet<usize> = self.rows.iter().map(|row| row.colour).collect();
        let id = |of: &str| format!("timeline-{name}-{of}");
        html! {
            svg.cc-timeline__plot height=(y + AXIS) role="img" aria-labelledby={ (id("title")) " " (id("text")) } {
                title id=(id("title")) { (title) (name) }
                desc id=(id("text")) { (description) }
                @for colour in colours { (self.hatch(colour)) }
                (self.axis(y))
                @for row in workers.into_iter().chain(rows) { (row) }
            }
        }
    }

    /// What fills a wait: the pattern of the thread's colour.
    pub fn waiting(&self, colour: usize) -> String {
        format!("timeline-{}-{colour}", self.name)
    }

    /// What fills a wait that stops a thread.
    pub fn busy(&self, colour: usize) -> String {
        format!("timeline-{}-{colour}-busy", self.name)
    }

    fn hatch(&self, colour: usize) -> Markup {
        html! {
            @if !self.workers.is_empty() {
                pattern id=(self.busy(colour)) data-thread=(colour) width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)" {
                    rect.cc-timeline__runs width="8" height="8" {}
                    rect.cc-timeline__gap width="3" height="8" {}
                }
            }
            pattern id=(self.waiting(colour)) data-thread=(colour) width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect.cc-timeline__ground width="6" height="6" {}
                rect.cc-timeline__stripe width="2" height="6" {}
            }
        }
    }

    /// Lines at round times, with labels; every other label gives way where the
    /// page is narrow.
    fn axis(&self, bottom: f64) -> Markup {
        let step = step(self.end);
        let crowded = self.end / step > 4.0;
        let times = (0..)
            .map(|nth| (nth, f64::from(nth) * step))
            .take_while(|(_, at)| *at <= self.end);
        html! {
            @for (nth, at) in times {
                @let x = self.percent(at);
                @let anchor = if at > 0.93 * self.end { "end" } else { "middle" };
                line.cc-timeline__tick x1=(x) x2=(x) y1="0" y2=(bottom) {}
                text.cc-timeline__time.cc-timeline__wide[crowded && nth % 2 == 1] x=(x) y=(bottom + 15.0) text-anchor=(anchor) {
                    (self.mark(at, step))
                }
            }
        }
    }

    /// A thread of the runtime: its pieces have the colours of the tasks.
    fn worker(&self, worker: &Worker, y: &mut f64) -> Markup {
        let top = *y + 2.0;
        *y = top + BAR + GAP;
        let middle = top + BAR / 2.0;
        html! {
            g.cc-timeline__worker data-thread="0" {
                text.cc-timeline__name x="-10" y=(middle + 4.0) text-anchor="end" { (worker.name) }
                line.cc-timeline__rail x1="0%" x2="100%" y1=(middle) y2=(middle) {}
                @for (colour, piece) in &worker.pieces {
                    g data-thread=(colour) { (self.piece(piece, *colour, top, std::slice::from_ref(&piece.of))) }
                }
            }
        }
    }

    fn row(&self, row: &Row, y: &mut f64) -> Markup {
        let prints = row.lives.iter().any(|life| !life.prints.is_empty());
        let top = *y + if prints { DOTS } else { 2.0 };
        let holds: Vec<&Piece> = row.lives.iter().flat_map(|life| &life.holds).collect();
        let depths = depths(&holds);
        let held = depths.iter().max().map_or(0, |depth| depth + 1);
        *y = top + BAR + held as f64 * (HOLD + 2.0) + GAP;

        let middle = top + BAR / 2.0;
        let free = |at: usize| {
            let next = holds[at + 1..].iter().zip(&depths[at + 1..]);
            let next = next.filter(|(_, depth)| **depth == depths[at]);
            next.map(|(hold, _)| hold.from).fold(self.end, f64::min)
        };
        html! {
            g data-thread=(row.colour) {
                text.cc-timeline__name x="-10" y=(middle + 4.0) text-anchor="end" { (row.name) }
                line.cc-timeline__rail x1="0%" x2="100%" y1=(middle) y2=(middle) {}
                @for life in &row.lives {
                    @for piece in &life.pieces { (self.piece(piece, row.colour, top, &self.labels(piece))) }
                    @for at in &life.prints {
                        @let x = self.percent(*at);
                        line.cc-timeline__stem x1=(x) x2=(x) y1=(top - 5.0) y2=(top + (BAR - LOW) / 2.0) {}
                        circle.cc-timeline__dot cx=(x) cy=(top - 6.0) r="3" {}
                    }
                }
                @for (kind, at) in row.lives.iter().filter_map(|life| life.ended) {
                    svg.cc-timeline__mark x=(self.percent(at)) y=(middle - 5.0) { path.cc-timeline__end d=(mark(kind)) transform="translate(3 0)" {} }
                }
                @for (at, hold) in holds.iter().enumerate() {
                    (self.hold(hold, top + BAR + 2.0 + depths[at] as f64 * (HOLD + 2.0), free(at)))
                }
            }
        }
    }

    /// What may stand in a piece, the first if it fits.
    fn labels(&self, piece: &Piece) -> Vec<String> {
        match piece.kind {
            Kind::Runs => Vec::new(),
            kind => vec![self.said(piece), self.kind(kind).to_owned()],
        }
    }

    fn piece(&self, piece: &Piece, colour: usize, top: f64, labels: &[String]) -> Markup {
        let (class, height) = match piece.kind {
            Kind::Sleeps => ("sleeps", LOW),
            Kind::Waits => ("waits", BAR),
            Kind::Ready => ("ready", LOW),
            Kind::Blocks => ("blocks", BAR),
            _ => ("runs", BAR),
        };
        let width = (piece.to - piece.from).max(self.end * THIN);
        let pattern = match piece.kind {
            Kind::Waits => Some(self.waiting(colour)),
            Kind::Blocks => Some(self.busy(colour)),
            _ => None,
        };
        let fill = pattern.map(|pattern| format!("url(#{pattern})"));
        let middle = self.percent(piece.from + width / 2.0);
        let fits = |room: f64| {
            let fits = |label: &&String| letters(label) + 8.0 <= width / self.end * room;
            labels.iter().find(fits)
        };
        html! {
            rect class={ "cc-timeline__" (class) } x=(self.percent(piece.from)) y=(top + (BAR - height) / 2.0) width=(self.percent(width)) height=(height) rx="3" fill=[fill] {}
            @for (room, label) in rooms(fits(self.narrow), fits(self.wide)) {
                text class={ "cc-timeline__said" (room) } x=(middle) y=(top + BAR / 2.0 + 4.0) text-anchor="middle" { (label) }
            }
        }
    }

    /// A band under the thread; its name stands in it, or after it if there is
    /// room up to `free`.
    fn hold(&self, hold: &Piece, y: f64, free: f64) -> Markup {
        let kind = match hold.kind {
            Kind::Shares | Kind::Keeps => "shares",
            _ => "holds",
        };
        let width = (hold.to - hold.from).max(self.end * THIN);
        let needs = letters(&hold.of) + 8.0;
        let inside = (hold.from + width / 2.0, 0, "middle", "held");
        let after = (hold.from + width, 5, "start", "beside");
        let fits = |room: f64| {
            let share = |width: f64| width / self.end * room;
            if needs <= share(width) {
                Some(inside)
            } else {
                (needs <= share(free - hold.from - width)).then_some(after)
            }
        };
        html! {
            rect class={ "cc-timeline__" (kind) } x=(self.percent(hold.from)) y=(y) width=(self.percent(width)) height=(HOLD) rx="3" {}
            @for (room, (x, dx, anchor, place)) in rooms(fits(self.narrow), fits(self.wide)) {
                text class={ "cc-timeline__" (place) (room) } data-kind=(kind) x=(self.percent(x)) dx=(dx) y=(y + HOLD / 2.0 + 4.0) text-anchor=(anchor) { (hold.of) }
            }
        }
    }
}

/// The sign of an end: a cross, or a cut.
pub fn mark(kind: Kind) -> &'static str {
    match kind {
        Kind::Panics => "M0 0 l10 10 m0 -10 l-10 10",
        _ => "M0 10 l4 -10 M6 10 l4 -10",
    }
}

/// What is shown where the page is narrow, and where it is wide: once, without
/// a class of its own, if it is the same.
fn rooms<T: PartialEq>(narrow: Option<T>, wide: Option<T>) -> Vec<(&'static str, T)> {
    if narrow == wide {
        return wide.map(|shown| ("", shown)).into_iter().collect();
    }
    let narrow = narrow.map(|shown| (" cc-timeline__narrow", shown));
    let wide = wide.map(|shown| (" cc-timeline__wide", shown));
    narrow.into_iter().chain(wide).collect()
}

/// Lines for holds that overlap: each takes the first that is free.
fn depths(holds: &[&Piece]) -> Vec<usize> {
    let mut free: Vec<f64> = Vec::new();
    holds
        .iter()
        .map(|hold| match free.iter().position(|to| *to <= hold.from) {
            Some(depth) => {
                free[depth] = hold.to;
                depth
            }
            None => {
                free.push(hold.to);
                free.len() - 1
            }
        })
        .collect()
}

/// The width of a label, in pixels, on the safe side.
fn letters(label: &str) -> f64 {
    6.6 * label.chars().count() as f64
}

/// The roundest step that cuts a run into at most seven.
fn step(end: f64) -> f64 {
    let mut power = 1.0;
    loop {
        for round in [1.0, 2.0, 5.0] {
            if end / (round * power) <= 7.0 {
                return round * power;
            }
        }
        power *= 10.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::timeline::What;

    #[test]
    fn the_axis_has_few_round_times() {
        assert_eq!(step(601_000.0), 100_000.0);
        assert_eq!(step(1_004_000.0), 200_000.0);
        assert_eq!(step(350.0), 50.0);
    }

    #[test]
    fn holds_that_overlap_stand_on_lines_of_their_own() {
        let hold = |from: f64, to: f64| Piece {
            kind: Kind::Holds,
            of: "PAN".into(),
            what: Some(What::Hold),
            from,
            to,
            on: String::new(),
        };
        let holds = [
            hold(0.0, 9.0),
            hold(1.0, 2.0),
            hold(3.0, 12.0),
            hold(9.0, 10.0),
        ];
        assert_eq!(depths(&holds.iter().collect::<Vec<_>>()), [0, 1, 1, 0]);
    }
}
