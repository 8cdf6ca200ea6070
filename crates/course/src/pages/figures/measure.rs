//! A measured comparison as a figure: an SVG made at build time by plotters,
//! and the same figures as a table.

use anyhow::{Context, Result, anyhow};
use maud::{Markup, PreEscaped, html};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use regex::{Captures, Regex};
use std::sync::LazyLock;

use super::when;
use crate::evidence::Evidence;
use crate::evidence::measure::{Case, Figures, Measure, memory, ratio, spread, time};
use crate::pages::edition::Edition;
use crate::pages::markup_block;
use crate::source::comparisons::{Comparisons, is_python};
use crate::source::lang::Lang;

/// A telephone's width: the drawing grows a little with the page, and the
/// letters never shrink.
const WIDTH: i32 = 340;
/// A bar with its name above it.
const ROW: i32 = 38;
const BAR: i32 = 13;
/// Beside the longest bar, for its figure.
const FIGURE: i32 = 78;
const LAW_HEIGHT: i32 = 250;
const LETTERS: i32 = 13;

pub fn measure(edition: &Edition, name: &str) -> Result<String> {
    let lang = edition.lang;
    let measure = Measure::load(edition.project, edition.lang, name)?;
    let comparisons = &edition.listings.comparisons;
    let title = comparisons.named(name)?.title(lang);
    let figure = Figure {
        lang,
        name,
        title,
        comparisons,
        measure: &measure,
    };
    let python = measure.machine.python.as_ref();
    let python = python.filter(|_| measure.has_python());
    let label = lang.pick("Mesures de ", "Measurements of ");
    Ok(markup_block(html! {
        figure.cc-measure data-name=(name) {
            figcaption {
                (title) " "
                span.cc-measure__when {
                    (when(&measure.machine.made, lang))
                    @if let Some(python) = python { " · Python " (python) }
                }
            }
            div.cc-measure__both {
                div.cc-measure__drawings { (figure.drawings()?) }
                div.cc-table.cc-measure__table tabindex="0" role="group" aria-label={ (label) (name) } { (figure.table()?) }
            }
            p.cc-measure__note { (figure.note()) }
        }
    }))
}

/// The law of Amdahl: the speed-up on `cores`, if this share stays in turn.
fn law(share: f64, cores: f64) -> f64 {
    1.0 / (share + (1.0 - share) / cores)
}

/// What a colour of the drawing stands for: the theme knows the colours.
#[derive(Clone, Copy)]
enum Role {
    Bar = 1,
    Python,
    Text,
    Spread,
    Axis,
    Law,
    Limit,
    Point,
}

const ROLES: [&str; 8] = [
    "bar", "python", "text", "spread", "axis", "law", "limit", "point",
];

impl Role {
    /// plotters knows colours only: each role has one that `themed` finds again.
    fn colour(self) -> RGBColor {
        RGBColor(self as u8, 0, 0)
    }
}

struct Figure<'a> {
    lang: Lang,
    name: &'a str,
    title: &'a str,
    comparisons: &'a Comparisons,
    measure: &'a Measure,
}

/// A bar and what it says.
struct Bar<'a> {
    label: &'a str,
    role: Role,
    value: f64,
    low: f64,
    high: f64,
    said: String,
}

impl Figure<'_> {
    fn drawings(&self) -> Result<Markup> {
        if let Some(share) = self.measure.share_in_turn() {
            return self.law(share);
        }
        let [times, memories] = [
            self.lang.pick("Temps", "Time"),
            self.lang.pick("Mémoire", "Memory"),
        ];
        let time = self.bars("time", times, |case| {
            Some((
                [case.median, case.low, case.high].map(|ns| ns as f64),
                time(case.median, self.lang),
            ))
        })?;
        let memory = self.bars("memory", memories, |case| {
            let kib = case.memory?;
            Some(([kib as f64; 3], memory(kib, self.lang)))
        })?;
        Ok(match memory {
            None => html! { (time.unwrap_or_default()) },
            Some(memory) => html! {
                p.cc-measure__what { (times) }
                (time.unwrap_or_default())
                p.cc-measure__what { (memories) }
                (memory)
            },
        })
    }

    /// One bar a case that has the figure; nothing if none has.
    fn bars(
        &self,
        what: &str,
        heading: &str,
        figure: impl Fn(&Case) -> Option<([f64; 3], String)>,
    ) -> Result<Option<Markup>> {
        let mut bars = Vec::new();
        for case in &self.measure.cases {
            if let Some(([value, low, high], said)) = figure(case) {
                bars.push(Bar {
                    label: self.comparisons.label(&case.name, self.lang)?,
                    role: if is_python(&case.name) {
                        Role::Python
                    } else {
                        Role::Bar
                    },
                    value,
                    low,
                    high,
                    said,
                });
            }
        }
        if bars.is_empty() {
            return Ok(None);
        }
        let height = ROW * bars.len() as i32 + 4;
        let drawing = draw(height, |area| {
            let most = bars.iter().map(|bar| bar.high).fold(0.0, f64::max);
            let at = |value: f64| (value / most * f64::from(WIDTH - FIGURE)).round() as i32;
            for (row, bar) in bars.iter().enumerate() {
                let top = ROW * row as i32 + 18;
                let middle = top + BAR / 2;
                area.draw(&text(bar.label, 0, top - 4, HPos::Left, VPos::Bottom))?;
                area.draw(&Rectangle::new(
                    [(0, top), (at(bar.value).max(1), top + BAR)],
                    bar.role.colour().filled(),
                ))?;
                let (low, high) = (at(bar.low), at(bar.high));
                if high > low {
                    closed_line(area, [(low, middle), (high, middle)])?;
                }
                let end = at(bar.value).max(high) + 7;
                area.draw(&text(&bar.said, end, middle, HPos::Left, VPos::Center))?;
            }
            Ok(())
        })?;
        let said: Vec<String> = bars
            .iter()
            .map(|bar| format!("{}: {}", bar.label, bar.said))
            .map(|said| said.replace(": ", self.lang.pick("\u{a0}: ", ": ")))
            .collect();
        let title = format!("{} ({})", self.title, heading.to_lowercase());
        Ok(Some(self.svg(
            what,
            height,
            &title,
            &said.join(", "),
            &drawing,
        )))
    }

    /// The measured points, and the law of Amdahl: with a core a thread, and
    /// with the cores that the machine has.
    fn law(&self, share: f64) -> Result<Markup> {
        let points = self.points()?;
        let most = points.last().map_or(1.0, |(threads, ..)| *threads);
        let cores: f64 = self.measure.machine.made.cores.parse()?;
        let highest = points
            .iter()
            .map(|point| point.3)
            .fold(law(share, most), f64::max);
        let drawing = draw(LAW_HEIGHT, |area| {
            let mut chart = ChartBuilder::on(area)
                .margin(8)
                .margin_right(14)
                .x_label_area_size(34)
                .y_label_area_size(30)
                .build_cartesian_2d(1.0..most, 0.0..highest * 1.12)?;
            let style = ("sans-serif", LETTERS)
                .into_font()
                .color(&Role::Text.colour());
            chart
                .configure_mesh()
                .axis_style(Role::Axis.colour())
                .bold_line_style(Role::Axis.colour())
                .light_line_style(TRANSPARENT)
                .x_labels(most as usize)
                .y_labels(4)
                .label_style(style.clone())
                .x_label_formatter(&|threads| format!("{threads:.0}"))
                .y_label_formatter(&|times| self.lang.number(&format!("{times:.1}"), ""))
                .x_desc(self.lang.pick("threads", "threads"))
                .axis_desc_style(style.clone())
                .draw()?;
            let path = |cores: f64, from: f64| {
                let steps = (0..=30).map(|step| from + (most - from) * f64::from(step) / 30.0);
                let points: Vec<(f64, f64)> =
                    steps.map(|n| (n, law(share, n.min(cores)))).collect();
                points
            };
            let ideal = PathElement::new(path(most, 1.0), Role::Law.colour().stroke_width(2));
            chart.draw_series([ideal])?;
            if cores < most {
                let limit = path(cores, cores);
                let limit = PathElement::new(limit, Role::Limit.colour().stroke_width(2));
                chart.draw_series([limit])?;
            }
            for (threads, speed_up, low, high) in &points {
                let place = |y: &f64| chart.backend_coord(&(*threads, *y));
                let (at, ends) = (place(speed_up), [place(low), place(high)]);
                if ends[0] != ends[1] {
                    closed_line(area, ends)?;
                }
                area.draw(&Circle::new(at, 4, Role::Point.colour().filled()))?;
            }
            Ok(())
        })?;
        let said: Vec<String> = points
            .iter()
            .map(|(threads, speed_up, ..)| {
                let speed_up = ratio(*speed_up, self.lang);
                self.lang.pick(
                    format!("accélération de {speed_up} avec {threads} threads"),
                    format!("a speed-up of {speed_up} with {threads} threads"),
                )
            })
            .skip(1)
            .collect();
        Ok(html! {
            (self.svg("law", LAW_HEIGHT, self.title, &said.join(", "), &drawing))
            (self.legend(cores < most))
        })
    }

    /// Threads, speed-up, and its spread.
    fn points(&self) -> Result<Vec<(f64, f64, f64, f64)>> {
        let cases = &self.measure.cases;
        let alone = cases.first().context("no case ran")?.median as f64;
        let point = |case: &Case| {
            let times = [case.median, case.high, case.low];
            let [speed_up, low, high] = times.map(|ns| alone / ns as f64);
            Ok((threads(case)?, speed_up, low, high))
        };
        cases.iter().map(point).collect()
    }

    fn legend(&self, limited: bool) -> Markup {
        let cores = &self.measure.machine.made.cores;
        let line = |class: &str| html! { path class={ "cc-measure__" (class) } fill="none" d="M0 7h26" {} };
        let item = |sample: Markup, text: &str| {
            html! { li { svg width="26" height="14" aria-hidden="true" { (sample) } (text) } }
        };
        let point = html! { circle.cc-measure__point cx="13" cy="7" r="4" {} };
        let limit = self.lang.pick(
            format!("la loi avec {cores} cœurs"),
            format!("the law with {cores} cores"),
        );
        html! {
            ul.cc-measure__legend {
                (item(point, self.lang.pick("mesuré", "measured")))
                (item(line("law"), self.lang.pick("la loi, un cœur par thread", "the law, one core a thread")))
                @if limited { (item(line("limit"), &limit)) }
            }
        }
    }

    fn svg(&self, what: &str, height: i32, title: &str, said: &str, drawing: &str) -> Markup {
        let id = format!("measure-{}-{what}", self.name);
        html! {
            svg.cc-measure__plot viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-labelledby={ (id) "-title " (id) "-text" } {
                title id={ (id) "-title" } { (title) }
                desc id={ (id) "-text" } { (said) }
                (PreEscaped(drawing))
            }
        }
    }

    fn table(&self) -> Result<Markup> {
        let lang = self.lang;
        let Measure { cases, machine, .. } = self.measure;
        let share = self.measure.share_in_turn();
        let held = cases.iter().any(|case| case.held.is_some());
        // Of different numbers, the wholes say nothing beside each other.
        let memories = !held && cases.iter().any(|case| case.memory.is_some());
        let mut heads = vec![
            lang.pick("Cas", "Case"),
            lang.pick("Médiane", "Median"),
            lang.pick("Dispersion", "Spread"),
        ];
        match share {
            Some(_) => heads.extend(lang.pick(["Accélération", "Loi"], ["Speed-up", "Law"])),
            None => heads.push(lang.pick("Rapport", "Ratio")),
        }
        if memories {
            heads.push(lang.pick("Mémoire", "Memory"));
        }
        if held {
            heads.extend(lang.pick(["Tenues", "Mémoire de chacune"], ["Held", "Memory of each"]));
        }
        let cores: f64 = machine.made.cores.parse()?;
        let mut rows = Vec::new();
        for case in cases {
            let first = &cases[0].name;
            let is_first = case.name == *first;
            let of = |(a, b): (&str, &str)| match is_first {
                true => Ok("1".to_owned()),
                false => Ok::<_, anyhow::Error>(ratio(self.measure.ratio(a, b)?, lang)),
            };
            let mut cells = vec![time(case.median, lang), spread(case, lang)];
            match share {
                Some(share) => {
                    cells.push(of((first, &case.name))?);
                    let cores = threads(case)?.min(cores);
                    cells.push(match is_first {
                        true => "1".to_owned(),
                        false => ratio(law(share, cores), lang),
                    });
                }
                None => cells.push(of((&case.name, first))?),
            }
            if memories {
                cells.push(case.memory.map_or(String::new(), |kib| memory(kib, lang)));
            }
            if held {
                for figure in ["held", "memory_each"] {
                    cells.push(
                        self.measure
                            .value(&format!("{}.{figure}", case.name), lang)?,
                    );
                }
            }
            rows.push((self.comparisons.label(&case.name, lang)?, cells));
        }
        Ok(html! {
            table {
                thead {
                    tr { @for head in heads { th scope="col" { (head) } } }
                }
                tbody {
                    @for (name, cells) in rows {
                        tr {
                            th scope="row" { (name) }
                            @for cell in cells { td { (cell) } }
                        }
                    }
                }
            }
        })
    }

    /// How it was measured, and on what.
    fn note(&self) -> Markup {
        let lang = self.lang;
        let Measure {
            rounds,
            machine,
            skipped,
            ..
        } = self.measure;
        let rounds = lang.pick(
            format!("Médiane de {rounds} exécutions alternées\u{202f}; la dispersion va du quart le plus rapide au quart le plus lent."),
            format!("Median of {rounds} alternating runs; the spread goes from the fastest quarter to the slowest quarter."),
        );
        let last = match self.measure.share_in_turn() {
            Some(share) => {
                let share = lang.number(&format!("{share:.2}"), "");
                lang.pick(
                    format!("La part à la suite, mesurée avec un thread, est de {share}."),
                    format!("The share in turn, measured with one thread, is {share}."),
                )
            }
            None => lang
                .pick(
                    "Le rapport divise chaque temps par celui de la première ligne.",
                    "The ratio divides each time by that of the first line.",
                )
                .to_owned(),
        };
        let label = |case| self.comparisons.label(case, lang).unwrap_or(case);
        html! {
            (rounds) " " (last) " "
            @for skipped in skipped {
                (lang.pick("Non mesuré\u{a0}: ", "Not measured: ")) (label(&skipped.case)) ". "
            }
            span.cc-measure__machine { (machine.cpu) ", " (machine.os) "." }
        }
    }
}

/// `threads_4` ran on four.
fn threads(case: &Case) -> Result<f64> {
    case.name
        .rsplit_once('_')
        .and_then(|(_, number)| number.parse().ok())
        .with_context(|| format!("case `{}` does not say how many threads", case.name))
}

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;

/// What plotters draws, without the tag around it, in the theme's colours.
fn draw(
    height: i32,
    make: impl FnOnce(&Area) -> Result<(), Box<dyn std::error::Error>>,
) -> Result<String> {
    let mut svg = String::new();
    let size = (WIDTH as u32, height as u32);
    let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
    make(&area).map_err(|error| anyhow!("a figure cannot be drawn: {error}"))?;
    drop(area);
    themed(&svg)
}

fn themed(svg: &str) -> Result<String> {
    static MARK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r##"(?:fill|stroke)="#0([1-9])0000""##).unwrap());
    static SAID: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#" (?:font-family|font-size|opacity)="[^"]*""#).unwrap());
    let (_, inside) = svg.split_once('>').context("plotters drew nothing")?;
    let inside = inside.trim_end().trim_end_matches("</svg>");
    let inside = SAID.replace_all(inside, "");
    let inside = MARK.replace_all(&inside, |found: &Captures| {
        let at: usize = found[1].parse().expect("a digit");
        format!("class=\"cc-measure__{}\"", ROLES[at - 1])
    });
    Ok(inside.lines().map(str::trim).collect())
}

fn text(said: &str, x: i32, y: i32, h: HPos, v: VPos) -> Text<'static, (i32, i32), String> {
    let style = ("sans-serif", LETTERS)
        .into_font()
        .color(&Role::Text.colour())
        .pos(Pos::new(h, v));
    Text::new(said.to_owned(), (x, y), style)
}

/// A line with its two ends closed.
fn closed_line(area: &Area, ends: [(i32, i32); 2]) -> Result<(), Box<dyn std::error::Error>> {
    let style = Role::Spread.colour().stroke_width(1);
    let (dx, dy) = match ends[0].1 == ends[1].1 {
        true => (0, 3),
        false => (3, 0),
    };
    area.draw(&PathElement::new(ends.to_vec(), style))?;
    for (x, y) in ends {
        area.draw(&PathElement::new(
            vec![(x - dx, y - dy), (x + dx, y + dy)],
            style,
        ))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::measure::tests::{case, measure as measured};
    use crate::source::listing::Listings;
    use crate::source::project::{Project, write};
    use crate::source::small::SmallCourse;

    /// The course itself: what is compared, and in which words.
    fn course() -> Project {
        Project::above(env!("CARGO_MANIFEST_DIR").as_ref()).unwrap()
    }

    fn shown(name: &str, cases: Vec<Case>, lang: Lang) -> String {
        let project = SmallCourse::new("");
        write(
            &Measure::path(&project, Lang::Fr, name),
            &measured(cases).format(),
        )
        .unwrap();
        let edition = Edition {
            project: &project,
            lang,
            translations: None,
            listings: &Listings::load(&course()).unwrap(),
        };
        measure(&edition, name).unwrap()
    }

    #[test]
    fn a_case_is_a_bar_and_a_row() {
        let cases = || vec![case("thread", 20_000), case("process", 900_000)];
        let french = shown("spawn", cases(), Lang::Fr);
        let row = "<th scope=\"row\">processus</th><td>900\u{202f}µs</td><td>810 à 945\u{202f}µs</td><td>45</td>";
        assert!(french.contains(row), "{french}");
        assert_eq!(french.matches("class=\"cc-measure__bar\"").count(), 2);
        let english = shown("spawn", cases(), Lang::En);
        assert!(english.contains("<td>810 to 945\u{a0}µs</td>"), "{english}");
        assert!(
            english.contains("thread: 20.0\u{a0}µs, process: 900\u{a0}µs</desc>"),
            "{english}"
        );
    }

    #[test]
    fn the_theme_gives_the_colours() {
        let html = shown(
            "counter",
            vec![case("rust_mutex", 5), case("python_lock", 60)],
            Lang::Fr,
        );
        assert!(!html.contains('#') && !html.contains("font-"), "{html}");
        for role in ["bar", "python", "text", "spread"] {
            assert!(
                html.contains(&format!("class=\"cc-measure__{role}\"")),
                "{role}: {html}"
            );
        }
    }

    #[test]
    fn memory_has_bars_and_a_column_of_its_own() {
        let mut soup = case("rust_tasks", 1_000_000);
        soup.memory = Some(3072);
        let html = shown("ten_thousand", vec![soup], Lang::En);
        assert_eq!(html.matches("<svg ").count(), 2, "{html}");
        assert!(html.contains("<td>3.00\u{a0}MiB</td></tr>"), "{html}");
    }

    #[test]
    fn points_stand_beside_the_law() {
        let mut cases = vec![
            case("threads_1", 1000),
            case("threads_2", 640),
            case("threads_4", 650),
        ];
        cases[0].in_turn = Some(250);
        let html = shown("amdahl", cases, Lang::En);
        assert!(html.contains("<td>1.56</td><td>1.60</td>"), "{html}");
        assert!(
            html.contains("<td>1.54</td><td>1.60</td>"),
            "two cores: {html}"
        );
        assert_eq!(
            html.matches("<circle").count(),
            4,
            "three, and the legend: {html}"
        );
        assert!(html.contains("cc-measure__limit"), "{html}");
    }

    #[test]
    fn the_law_is_the_page_s() {
        assert_eq!(law(0.25, 2.0), 1.6);
        assert_eq!(law(0.0, 8.0), 8.0);
    }
}
