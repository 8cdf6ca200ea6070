//! The figure of an explored listing: its plainest schedule as a table, around
//! which `<cc-explorer>` lets the reader choose who moves, and `<cc-level>` asks
//! for a failure.

use anyhow::{Context, Result, bail};
use formats::Count;
use formats::telling::{Ending, Page, Span, Telling};
use maud::{Markup, html};

use crate::evidence::Evidence;
use crate::evidence::graph::{Graph, plainest};
use crate::pages::edition::Edition;
use crate::pages::markup_block;
use crate::source::lang::Lang;

pub fn explorer(edition: &Edition, name: &str, up: &str) -> Result<String> {
    let lang = edition.lang;
    let graph = Graph::load(edition.project, lang, name)?;
    let title = html! { b { code { (name) ".rs" } } };
    let figure = figure(&graph, lang, name, title, sum(&graph, lang))?;
    let [graph, source] = files(up, name);
    Ok(markup_block(html! {
        cc-explorer data-graph=(graph) data-source=(source) { (figure) }
    }))
}

pub fn level(edition: &Edition, name: &str, up: &str) -> Result<String> {
    let lang = edition.lang;
    let graph = Graph::load(edition.project, lang, name)?;
    if !graph.whole {
        bail!("the graph of `{name}` is too large for a level; make the listing smaller");
    }
    let fewest = graph.moves;
    // Where no order fails, the reader is to find it out.
    let sum = match fewest {
        None => orders(&graph, lang),
        Some(_) => sum(&graph, lang),
    };
    let title = html! {
        b { (lang.pick("À vous d’ordonnancer\u{a0}:", "You are the scheduler:")) " " code { (name) ".rs" } }
    };
    let figure = figure(&graph, lang, name, title, sum)?;
    let goal = Telling::new(&graph, lang).goal();
    let [graph, source] = files(up, name);
    Ok(markup_block(html! {
        cc-level data-fewest=[fewest] data-goal=(goal) data-graph=(graph) data-source=(source) { (figure) }
    }))
}

/// The graph that the scripts of both ask for, told in the edition's language.
pub fn walked(edition: &Edition, name: &str) -> Result<String> {
    let graph = Graph::load(edition.project, edition.lang, name)?;
    Ok(Page::new(&graph, edition.lang).to_json())
}

/// What the script asks for.
fn files(up: &str, name: &str) -> [String; 2] {
    [
        format!("{up}interleavings/{name}.json"),
        format!("{up}listings/{name}.rs.txt"),
    ]
}

fn figure(graph: &Graph, lang: Lang, name: &str, title: Markup, sum: String) -> Result<Markup> {
    // A wrong outcome, if there is one.
    let shown = plainest(graph, true).or_else(|| plainest(graph, false));
    let shown = shown.context("the graph has no outcome")?;
    let telling = Telling::new(graph, lang);
    let label = lang.pick(
        format!("Un ordre de {name}, étape par étape"),
        format!("One order of {name}, step by step"),
    );
    let tasks = graph.objects.iter().any(|it| it.kind == "runtime");
    let mover = match tasks {
        true => lang.pick("Tâche", "Task"),
        false => "Thread",
    };
    let heads = lang.pick(
        ["Étape", mover, "Ligne", "Opération", "Résultat"],
        ["Step", mover, "Line", "Operation", "Result"],
    );
    let (end, why) = telling.verdict(shown);
    let verdict = match graph.wrong.contains(&shown) {
        true => "wrong",
        false => "right",
    };
    Ok(html! {
        figure.cc-explorer data-name=(name) data-tasks[tasks] {
            figcaption { (title) " " span.cc-explorer__sum { (sum) } }
            div.cc-table tabindex="0" role="group" aria-label=(label) {
                table.cc-explorer__table {
                    thead { tr { @for head in heads { th { (head) } } } }
                    tbody {
                        @for (at, step) in telling.steps(shown).iter().enumerate() {
                            tr {
                                td { (at + 1) }
                                td { (step.thread) }
                                td { @if step.line > 0 { (step.line) } }
                                td {
                                    @match &step.operation {
                                        Span::Code(code) => code { (code) },
                                        Span::Words(words) => (words),
                                    }
                                }
                                td { (step.result) }
                            }
                        }
                    }
                }
            }
            p.cc-explorer__end { b data-verdict=(verdict) { (end) } " " (why) }
        }
    })
}

/// How many orders end as they must not, and that all states are visited.
fn sum(graph: &Graph, lang: Lang) -> String {
    let said = [verdict(graph, lang), states(graph, lang)].into_iter();
    let plain = Telling::new(graph, lang).plain();
    let said: Vec<String> = said.chain(plain).collect();
    said.join(" · ")
}

/// How many orders end as they must not.
pub fn verdict(graph: &Graph, lang: Lang) -> String {
    let bad = graph.wrong_schedules();
    let same = |ending: Ending| {
        let mut wrong = graph.wrong.iter().map(|&rank| &graph.outcomes[rank]);
        wrong.all(|outcome| Ending::of(outcome) == ending)
    };
    let (one, many) = match lang {
        Lang::Fr if same(Ending::Deadlock) => {
            ("finit en interblocage", "finissent en interblocage")
        }
        Lang::Fr if same(Ending::Panic) => ("finit par une panique", "finissent par une panique"),
        Lang::Fr if same(Ending::DataRace) => (
            "finit en course de données",
            "finissent en course de données",
        ),
        Lang::Fr => ("finit mal", "finissent mal"),
        Lang::En if same(Ending::Deadlock) => ("deadlocks", "deadlock"),
        Lang::En if same(Ending::Panic) => ("panics", "panic"),
        Lang::En if same(Ending::DataRace) => ("ends in a data race", "end in a data race"),
        Lang::En => ("ends badly", "end badly"),
    };
    let [n, all] = [bad, graph.schedules].map(|count| lang.count(count));
    match (bad, graph.schedules) {
        (Count::ZERO, Count::ONE) => lang
            .pick(
                "le seul ordre possible finit bien",
                "the only order ends well",
            )
            .into(),
        (Count::ZERO, _) => lang.pick(
            format!("aucun des {all} ordres ne finit mal"),
            format!("none of the {all} orders ends badly"),
        ),
        (Count::ONE, Count::ONE) => lang.pick(
            format!("le seul ordre possible {one}"),
            format!("the only order {one}"),
        ),
        (Count::Exactly(bad), Count::Exactly(all_of_them)) if bad == all_of_them => lang.pick(
            format!("les {all} ordres {many}"),
            format!("all {all} orders {many}"),
        ),
        (Count::ONE, _) => lang.pick(
            format!("1 des {all} ordres {one}"),
            format!("1 of the {all} orders {one}"),
        ),
        _ => lang.pick(
            format!("{n} des {all} ordres {many}"),
            format!("{n} of the {all} orders {many}"),
        ),
    }
}

/// How many orders there are, and no more.
fn orders(graph: &Graph, lang: Lang) -> String {
    let all = lang.count(graph.schedules);
    let orders = match graph.schedules {
        Count::ONE => lang.pick("1 ordre possible", "1 possible order").into(),
        _ => lang.pick(
            format!("{all} ordres possibles"),
            format!("{all} possible orders"),
        ),
    };
    format!("{orders} · {}", states(graph, lang))
}

fn states(graph: &Graph, lang: Lang) -> String {
    let states = lang.number(&graph.states.to_string(), "");
    match graph.states {
        1 => lang.pick("1 état, visité", "1 state, visited").into(),
        _ => lang.pick(
            format!("{states} états, tous visités"),
            format!("{states} states, all visited"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::listing::Listings;
    use crate::source::project::write;
    use crate::source::small::SmallCourse;

    const GRAPH: &str = r#"{"format":"interleavings/1","listing":"lunch",
        "states":3,"edges":2,"schedules":"2","whole":true,"wrong":[1],"moves":1,
        "outcomes":[["a | exit","1",0,[0]],["deadlock","1",1,[1]]],
        "threads":[{"name":"main","by":null,"at":[0,0]},{"name":"cook","by":0,"at":[3,9]}],
        "objects":[{"name":"pan","kind":"mutex","at":[1,1]}],"source":{"4:5":"pan.lock()"},
        "ops":[["lock",0,4,5,""],["exit",null,0,0,""]],"strings":["","held"],
        "nodes":[{"t":[],"o":[],"e":[[0,1,[[0,0,0]]],[1,2,[[1,0,1],[1,1,0]]]]},
          {"t":[],"o":[]},{"t":[],"o":[],"end":"deadlock"}]}"#;

    fn shown(figure: fn(&Edition, &str, &str) -> Result<String>, graph: &str) -> Result<String> {
        let project = SmallCourse::new("");
        write(&Graph::path(&project, Lang::En, "lunch"), graph).unwrap();
        let edition = Edition {
            project: &project,
            lang: Lang::En,
            translations: None,
            listings: &Listings::default(),
        };
        figure(&edition, "lunch", "../")
    }

    #[test]
    fn the_plainest_failure_is_a_table() {
        let html = shown(explorer, GRAPH).unwrap();
        assert!(html.contains("<tr><td>1</td><td>cook</td><td>4</td><td><code>pan.lock()</code></td><td>held</td></tr>"), "{html}");
        assert_eq!(html.matches("<tr><td>").count(), 1, "{html}");
        assert!(
            html.contains("1 of the 2 orders deadlocks · 3 states, all visited")
                && html.contains(r#"<b data-verdict="wrong">Deadlock.</b>"#),
            "{html}"
        );
        assert!(
            html.contains("data-graph=\"../interleavings/lunch.json\""),
            "{html}"
        );
    }

    #[test]
    fn a_level_says_nothing_of_what_the_reader_must_find() {
        let html = shown(
            level,
            &GRAPH.replace("\"wrong\":[1],\"moves\":1", "\"wrong\":[]"),
        )
        .unwrap();
        assert!(html.contains("2 possible orders · 3 states"), "{html}");
        assert!(!html.contains("data-fewest"), "{html}");
        let html = shown(level, GRAPH).unwrap();
        assert!(
            html.contains("1 of the 2 orders deadlocks") && html.contains("data-fewest=\"1\""),
            "{html}"
        );
        let cut = GRAPH.replace("\"whole\":true", "\"whole\":false");
        let error = shown(level, &cut).unwrap_err().to_string();
        assert!(error.contains("too large for a level"), "{error}");
    }

    #[track_caller]
    fn check_sum(all: &str, outcomes: &[(&str, &str, bool)], fr: &str, en: &str) {
        let graph: Graph = serde_json::from_value(serde_json::json!({
            "format": "interleavings/1", "listing": "lunch", "objects": [],
            "states": 1234, "edges": 2, "schedules": all, "whole": true,
            "outcomes": outcomes.iter().map(|(n, text, _)| (text, n, 0, [0; 0])).collect::<Vec<_>>(),
            "wrong": (0..outcomes.len()).filter(|at| outcomes[*at].2).collect::<Vec<_>>(),
            "threads": [], "source": {}, "ops": [], "strings": [], "nodes": [{"t": [], "o": []}]
        }))
        .unwrap();
        assert_eq!(
            sum(&graph, Lang::Fr),
            format!("{fr} · 1234 états, tous visités")
        );
        assert_eq!(
            sum(&graph, Lang::En),
            format!("{en} · 1,234 states, all visited")
        );
    }

    #[test]
    fn the_sum_agrees_with_its_numbers() {
        let (right, wrong) = (("2", "2 | exit", false), ("4", "1 | exit", true));
        check_sum(
            "6",
            &[wrong, right],
            "4 des 6 ordres finissent mal",
            "4 of the 6 orders end badly",
        );
        let (stuck, one) = (("2", "a | deadlock", true), ("1", "deadlock", true));
        check_sum(
            "6",
            &[stuck],
            "2 des 6 ordres finissent en interblocage",
            "2 of the 6 orders deadlock",
        );
        check_sum(
            "6",
            &[one],
            "1 des 6 ordres finit en interblocage",
            "1 of the 6 orders deadlocks",
        );
        check_sum(
            "6",
            &[one, wrong],
            "5 des 6 ordres finissent mal",
            "5 of the 6 orders end badly",
        );
        check_sum(
            "12000",
            &[("10000", "panic: no", true)],
            "10\u{202f}000 des 12\u{202f}000 ordres finissent par une panique",
            "10,000 of the 12,000 orders panic",
        );
        check_sum(
            "30",
            &[right],
            "aucun des 30 ordres ne finit mal",
            "none of the 30 orders ends badly",
        );
        check_sum(
            "1",
            &[right],
            "le seul ordre possible finit bien",
            "the only order ends well",
        );
        check_sum(
            "1",
            &[one],
            "le seul ordre possible finit en interblocage",
            "the only order deadlocks",
        );
        check_sum(
            "4",
            &[wrong],
            "les 4 ordres finissent mal",
            "all 4 orders end badly",
        );
    }
}
