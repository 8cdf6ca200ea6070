//! A timed run as a figure: an SVG made at build time, a lane a thread, and the
//! same intervals as a table.

mod drawing;
mod rows;
mod table;
mod words;

use anyhow::{Context, Result};
use maud::html;

use super::when;
use crate::evidence::Evidence;
use crate::evidence::timeline::Timeline;
use crate::pages::edition::Edition;
use crate::pages::markup_block;
use crate::source::lang::Lang;
use rows::{Row, Worker};

/// What is narrower than this share of the run is not drawn.
const THIN: f64 = 0.004;
/// Room for the names at the left, and the widths in pixels that are then left
/// for time: on a telephone, and in a figure of 42rem or more (widgets.css).
const NAMES: [(&str, usize, [f64; 2]); 3] = [
    ("short", 6, [250.0, 575.0]),
    ("middle", 10, [222.0, 550.0]),
    ("long", usize::MAX, [180.0, 505.0]),
];

/// `NAME`, or `NAME scale OTHER`: two figures that name each other have the same
/// scale, one under the other.
pub fn timeline(edition: &Edition, argument: &str) -> Result<String> {
    let lang = edition.lang;
    let (name, scale) = argument
        .split_once(" scale ")
        .unwrap_or((argument, argument));
    let run = Timeline::load(edition.project, edition.lang, name)?;
    let scale = Timeline::load(edition.project, edition.lang, scale)?;
    let beside = rows::rows(edition, &scale)?;
    let rows = rows::rows(edition, &run)?;
    let both = rows.iter().chain(&beside);
    let mut longest = both.map(|row| row.name.chars().count()).max();
    let workers = rows::workers(&run, &rows);
    let names = workers.iter().map(|worker| worker.name.chars().count());
    longest = longest.max(names.max());
    let names = NAMES.iter().find(|(_, most, _)| longest <= Some(*most));
    let (names, _, [narrow, wide]) = names.context("the last has no limit")?;
    let figure = Figure {
        lang,
        name,
        end: run.end.max(scale.end) as f64,
        run: run.end as f64,
        narrow: *narrow,
        wide: *wide,
        workers,
        rows,
    };
    let title = match figure.workers.is_empty() {
        true => lang.pick("Ce que chaque thread a fait", "What each thread did"),
        false => lang.pick("Ce que chaque tâche a fait", "What each task did"),
    };
    let label = lang.pick("Intervalles de ", "Intervals of ");
    let summary = lang.pick(
        "Les mêmes intervalles en tableau",
        "The same intervals as a table",
    );
    Ok(markup_block(html! {
        figure.cc-timeline data-name=(name) {
            figcaption { (title) " " span.cc-timeline__when { (when(&run.made, lang)) } }
            div.cc-timeline__drawing data-names=(names) { (figure.svg()) }
            ul.cc-timeline__legend { (figure.legend()) }
            details.cc-timeline__table {
                summary { (summary) }
                div.cc-table tabindex="0" role="group" aria-label={ (label) (name) } { (figure.table()) }
            }
        }
    }))
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
    /// The threads that polled, above the tasks.
    workers: Vec<Worker>,
    rows: Vec<Row>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::listing::Listings;
    use crate::source::po::Po;
    use crate::source::project::write;
    use crate::source::small::SmallCourse;

    const RUN: &str = r#"{"format":"timeline/1","listing":"lunch","date":"2026-11-21","cores":"2","rustc":"1","end":400000,"lanes":[
        {"name":"main","from":0,"to":400000,"spans":[["join","cook[0]",10,200000],["join","cook[1]",200010,400000]],"holds":[],"prints":[400000]},
        {"name":"cook[0]","from":20,"to":200000,"spans":[["sleep","",30,100000]],"holds":[["hold","PAN",100000,200000]],"prints":[]},
        {"name":"cook[1]","from":200020,"to":390000,"spans":[["lock","PAN",200030,200031]],"holds":[["hold","PAN",200040,200041]],"prints":[]},
        {"name":"Le chef","from":5,"to":390000,"spans":[["recv","orders",10,389000]],"holds":[],"prints":[]}]}"#;
    const PO: &str = "msgid \"\"\nmsgstr \"Language: en\\nContent-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"\\\"Le chef\\\"\"\nmsgstr \"\\\"The chef\\\"\"\n";

    fn drawn(lang: Lang, argument: &str) -> String {
        let project = SmallCourse::new("");
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

    const TASKS: &str = r#"{"format":"timeline/1","listing":"tasks","date":"2026-11-21","cores":"2","rustc":"1","end":100000,"lanes":[
        {"name":"main","from":0,"to":100000,"spans":[["tasks","",20,90000]],"holds":[],"prints":[],"polls":[[0,0,20],[0,90010,90020]]},
        {"name":"task[0]","from":0,"to":60000,"spans":[["sleep","",10000,50000]],"holds":[],"prints":[],"polls":[[0,30,60000]]},
        {"name":"task[1]","from":0,"to":90000,"spans":[["ready","",10,60000]],"holds":[["keep","places",60010,90000]],"prints":[],"polls":[[0,60010,90000]],"ended":"panicked"}]}"#;

    #[test]
    fn a_task_that_is_ready_and_one_that_blocks_are_told_apart() {
        let project = SmallCourse::new("");
        write(&Timeline::path(&project, Lang::Fr, "tasks"), TASKS).unwrap();
        let edition = Edition {
            project: &project,
            lang: Lang::Fr,
            translations: None,
            listings: &Listings::default(),
        };
        let html = timeline(&edition, "tasks").unwrap();
        for row in [
            "<td>tâche[0]</td><td>dort et bloque son thread</td>",
            "<td>tâche[1]</td><td>prête, attend son tour</td>",
            "<td>tâche[1]</td><td>tient un permis de places</td>",
            "<td>tâche[1]</td><td>panique</td><td>90\u{202f}ms</td><td></td>",
            "<td>main</td><td>attend une de ses tâches</td>",
        ] {
            assert!(html.contains(row), "{row}: {html}");
        }
        // The runtime's thread shows both tasks, and the legend names what is drawn.
        assert_eq!(html.matches("cc-timeline__worker").count(), 1, "{html}");
        assert_eq!(html.matches("cc-timeline__blocks").count(), 3, "{html}");
        assert!(html.contains("Ce que chaque tâche a fait"), "{html}");
        assert!(
            !html.contains("<td>main</td><td>s’exécute"),
            "too short: {html}"
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
}
