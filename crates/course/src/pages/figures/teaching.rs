//! For who gives the course: how long pages take, levels and schedules to show,
//! what exercises ask. All of it comes from the pages and the exercises.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};
use formats::telling::Telling;
use maud::{Markup, PreEscaped, html};

use crate::evidence::Evidence;
use crate::evidence::graph::{Graph, plainest};
use crate::pages::directive::Directive;
use crate::pages::edition::Edition;
use crate::pages::markup_block;
use crate::pages::quiz::inline;
use crate::pages::whole::{PACE, Page, Whole};
use crate::source::exercise::{Exercise, SOLUTION, STUB};
use crate::source::lang::Lang;
use crate::source::project::closest;

/// Minutes that a question, an order to walk, a level and an exercise are given.
const QUESTION: usize = 1;
const WALK: usize = 2;
const LEVEL: usize = 4;
const EXERCISE: usize = 20;

#[derive(Clone, Copy)]
pub enum Table {
    Minutes,
    Levels,
    Exercises,
}

const TABLES: [(&str, Table); 3] = [
    ("minutes", Table::Minutes),
    ("levels", Table::Levels),
    ("exercises", Table::Exercises),
];

impl Table {
    pub fn named(name: &str) -> Result<Table> {
        match TABLES.iter().find(|(known, _)| *known == name) {
            Some((_, table)) => Ok(*table),
            None => bail!(
                "there is no table `{name}` ({})",
                closest(name, TABLES.map(|(known, _)| known))
            ),
        }
    }
}

pub fn table(edition: &Edition, whole: &Whole, name: &str) -> Result<String> {
    match Table::named(name)? {
        Table::Minutes => Ok(minutes(whole, edition.lang)),
        Table::Levels => levels(edition, whole),
        Table::Exercises => exercises(edition, whole),
    }
}

/// The figures of the rule by which minutes are counted.
pub fn value(key: &str, lang: Lang) -> Result<String> {
    let number = match key {
        "words" => PACE,
        "question" => QUESTION,
        "walk" => WALK,
        "level" => LEVEL,
        "exercise" => EXERCISE,
        _ => bail!("`{key}` is none of words, question, walk, level, exercise"),
    };
    Ok(lang.number(&number.to_string(), ""))
}

/// A page with all that it gives to do.
fn done(page: &Page) -> usize {
    page.minutes
        + page.questions * QUESTION
        + page.count(Directive::Explore) * WALK
        + page.count(Directive::Level) * LEVEL
        + page.count(Directive::Exercise) * EXERCISE
}

/// The pages that are learnt.
fn learnt(whole: &Whole) -> impl Iterator<Item = &Page> {
    let is_learnt = |page: &&Page| !page.path.starts_with("appendix/");
    whole.pages.iter().filter(is_learnt)
}

fn minutes(whole: &Whole, lang: Lang) -> String {
    let heads = lang.pick(
        [
            "Page",
            "Lire",
            "Tout faire",
            "Lignes de code",
            "Questions",
            "Ordres et niveaux",
            "Exercices",
        ],
        [
            "Page",
            "Read",
            "Do it all",
            "Lines of code",
            "Questions",
            "Orders and levels",
            "Exercises",
        ],
    );
    let cells = |pages: &[&Page]| -> [usize; 6] {
        let sum = |of: &dyn Fn(&Page) -> usize| pages.iter().map(|page| of(page)).sum::<usize>();
        [
            sum(&|page| page.minutes),
            sum(&done),
            sum(&|page| page.code_lines),
            sum(&|page| page.questions),
            sum(&|page| page.count(Directive::Explore) + page.count(Directive::Level)),
            sum(&|page| page.count(Directive::Exercise)),
        ]
    };
    let numbers = |pages: &[&Page]| {
        let [read, done, rest @ ..] = cells(pages);
        let times = [read, done].map(time);
        let counts = rest.map(|count| lang.number(&count.to_string(), ""));
        html! { @for cell in times.iter().chain(&counts) { td { (cell) } } }
    };
    let all: Vec<&Page> = learnt(whole).collect();
    let parts: Vec<&[&Page]> = all.chunk_by(|a, b| a.part == b.part).collect();
    wrapped(
        lang.pick("Tableau\u{a0}: les minutes", "Table: the minutes"),
        html! {
            table.cc-teaching {
                thead { tr { @for head in heads { th { (head) } } } }
                @for pages in parts {
                    tbody {
                        tr.cc-teaching__sum {
                            th scope="row" { (pages[0].part.as_deref().unwrap_or(lang.pick("Avant la première partie", "Before the first part"))) }
                            (numbers(pages))
                        }
                        @for page in pages {
                            tr data-page=(page.path) { td { (link(page, "")) } (numbers(&[*page])) }
                        }
                    }
                }
                tfoot { tr.cc-teaching__sum { th scope="row" { (lang.pick("Tout le cours", "The whole course")) } (numbers(&all)) } }
            }
        },
    )
}

/// Minutes as a clock says them.
fn time(minutes: usize) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}\u{202f}min"),
        (hours, minutes) => format!("{hours}\u{202f}h\u{202f}{minutes:02}"),
    }
}

fn link(page: &Page, section: &str) -> Markup {
    html! { a href=(page.address(section)) { (PreEscaped(inline(&page.title))) } }
}

fn wrapped(label: &str, table: Markup) -> String {
    markup_block(html! {
        div.cc-table tabindex="0" role="group" aria-label=(label) { (table) }
    })
}

fn levels(edition: &Edition, whole: &Whole) -> Result<String> {
    let lang = edition.lang;
    let heads = lang.pick(
        ["Niveau", "Page", "Coups", "Une solution"],
        ["Level", "Page", "Moves", "A solution"],
    );
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    for page in learnt(whole) {
        for (_, name, section) in page.figures.iter().filter(|it| it.0 == Directive::Level) {
            if !seen.insert(name) {
                continue;
            }
            let graph = Graph::load(edition.project, lang, name)?;
            let moves = match graph.moves {
                Some(moves) => lang.number(&moves.to_string(), ""),
                None => lang.pick("aucun ordre n’échoue", "no order fails").into(),
            };
            let solution = plainest(&graph, true)
                .map(|rank| order(&graph, rank))
                .transpose()?;
            rows.push((page, name, section, moves, solution));
        }
    }
    let show = lang.pick("la montrer", "show it");
    Ok(wrapped(
        lang.pick("Tableau\u{a0}: les niveaux", "Table: the levels"),
        html! {
            table.cc-teaching {
                thead { tr { @for head in heads { th { (head) } } } }
                tbody {
                    @for (page, name, section, moves, solution) in rows {
                        tr {
                            td { a href=(page.address(section)) { code { (name) } } }
                            td { (PreEscaped(inline(&page.title))) }
                            td { (moves) }
                            td {
                                @if let Some(order) = solution {
                                    a href={ (page.address("")) "#" (name) "=" (order) } aria-label={ (show) ", " (name) } { (show) }
                                } @else { "–" }
                            }
                        }
                    }
                }
            }
        },
    ))
}

/// The moves of an outcome's plainest schedule, as an address says them.
fn order(graph: &Graph, outcome: usize) -> Result<String> {
    let ranks = graph.outcomes[outcome].plainest.as_ref();
    let ranks = ranks.context("the graph keeps no order of this outcome")?;
    let digit = |rank: &usize| char::from_digit(u32::try_from(*rank).ok()?, 36);
    ranks
        .iter()
        .map(|rank| digit(rank).context("more moves than an address has digits"))
        .collect()
}

/// The plainest order that fails, by its address, and how it ends.
pub fn schedule(edition: &Edition, whole: &Whole, name: &str) -> Result<String> {
    let lang = edition.lang;
    let graph = Graph::load(edition.project, lang, name)?;
    let page = whole
        .figure(&[Directive::Explore, Directive::Level], name)
        .with_context(|| format!("no page lets the reader walk `{name}`"))?;
    let shown = plainest(&graph, true).or_else(|| plainest(&graph, false));
    let shown = shown.with_context(|| format!("the graph of `{name}` has no outcome"))?;
    let order = order(&graph, shown)?;
    let (end, _) = Telling::new(&graph, lang).verdict(shown);
    Ok(markup_block(html! {
        p.cc-schedule {
            a href={ (page.address("")) "#" (name) "=" (order) } { code { (page.stem()) ".html#" (name) "=" (order) } }
            " " span.cc-schedule__end { (end) }
        }
    }))
}

fn exercises(edition: &Edition, whole: &Whole) -> Result<String> {
    let (project, lang) = (edition.project, edition.lang);
    let heads = lang.pick(
        [
            "Exercice",
            "Page",
            "Lignes à écrire",
            "Erreurs connues",
            "Indices",
        ],
        [
            "Exercise",
            "Page",
            "Lines to write",
            "Known mistakes",
            "Hints",
        ],
    );
    let mut rows = Vec::new();
    for exercise in Exercise::all(project)? {
        let page = whole.figure(&[Directive::Exercise], &exercise.name);
        let page = page.with_context(|| format!("exercise `{}` is on no page", exercise.name))?;
        let mut figures = page.figures.iter();
        let section = figures.find(|it| it.0 == Directive::Exercise && it.1 == exercise.name);
        let section = section.map_or("", |(.., section)| section);
        let lines = to_write(
            &exercise.code(project, STUB, None)?,
            &exercise.code(project, SOLUTION, None)?,
        );
        rows.push((lines, exercise, page, section));
    }
    rows.sort_by_key(|(lines, exercise, ..)| (*lines, exercise.wrong.len()));
    Ok(wrapped(
        lang.pick("Tableau\u{a0}: les exercices", "Table: the exercises"),
        html! {
            table.cc-teaching {
                thead { tr { @for head in heads { th { (head) } } } }
                tbody {
                    @for (lines, exercise, page, section) in &rows {
                        tr {
                            td { a href=(page.address(section)) { code { (exercise.name) } } }
                            td { (PreEscaped(inline(&page.title))) }
                            td { (lines) }
                            td { (exercise.wrong.len()) }
                            td { (exercise.hints.len()) }
                        }
                    }
                }
            }
        },
    ))
}

/// The lines of code of the solution that are not in what the reader gets.
fn to_write(stub: &str, solution: &str) -> usize {
    let code = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim);
        let is_code = |line: &&str| !line.is_empty() && !line.starts_with("//");
        lines.filter(is_code).map(str::to_owned).collect()
    };
    let mut given = code(stub);
    let mut new = 0;
    for line in code(solution) {
        match given.iter().position(|known| *known == line) {
            Some(at) => drop(given.remove(at)),
            None => new += 1,
        }
    }
    new
}

/// `MINUTES PAGE…`: pages in the order in which they are taken, all that they
/// give to do included; a walk that does not fit its time is not built.
pub fn path(edition: &Edition, whole: &Whole, argument: &str) -> Result<String> {
    let lang = edition.lang;
    let mut words = argument.split(' ');
    let limit: usize = words.next().unwrap_or_default().parse().with_context(|| {
        format!("{{{{#path {argument}}}}}: write how many minutes, then pages by their file names")
    })?;
    let mut pages = Vec::new();
    for word in words {
        let stems = whole.pages.iter().map(Page::stem);
        let page = whole.named(word);
        pages.push(page.with_context(|| {
            format!(
                "{{{{#path {limit} …}}}}: there is no page `{word}` ({})",
                closest(word, stems)
            )
        })?);
    }
    let total: usize = pages.iter().map(|page| done(page)).sum();
    if total > limit || total * 10 < limit * 9 {
        bail!(
            "{{{{#path {limit} …}}}}: its pages take {total} minutes, and must fill nine tenths of {limit} at least; take one away, or add one"
        );
    }
    Ok(markup_block(html! {
        ol.cc-path {
            @for page in pages { li { (link(page, "")) ", " (time(done(page))) } }
        }
        p { (lang.pick("En tout\u{a0}: ", "In all: ")) b { (time(total)) } "." }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_new_lines_of_code_are_to_be_written() {
        let stub = "// To do.\nfn cook() {\n    todo!()\n}\n";
        let solution = "fn cook() {\n    // Quick.\n    boil();\n    serve();\n}\n";
        assert_eq!(to_write(stub, solution), 2);
        assert_eq!(to_write(solution, solution), 0);
    }

    #[test]
    fn minutes_become_hours() {
        assert_eq!(time(59), "59\u{202f}min");
        assert_eq!(time(125), "2\u{202f}h\u{202f}05");
    }

    #[test]
    fn an_unknown_table_is_refused() {
        assert!(Table::named("minutes").is_ok());
        let error = Table::named("minute").err().unwrap().to_string();
        assert!(error.contains("closest: minutes"), "{error}");
        assert!(value("pace", Lang::Fr).is_err());
    }
}
