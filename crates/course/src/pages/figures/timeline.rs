//! A timed run as a figure: an SVG made at build time, a lane a thread, and the
//! same intervals as a table.
//!
//! Widths are per cent of the figure and heights pixels, so that a narrow page
//! squeezes time and not the letters.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::when;
use crate::evidence::Evidence;
use crate::evidence::timeline::{Lane, Span, Timeline, What};
use crate::pages::edition::Edition;
use crate::pages::{block, escape};
use crate::source::lang::Lang;

/// What is narrower than this share of the run is not drawn.
const THIN: f64 = 0.004;
/// Room for the names at the left, and the widths in pixels that are then left
/// for time: on a telephone, and in a figure of 42rem or more (widgets.css).
const NAMES: [(&str, usize, [f64; 2]); 3] = [
    ("short", 6, [250.0, 575.0]),
    ("middle", 10, [222.0, 550.0]),
    ("long", usize::MAX, [180.0, 505.0]),
];

const BAR: f64 = 24.0;
const LOW: f64 = 16.0;
const HOLD: f64 = 15.0;
const DOTS: f64 = 12.0;
const GAP: f64 = 12.0;
const AXIS: f64 = 22.0;

/// `NAME`, or `NAME scale OTHER`: two figures that name each other have the same
/// scale, one under the other.
pub fn timeline(edition: &Edition, argument: &str) -> Result<String> {
    let lang = edition.lang;
    let (name, scale) = argument
        .split_once(" scale ")
        .unwrap_or((argument, argument));
    let run = Timeline::load(edition.project, edition.lang, name)?;
    let scale = Timeline::load(edition.project, edition.lang, scale)?;
    let beside = rows(edition, &scale)?;
    let rows = rows(edition, &run)?;
    let both = rows.iter().chain(&beside);
    let longest = both.map(|row| row.name.chars().count()).max();
    let names = NAMES.iter().find(|(_, most, _)| longest <= Some(*most));
    let (names, _, [narrow, wide]) = names.context("the last has no limit")?;
    let figure = Figure {
        lang,
        name,
        end: run.end.max(scale.end) as f64,
        run: run.end as f64,
        narrow: *narrow,
        wide: *wide,
        rows,
    };
    let title = lang.pick("Ce que chaque thread a fait", "What each thread did");
    let label = lang.pick(
        format!("Intervalles de {name}"),
        format!("Intervals of {name}"),
    );
    let heads = lang.pick(
        ["Thread", "Intervalle", "De", "À"],
        ["Thread", "Interval", "From", "To"],
    );
    let heads = heads.map(|head| format!("<th scope=\"col\">{head}</th>"));
    Ok(block(&format!(
        r#"<figure class="cc-timeline" data-name="{name}">
<figcaption>{title} <span class="cc-timeline__when">{when}</span></figcaption>
<div class="cc-timeline__drawing" data-names="{names}">
{svg}
</div>
<ul class="cc-timeline__legend">
{legend}
</ul>
<details class="cc-timeline__table"><summary>{summary}</summary>
<div class="cc-table" tabindex="0" role="group" aria-label="{label}">
<table><thead><tr>{heads}</tr></thead><tbody>
{table}
</tbody></table>
</div>
</details>
</figure>"#,
        when = when(&run.made, lang),
        svg = figure.svg(),
        legend = figure.legend(),
        summary = lang.pick(
            "Les mêmes intervalles en tableau",
            "The same intervals as a table"
        ),
        heads = heads.concat(),
        table = figure.table(),
    )))
}

/// The threads of one line: several of the same name, if each had ended before
/// the next began.
struct Row {
    name: String,
    /// 0 is the main thread; colours are the threads' of the whole course.
    colour: usize,
    lives: Vec<Life>,
}

struct Life {
    pieces: Vec<Piece>,
    holds: Vec<Piece>,
    prints: Vec<f64>,
}

#[derive(Clone)]
struct Piece {
    kind: Kind,
    /// In a sentence: whom or what it waits for, what it holds.
    of: String,
    what: Option<What>,
    from: f64,
    to: f64,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Runs,
    Sleeps,
    Waits,
    Holds,
    Shares,
    Prints,
}

fn rows(edition: &Edition, run: &Timeline) -> Result<Vec<Row>> {
    let mut grouped: Vec<(String, Vec<&Lane>)> = Vec::new();
    let named = |lane: &Lane| lane.name.split('[').next().unwrap_or_default().to_owned();
    for lane in &run.lanes {
        let name = named(lane);
        let earlier = grouped.iter_mut().find(|(other, lanes)| {
            // The listing did not name what is called `thread`.
            *other == name && name != "thread" && lanes.iter().all(|l| l.to <= lane.from)
        });
        match earlier {
            Some((_, lanes)) => lanes.push(lane),
            None => grouped.push((name, vec![lane])),
        }
    }
    let mut shown = BTreeMap::new();
    let mut titles = Vec::new();
    for (name, lanes) in &grouped {
        let alone = grouped.iter().filter(|(other, _)| other == name).count() == 1;
        let title = if alone { name } else { &lanes[0].name };
        let title = translated(edition, title)?;
        for lane in lanes {
            shown.insert(lane.name.as_str(), title.clone());
        }
        titles.push(title);
    }
    let rows = grouped.iter().zip(titles).enumerate();
    Ok(rows
        .map(|(at, ((_, lanes), name))| Row {
            name,
            colour: if at == 0 { 0 } else { (at - 1) % 4 + 1 },
            lives: lanes
                .iter()
                .map(|lane| life(lane, run.end as f64, &shown))
                .collect(),
        })
        .collect())
}

/// A name that the listing gives in a string is translated with the listing.
fn translated(edition: &Edition, name: &str) -> Result<String> {
    let identifier = |c: char| c.is_ascii_alphanumeric() || "_[].".contains(c);
    match edition.translations {
        Some(translations) if !name.chars().all(identifier) => {
            let literal = translations.listing(&format!("{name:?}\n"))?;
            Ok(literal.trim().trim_matches('"').to_owned())
        }
        _ => Ok(name.to_owned()),
    }
}

/// A thread's waits that are wide enough to be seen, and runs between them.
fn life(lane: &Lane, end: f64, shown: &BTreeMap<&str, String>) -> Life {
    let piece = |Span(what, of, from, to): &Span| Piece {
        kind: match what {
            What::Sleep | What::Park => Kind::Sleeps,
            What::Hold => Kind::Holds,
            What::Share => Kind::Shares,
            _ => Kind::Waits,
        },
        of: shown.get(of.as_str()).unwrap_or(of).clone(),
        what: Some(*what),
        from: *from as f64,
        to: *to as f64,
    };
    let seen = |piece: &Piece| piece.to - piece.from >= end * THIN;
    let (from, to) = (lane.from as f64, lane.to as f64);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = from;
    let waits: Vec<Piece> = lane.spans.iter().map(piece).filter(seen).collect();
    let runs = |from: f64, to: f64| Piece {
        kind: Kind::Runs,
        of: String::new(),
        what: None,
        from,
        to,
    };
    for wait in waits {
        pieces.push(runs(at, wait.from));
        at = wait.to;
        pieces.push(wait);
    }
    pieces.push(runs(at, to));
    if pieces.len() > 1 {
        pieces.retain(|piece| piece.kind != Kind::Runs || seen(piece));
    }
    Life {
        pieces,
        holds: lane.holds.iter().map(piece).collect(),
        prints: lane.prints.iter().map(|at| *at as f64).collect(),
    }
}

struct Figure<'a> {
    lang: Lang,
    name: &'a str,
    /// Of the drawing, and of the run.
    end: f64,
    run: f64,
    /// Pixels for the whole drawing.
    narrow: f64,
    wide: f64,
    rows: Vec<Row>,
}

impl Figure<'_> {
    fn percent(&self, at: f64) -> String {
        let percent = format!("{:.2}", 100.0 * at / self.end);
        let percent = percent.trim_end_matches('0').trim_end_matches('.');
        format!("{percent}%")
    }

    fn svg(&self) -> String {
        let mut rows = String::new();
        let mut y = 6.0;
        for row in &self.rows {
            rows.push_str(&self.row(row, &mut y));
        }
        let Figure { name, lang, .. } = self;
        let names: Vec<&str> = self.rows.iter().map(|row| row.name.as_str()).collect();
        let names = escape(&names.join(", "));
        let time = self.time(self.run);
        let title = lang.pick(
            format!("Ligne de temps de {name}"),
            format!("Timeline of {name}"),
        );
        let description = lang.pick(
            format!("De 0 à {time}, une ligne par thread\u{202f}: {names}. Le tableau qui suit donne chaque intervalle."),
            format!("From 0 to {time}, one line a thread: {names}. The table below gives each interval."),
        );
        let colours: BTreeSet<usize> = self.rows.iter().map(|row| row.colour).collect();
        let hatches: Vec<String> = colours.iter().map(|c| self.hatch(*c)).collect();
        format!(
            "<svg class=\"cc-timeline__plot\" height=\"{height}\" role=\"img\" aria-labelledby=\"timeline-{name}-title timeline-{name}-text\"><title id=\"timeline-{name}-title\">{title}</title><desc id=\"timeline-{name}-text\">{description}</desc>{hatches}{axis}{rows}</svg>",
            height = y + AXIS,
            hatches = hatches.concat(),
            axis = self.axis(y),
        )
    }

    fn hatch(&self, colour: usize) -> String {
        format!(
            "<pattern id=\"timeline-{}-{colour}\" data-thread=\"{colour}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect class=\"cc-timeline__ground\" width=\"6\" height=\"6\"/><rect class=\"cc-timeline__stripe\" width=\"2\" height=\"6\"/></pattern>",
            self.name
        )
    }

    /// Lines at round times, with labels; every other label gives way where the
    /// page is narrow.
    fn axis(&self, bottom: f64) -> String {
        let step = step(self.end);
        let mut text = String::new();
        let crowded = self.end / step > 4.0;
        let mut at = 0.0;
        let mut nth = 0;
        while at <= self.end {
            let x = self.percent(at);
            let wide = if crowded && nth % 2 == 1 {
                " cc-timeline__wide"
            } else {
                ""
            };
            let anchor = if at > 0.93 * self.end {
                "end"
            } else {
                "middle"
            };
            text.push_str(&format!(
                "<line class=\"cc-timeline__tick\" x1=\"{x}\" x2=\"{x}\" y1=\"0\" y2=\"{bottom}\"/><text class=\"cc-timeline__time{wide}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{label}</text>",
                y = bottom + 15.0,
                label = self.mark(at, step),
            ));
            at += step;
            nth += 1;
        }
        text
    }

    fn row(&self, row: &Row, y: &mut f64) -> String {
        let prints = row.lives.iter().any(|life| !life.prints.is_empty());
        let top = *y + if prints { DOTS } else { 2.0 };
        let holds: Vec<&Piece> = row.lives.iter().flat_map(|life| &life.holds).collect();
        let depths = depths(&holds);
        let held = depths.iter().max().map_or(0, |depth| depth + 1);
        *y = top + BAR + held as f64 * (HOLD + 2.0) + GAP;

        let middle = top + BAR / 2.0;
        let mut text = format!(
            "<text class=\"cc-timeline__name\" x=\"-10\" y=\"{}\" text-anchor=\"end\">{}</text><line class=\"cc-timeline__rail\" x1=\"0%\" x2=\"100%\" y1=\"{middle}\" y2=\"{middle}\"/>",
            middle + 4.0,
            escape(&row.name)
        );
        for life in &row.lives {
            for piece in &life.pieces {
                text.push_str(&self.piece(piece, row.colour, top));
            }
            for at in &life.prints {
                let x = self.percent(*at);
                text.push_str(&format!(
                    "<line class=\"cc-timeline__stem\" x1=\"{x}\" x2=\"{x}\" y1=\"{}\" y2=\"{}\"/><circle class=\"cc-timeline__dot\" cx=\"{x}\" cy=\"{}\" r=\"3\"/>",
                    top - 5.0,
                    top + (BAR - LOW) / 2.0,
                    top - 6.0,
                ));
            }
        }
        for (at, (hold, depth)) in holds.iter().zip(&depths).enumerate() {
            let y = top + BAR + 2.0 + *depth as f64 * (HOLD + 2.0);
            let next = holds[at + 1..].iter().zip(&depths[at + 1..]);
            let next = next.filter(|(_, d)| *d == depth).map(|(h, _)| h.from);
            let free = next.fold(self.end, f64::min);
            text.push_str(&self.hold(hold, y, free));
        }
        format!("<g data-thread=\"{}\">{text}</g>", row.colour)
    }

    fn piece(&self, piece: &Piece, colour: usize, top: f64) -> String {
        let (class, height) = match piece.kind {
            Kind::Sleeps => ("sleeps", LOW),
            Kind::Waits => ("waits", BAR),
            _ => ("runs", BAR),
        };
        let y = top + (BAR - height) / 2.0;
        let width = (piece.to - piece.from).max(self.end * THIN);
        let fill = match piece.kind {
            Kind::Waits => format!(" fill=\"url(#timeline-{}-{colour})\"", self.name),
            _ => String::new(),
        };
        let mut text = format!(
            "<rect class=\"cc-timeline__{class}\" x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{height}\" rx=\"3\"{fill}/>",
            self.percent(piece.from),
            self.percent(width),
        );
        if piece.kind != Kind::Runs {
            let long = self.said(piece);
            let short = self.kind(piece.kind).to_owned();
            let (x, y) = (
                self.percent(piece.from + width / 2.0),
                top + BAR / 2.0 + 4.0,
            );
            let share = width / self.end;
            let fits = |label: &str, room: f64| letters(label) + 8.0 <= share * room;
            let said = |label: &str, class: &str| {
                format!(
                    "<text class=\"cc-timeline__said{class}\" x=\"{x}\" y=\"{y}\" text-anchor=\"middle\">{}</text>",
                    escape(label)
                )
            };
            let narrow = [&long, &short].into_iter().find(|l| fits(l, self.narrow));
            let wide = [&long, &short].into_iter().find(|l| fits(l, self.wide));
            match (narrow, wide) {
                (Some(narrow), Some(wide)) if narrow == wide => text.push_str(&said(wide, "")),
                (narrow, wide) => {
                    text.extend(narrow.map(|l| said(l, " cc-timeline__narrow")));
                    text.extend(wide.map(|l| said(l, " cc-timeline__wide")));
                }
            }
        }
        text
    }

    /// A band under the thread; its name stands in it, or after it if there is
    /// room up to `free`.
    fn hold(&self, hold: &Piece, y: f64, free: f64) -> String {
        let class = match hold.kind {
            Kind::Shares => "shares",
            _ => "holds",
        };
        let width = (hold.to - hold.from).max(self.end * THIN);
        let mut text = format!(
            "<rect class=\"cc-timeline__{class}\" x=\"{}\" y=\"{y}\" width=\"{}\" height=\"{HOLD}\" rx=\"3\"/>",
            self.percent(hold.from),
            self.percent(width),
        );
        let needs = letters(&hold.of) + 8.0;
        let inside = |room: f64| needs <= width / self.end * room;
        let after = |room: f64| needs <= (free - hold.from - width) / self.end * room;
        let label = |class: &str, inside: bool| {
            let (x, dx, anchor, place) = if inside {
                (hold.from + width / 2.0, 0, "middle", "held")
            } else {
                (hold.from + width, 5, "start", "beside")
            };
            format!(
                "<text class=\"cc-timeline__{place}{class}\" data-kind=\"{kind}\" x=\"{x}\" dx=\"{dx}\" y=\"{y}\" text-anchor=\"{anchor}\">{of}</text>",
                kind = if hold.kind == Kind::Shares {
                    "shares"
                } else {
                    "holds"
                },
                x = self.percent(x),
                y = y + HOLD / 2.0 + 4.0,
                of = escape(&hold.of),
            )
        };
        let place = |room: f64| {
            if inside(room) {
                Some(true)
            } else {
                after(room).then_some(false)
            }
        };
        match (place(self.narrow), place(self.wide)) {
            (narrow, wide) if narrow == wide => text.extend(wide.map(|i| label("", i))),
            (narrow, wide) => {
                text.extend(narrow.map(|i| label(" cc-timeline__narrow", i)));
                text.extend(wide.map(|i| label(" cc-timeline__wide", i)));
            }
        }
        text
    }

    fn kind(&self, kind: Kind) -> &'static str {
        match self.lang {
            Lang::Fr => match kind {
                Kind::Runs => "s’exécute",
                Kind::Sleeps => "dort",
                Kind::Waits => "attend",
                Kind::Holds => "tient un verrou",
                Kind::Shares => "partage un verrou",
                Kind::Prints => "affiche une ligne",
            },
            Lang::En => match kind {
                Kind::Runs => "runs",
                Kind::Sleeps => "sleeps",
                Kind::Waits => "waits",
                Kind::Holds => "holds a lock",
                Kind::Shares => "shares a lock",
                Kind::Prints => "prints a line",
            },
        }
    }

    fn said(&self, piece: &Piece) -> String {
        let of = &piece.of;
        let (fr, en) = match piece.what {
            None => return self.kind(piece.kind).into(),
            Some(What::Sleep) => ("dort".into(), "sleeps".into()),
            Some(What::Park) => ("dort (park)".into(), "is parked".into()),
            Some(What::Join | What::Lock) => (format!("attend {of}"), format!("waits for {of}")),
            Some(What::Scope) => ("attend ses threads".into(), "waits for its threads".into()),
            Some(What::Read) => (format!("attend {of} (lire)"), format!("waits to read {of}")),
            Some(What::Write) => (
                format!("attend {of} (écrire)"),
                format!("waits to write {of}"),
            ),
            Some(What::Condvar) => (
                format!("attend le signal {of}"),
                format!("waits for {of} to be notified"),
            ),
            Some(What::Barrier) => ("attend les autres".into(), "waits for the others".into()),
            Some(What::Recv) => ("attend un message".into(), "waits for a message".into()),
            Some(What::Send) => ("attend de la place".into(), "waits for room".into()),
            Some(What::Hold) => (format!("tient {of}"), format!("holds {of}")),
            Some(What::Share) => (format!("partage {of}"), format!("shares {of}")),
        };
        self.lang.pick(fr, en)
    }

    /// What occurs in this run, and how it is drawn.
    fn legend(&self) -> String {
        let lives = || self.rows.iter().flat_map(|row| &row.lives);
        let mut kinds: BTreeSet<Kind> = lives()
            .flat_map(|life| life.pieces.iter().chain(&life.holds))
            .map(|piece| piece.kind)
            .collect();
        if lives().any(|life| !life.prints.is_empty()) {
            kinds.insert(Kind::Prints);
        }
        let sample = |kind: Kind| {
            match kind {
            Kind::Runs => "<rect class=\"cc-timeline__runs\" x=\"0\" y=\"0\" width=\"26\" height=\"14\" rx=\"3\"/>".to_owned(),
            Kind::Sleeps => "<rect class=\"cc-timeline__sleeps\" x=\"1\" y=\"2\" width=\"24\" height=\"10\" rx=\"3\"/>".to_owned(),
            Kind::Waits => format!("<rect class=\"cc-timeline__waits\" x=\"1\" y=\"1\" width=\"24\" height=\"12\" rx=\"3\" fill=\"url(#timeline-{}-0)\"/>", self.name),
            Kind::Holds => "<rect class=\"cc-timeline__holds\" x=\"0\" y=\"1\" width=\"26\" height=\"12\" rx=\"3\"/>".to_owned(),
            Kind::Shares => "<rect class=\"cc-timeline__shares\" x=\"1\" y=\"1\" width=\"24\" height=\"12\" rx=\"3\"/>".to_owned(),
            Kind::Prints => "<line class=\"cc-timeline__stem\" x1=\"13\" x2=\"13\" y1=\"4\" y2=\"14\"/><circle class=\"cc-timeline__dot\" cx=\"13\" cy=\"4\" r=\"3\"/>".to_owned(),
        }
        };
        let locks: BTreeSet<&str> = lives()
            .flat_map(|life| &life.holds)
            .map(|hold| hold.of.as_str())
            .collect();
        let said = |kind: Kind| match (kind, locks.len()) {
            (Kind::Holds | Kind::Shares, 1) => {
                let hold = lives().flat_map(|life| &life.holds);
                let hold = hold.filter(|hold| hold.kind == kind).map(|h| self.said(h));
                hold.take(1).collect()
            }
            _ => self.kind(kind).to_owned(),
        };
        let items: Vec<String> = kinds
            .into_iter()
            .map(|kind| {
                format!(
                    "<li data-thread=\"0\"><svg width=\"26\" height=\"14\" aria-hidden=\"true\">{}</svg>{}</li>",
                    sample(kind),
                    escape(&said(kind))
                )
            })
            .collect();
        items.join("\n")
    }

    fn table(&self) -> String {
        let mut text = Vec::new();
        for row in &self.rows {
            let prints = row.lives.iter().flat_map(|life| {
                life.prints.iter().map(|at| Piece {
                    kind: Kind::Prints,
                    of: String::new(),
                    what: None,
                    from: *at,
                    to: *at,
                })
            });
            let lives = row.lives.iter();
            let mut pieces: Vec<Piece> = lives
                .flat_map(|life| life.pieces.iter().chain(&life.holds).cloned())
                .chain(prints)
                .collect();
            pieces.sort_by(|a, b| a.from.total_cmp(&b.from).then(a.kind.cmp(&b.kind)));
            for piece in pieces {
                let to = match piece.kind {
                    Kind::Prints => String::new(),
                    _ => self.time(piece.to),
                };
                text.push(format!(
                    "<tr><td>{}</td><td>{}</td><td>{}</td><td>{to}</td></tr>",
                    escape(&row.name),
                    escape(&self.said(&piece)),
                    self.time(piece.from)
                ));
            }
        }
        text.join("\n")
    }

    /// A time of the run, in the axis's unit.
    fn time(&self, at: f64) -> String {
        let (size, unit, digits) = match self.end {
            ..20e3 => (1e3, "ms", 2),
            ..1e6 => (1e3, "ms", 0),
            _ => (1e6, "s", 3),
        };
        self.lang.number(&format!("{:.digits$}", at / size), unit)
    }

    /// The label of a round time.
    fn mark(&self, at: f64, step: f64) -> String {
        let (unit, size) = if self.end >= 1e6 {
            ("s", 1e6)
        } else {
            ("ms", 1e3)
        };
        let digits = (-(step / size).log10().floor()).max(0.0) as usize;
        let number = format!("{:.digits$}", at / size);
        self.lang
            .number(if at == 0.0 { "0" } else { &number }, unit)
    }
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
    use crate::source::listing::Listings;
    use crate::source::po::Po;
    use crate::source::project::{Project, write};

    const RUN: &str = r#"{"format":"timeline/1","listing":"lunch","date":"2026-11-21","cores":"2","rustc":"1","end":400000,"lanes":[
        {"name":"main","from":0,"to":400000,"spans":[["join","cook[0]",10,200000],["join","cook[1]",200010,400000]],"holds":[],"prints":[400000]},
        {"name":"cook[0]","from":20,"to":200000,"spans":[["sleep","",30,100000]],"holds":[["hold","PAN",100000,200000]],"prints":[]},
        {"name":"cook[1]","from":200020,"to":390000,"spans":[["lock","PAN",200030,200031]],"holds":[["hold","PAN",200040,200041]],"prints":[]},
        {"name":"Le chef","from":5,"to":390000,"spans":[["recv","orders",10,389000]],"holds":[],"prints":[]}]}"#;
    const PO: &str = "msgid \"\"\nmsgstr \"Language: en\\nContent-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"\\\"Le chef\\\"\"\nmsgstr \"\\\"The chef\\\"\"\n";

    fn drawn(lang: Lang, argument: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        let project = Project {
            root: folder.path().into(),
        };
        let longer = RUN
            .replace("\"end\":400000", "\"end\":800000")
            .replace("lunch", "dinner");
        write(&Timeline::path(&project, Lang::Fr, "lunch"), RUN).unwrap();
        write(&Timeline::path(&project, Lang::Fr, "dinner"), &longer).unwrap();
        let translations = Po::parse("po/en.po", PO).unwrap().translations();
        let edition = Edition {
            project: &project,
            lang,
            translations: Some(&translations).filter(|_| lang == Lang::En),
            listings: &Listings::default(),
        };
        timeline(&edition, argument).unwrap()
    }

    #[test]
    fn waits_say_for_whom_in_the_language() {
        let french = drawn(Lang::Fr, "lunch");
        assert!(french.contains("<tr><td>main</td><td>attend cook</td><td>0\u{202f}ms</td><td>200\u{202f}ms</td></tr>"), "{french}");
        assert!(
            french.contains("<td>Le chef</td><td>attend un message</td>"),
            "{french}"
        );
        let english = drawn(Lang::En, "lunch");
        assert!(
            english.contains("<td>main</td><td>waits for cook</td>"),
            "{english}"
        );
        assert!(
            english.contains("<td>The chef</td><td>waits for a message</td>"),
            "{english}"
        );
        assert!(english.contains("<td>holds PAN</td>"), "{english}");
        assert!(english.contains("<td>prints a line</td>"), "{english}");
    }

    #[test]
    fn threads_of_one_name_share_a_line_if_their_lives_do_not_overlap() {
        let html = drawn(Lang::Fr, "lunch");
        assert_eq!(
            html.matches("class=\"cc-timeline__name\"").count(),
            3,
            "{html}"
        );
        assert!(html.contains("main, cook, Le chef"), "{html}");
    }

    #[test]
    fn what_is_too_short_to_be_seen_is_left_out() {
        let html = drawn(Lang::En, "lunch");
        assert!(!html.contains("waits for PAN"), "{html}");
        assert_eq!(
            html.matches("cc-timeline__sleeps").count(),
            2,
            "one, and the legend: {html}"
        );
    }

    #[test]
    fn two_figures_may_have_one_scale() {
        let bar = "class=\"cc-timeline__waits\" x=\"0%\"";
        let alone = drawn(Lang::En, "lunch");
        assert!(
            alone.contains(&format!("{bar} y=\"18\" width=\"50%\"")),
            "{alone}"
        );
        let beside = drawn(Lang::En, "lunch scale dinner");
        assert!(
            beside.contains(&format!("{bar} y=\"18\" width=\"25%\"")),
            "{beside}"
        );
        assert!(beside.contains("From 0 to 400\u{a0}ms"), "{beside}");
    }

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
