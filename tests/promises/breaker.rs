//! The circuit breaker that a page draws is the one that it shows, explores and
//! uses: its arrows are the changes of state that the code itself has printed.

use course::evidence::Evidence as _;
use course::evidence::recording::Recording;
use course::source::lang::BOTH;
use course::source::listing::{Kind, slice};
use course::source::project::read;
use regex::Regex;
use scraper::{ElementRef, Html, Selector};
use tests::{in_edition, project, report};

const PAGE: &str = "src/patterns/circuit-breaker.md";
const SHOWN: &str = "circuit_breaker";
/// Prints what each event makes of each state.
const TABLE: &str = "breaker_transitions";
const USED: &str = "breaker_in_use";
const ANCHORS: [&str; 3] = ["states", "ask", "answer"];
/// The caption, which names the drawing.
const DRAWING: &str = "breaker-drawn";
/// How far from a box its arrows may end.
const GAP: f32 = 4.0;

#[test]
fn the_breaker_is_the_same_in_its_listings() {
    let source = |name: &str| read(&Kind::Runs.path(&project(), name)).unwrap();
    let shown = source(SHOWN);
    let mut problems = Vec::new();
    for anchor in ANCHORS {
        let part = slice(&shown, anchor).unwrap();
        for name in [TABLE, USED] {
            if !source(name).contains(&part) {
                problems.push(format!("{name}.rs has another `{anchor}` than {SHOWN}.rs"));
            }
        }
    }
    report("one breaker: copy the part that changed", problems);
}

#[test]
fn the_drawing_has_the_transitions_of_the_code() {
    let mut problems = Vec::new();
    for lang in BOTH {
        let run = Recording::load(&project(), lang, TABLE).unwrap();
        let printed: Vec<&str> = run.stdout().map(|line| line.text.as_str()).collect();
        let pages = in_edition(lang).expect("both editions can be made; run `cargo course build`");
        let page = pages.iter().find(|page| page.path == PAGE);
        let page = page.unwrap_or_else(|| panic!("there is no {PAGE}"));
        let differ = differ(&changes(&printed), &page.text).into_iter();
        problems.extend(differ.map(|why| format!("{PAGE} ({}): {why}", lang.code())));
    }
    report(
        &format!(
            "draw what {TABLE} prints: one arrow a change of state, numbered as they are read"
        ),
        problems,
    );
}

/// An event that leads from one state to another.
#[derive(Debug, PartialEq)]
struct Change {
    event: String,
    from: String,
    to: String,
}

/// Of a table with a state a row and an event a column, the cells where the state
/// becomes another.
fn changes(table: &[&str]) -> Vec<Change> {
    let columns = Regex::new(r"\s{2,}").unwrap();
    let cells = |line: &str| -> Vec<String> {
        let cells = columns.split(line.trim()).map(str::to_owned);
        cells.collect()
    };
    let (head, rows) = table.split_first().expect("the table has a head");
    let events = cells(head);
    let mut changes = Vec::new();
    for row in rows {
        let row = cells(row);
        assert_eq!(row.len(), events.len() + 1, "a cell an event: {row:?}");
        for (event, after) in events.iter().zip(&row[1..]) {
            let (from, to) = (state(&row[0]), state(after));
            if from != to {
                let event = event.clone();
                changes.push(Change { event, from, to });
            }
        }
    }
    changes
}

/// `Open` of `Open(10) +`.
fn state(cell: &str) -> String {
    let name = cell.split(['(', ' ']).next().unwrap_or_default();
    name.to_owned()
}

/// How the drawing of a page differs from these changes.
fn differ(changes: &[Change], page: &str) -> Vec<String> {
    assert!(!changes.is_empty(), "no event changes a state");
    let Some(drawing) = Drawing::of(page) else {
        return vec![format!("it has no drawing under #{DRAWING}")];
    };
    let mut problems = Vec::new();
    let wanted = changes.iter().zip(1..);
    let wanted: Vec<_> = wanted
        .map(|(c, n)| (n.to_string(), c.from.clone(), c.to.clone()))
        .collect();
    if drawing.arrows != wanted {
        let drawn = &drawing.arrows;
        problems.push(format!(
            "its arrows are {drawn:?}, and the code's changes {wanted:?}"
        ));
    }
    for (change, number) in changes.iter().zip(1..) {
        let word = change.event.split(' ').next().unwrap_or_default();
        let told = drawing.told(number);
        if !told.contains(word) {
            problems.push(format!(
                "the caption of arrow {number} has no « {word} »: {told}"
            ));
        }
    }
    problems
}

struct Drawing {
    /// Each with its number, and the boxes where it begins and ends.
    arrows: Vec<(String, String, String)>,
    caption: String,
}

impl Drawing {
    fn of(page: &str) -> Option<Drawing> {
        let named = page.find(&format!("aria-labelledby=\"{DRAWING}\""))?;
        let start = page[..named].rfind("<figure")?;
        let end = named + page[named..].find("</figure>")?;
        let html = Html::parse_fragment(&page[start..end]);
        let select = |css: String| Selector::parse(&css).unwrap();
        let drawn = select(format!("svg[aria-labelledby={DRAWING}]"));
        let svg = html.select(&drawn).next()?;
        let caption = html.select(&select(format!("#{DRAWING}"))).next()?;
        let parts: Vec<ElementRef> = svg.child_elements().collect();
        let mut boxes = Vec::new();
        let mut lines = Vec::new();
        for pair in parts.windows(2) {
            let text: String = pair[1].text().collect();
            match pair[0].value().name() {
                "rect" => boxes.push((Shape::of(pair[0])?, text)),
                "path" => lines.push((ends(pair[0].attr("d")?)?, text)),
                _ => {}
            }
        }
        let at = |point| {
            let near = boxes.iter().find(|(shape, _)| shape.touches(point));
            near.map_or("nowhere".into(), |(_, name)| name.clone())
        };
        let arrows = lines.iter();
        let arrows = arrows.map(|((from, to), number)| (number.clone(), at(*from), at(*to)));
        Some(Drawing {
            arrows: arrows.collect(),
            caption: caption.text().collect(),
        })
    }

    /// What the caption says after `NUMBER :`.
    fn told(&self, number: usize) -> &str {
        let begins = |n: usize| Regex::new(&format!(r"\b{n}\s*:")).unwrap();
        let Some(start) = begins(number).find(&self.caption) else {
            return "";
        };
        let rest = &self.caption[start.end()..];
        let end = begins(number + 1).find(rest);
        rest[..end.map_or(rest.len(), |end| end.start())].trim()
    }
}

type Point = (f32, f32);

struct Shape {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Shape {
    fn of(rect: ElementRef) -> Option<Shape> {
        let number = |name| rect.attr(name)?.parse::<f32>().ok();
        let (left, top) = (number("x")?, number("y")?);
        let (right, bottom) = (left + number("width")?, top + number("height")?);
        Some(Shape {
            left,
            top,
            right,
            bottom,
        })
    }

    fn touches(&self, (x, y): Point) -> bool {
        let across = self.left - GAP <= x && x <= self.right + GAP;
        across && self.top - GAP <= y && y <= self.bottom + GAP
    }
}

/// Where a path of `M`, `L`, `H`, `V` and `C` begins and ends.
fn ends(path: &str) -> Option<(Point, Point)> {
    let step = Regex::new(r"([MLHVC])([^A-Z]*)").unwrap();
    let mut all: Vec<Point> = Vec::new();
    for step in step.captures_iter(path) {
        let numbers = step[2].split([' ', ',']).filter(|n| !n.is_empty());
        let numbers: Vec<f32> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
        let (x, y) = all.last().copied().unwrap_or_default();
        let point = match (&step[1], numbers.as_slice()) {
            ("H", [.., x]) => (*x, y),
            ("V", [.., y]) => (x, *y),
            (_, [.., x, y]) => (*x, *y),
            _ => return None,
        };
        all.push(point);
    }
    Some((*all.first()?, *all.last()?))
}

#[test]
fn a_drawing_that_drifts_is_found() {
    let table = [
        "            ask at 9      failure at 10",
        "Closed(1)   Closed(1) +   Open(20)",
        "Open(10)    Open(10)      Open(10)",
        "HalfOpen    HalfOpen      Open(20)",
    ];
    let changes = changes(&table);
    let drawing = "<figure><svg aria-labelledby=\"breaker-drawn\">\n\
        <rect x=\"0\" y=\"0\" width=\"10\" height=\"10\"/><text>Closed</text>\n\
        <rect x=\"50\" y=\"0\" width=\"10\" height=\"10\"/><text>Open</text>\n\
        <rect x=\"20\" y=\"40\" width=\"10\" height=\"10\"/><text>HalfOpen</text>\n\
        <path d=\"M12 5H48\"/><text>1</text>\n\
        <path d=\"M25 38C25 30 40 20 51 12\"/><text>2</text>\n\
        </svg><figcaption id=\"breaker-drawn\">1 : a failure too many. 2: the failure of a probe.</figcaption></figure>";
    assert_eq!(differ(&changes, drawing), Vec::<String>::new());
    for (from, to) in [
        ("M12 5H48", "M48 5H12"),
        ("M12 5H48", "M12 5H30"),
        ("<path d=\"M12 5H48\"/><text>1</text>\n", ""),
        ("<text>1</text>", "<text>3</text>"),
        ("51 12", "5 12"),
        ("<text>HalfOpen</text>", "<text>Closed</text>"),
        ("a failure too many", "a success"),
        (
            "aria-labelledby=\"breaker-drawn\"",
            "aria-labelledby=\"drawn\"",
        ),
    ] {
        let drifted = drawing.replace(from, to);
        assert_ne!(drifted, drawing, "{from}");
        assert!(!differ(&changes, &drifted).is_empty(), "{from} → {to}");
    }
    let fewer = [
        table[0],
        table[1],
        table[2],
        "HalfOpen    HalfOpen      HalfOpen",
    ];
    assert!(!differ(&self::changes(&fewer), drawing).is_empty());
}
