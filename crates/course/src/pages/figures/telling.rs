//! A schedule of an explored listing in the words of the explorer's script, for
//! those who read without it.

use std::sync::LazyLock;

use formats::graph::Slot;
use formats::{Count, Kind};
use maud::{Markup, html};
use regex::Regex;
use serde_json::Value;

use crate::evidence::graph::{Event, Graph, Node, Op, Outcome};
use crate::source::lang::Lang;

/// The words of a language: the table that the script reads.
struct Words {
    table: Value,
    /// Patterns, and what stands in their place.
    elided: Vec<(Regex, String)>,
    results: Vec<(Regex, String)>,
}

impl Words {
    /// Read once: a pattern costs more to read than to look for.
    fn of(lang: Lang) -> &'static Words {
        static FRENCH: LazyLock<Words> = LazyLock::new(|| {
            Words::read(include_str!("../../../../../theme/js/explorer-words-fr.js"))
        });
        static ENGLISH: LazyLock<Words> = LazyLock::new(|| {
            Words::read(include_str!("../../../../../theme/js/explorer-words-en.js"))
        });
        lang.pick(&FRENCH, &ENGLISH)
    }

    fn read(script: &str) -> Words {
        let table = &script[script.find('{').unwrap_or(0)..=script.rfind('}').unwrap_or(0)];
        // The comment above it has no braces; a test reads both tables.
        let table: Value = serde_json::from_str(table).unwrap_or_default();
        Words {
            elided: patterns([&table["elide"]]),
            results: patterns(table["results"].as_array().into_iter().flatten()),
            table,
        }
    }
}

fn patterns<'a>(pairs: impl IntoIterator<Item = &'a Value>) -> Vec<(Regex, String)> {
    let pattern = |pair: &Value| {
        let (from, to) = (pair[0].as_str()?, pair[1].as_str()?);
        Some((Regex::new(from).ok()?, to.to_owned()))
    };
    pairs.into_iter().filter_map(pattern).collect()
}

fn replaced(text: String, patterns: &[(Regex, String)]) -> String {
    patterns.iter().fold(text, |text, (pattern, to)| {
        pattern.replace(&text, to).into_owned()
    })
}

/// One row of the table.
pub struct Step {
    pub thread: String,
    /// 0 for what stands on no line.
    pub line: u32,
    /// Code, or words.
    pub operation: Markup,
    pub result: String,
}

pub struct Telling<'a> {
    graph: &'a Graph,
    lang: Lang,
    words: &'static Words,
}

impl<'a> Telling<'a> {
    pub fn new(graph: &'a Graph, lang: Lang) -> Telling<'a> {
        Telling {
            graph,
            lang,
            words: Words::of(lang),
        }
    }

    pub fn text(&self, key: &str) -> &str {
        self.words
            .table
            .pointer(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    fn say(&self, key: &str, values: &[&str]) -> String {
        let mut text = self.text(key).to_owned();
        for (at, value) in values.iter().enumerate() {
            text = text.replace(&format!("{{{at}}}"), value);
        }
        text
    }

    /// The same, with a name in it: `de alice` is `d’alice`.
    fn say_name(&self, key: &str, names: &[&str]) -> String {
        replaced(self.say(key, names), &self.words.elided)
    }

    /// The outcome's plainest schedule; at a deadlock, also who waits for what.
    pub fn steps(&self, outcome: &Outcome) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut node = &self.graph.nodes[0];
        for &rank in outcome.plainest.iter().flatten() {
            let edge = &node.e[rank];
            let loud: Vec<&Event> = (edge.events.iter())
                .filter(|event| !self.kind(event.op).is_quiet())
                .collect();
            let shown = match loud.is_empty() {
                true => edge.events.iter().take(1).collect(),
                false => loud,
            };
            steps.extend(shown.into_iter().map(|event| Step {
                thread: self.name(event.thread),
                line: self.graph.ops[event.op].line,
                operation: self.operation(event.op),
                result: self.result(event.result),
            }));
            node = &self.graph.nodes[edge.to];
        }
        if node.end.as_deref() == Some("deadlock") {
            steps.extend(self.stuck(node).into_iter().map(|(thread, op)| Step {
                thread: self.name(thread),
                line: self.graph.ops[op].line,
                operation: self.operation(op),
                result: self.waits(node, thread, op),
            }));
        }
        steps
    }

    /// How the outcome ends, and why: `Raté.` and the rest of it.
    pub fn verdict(&self, outcome: &Outcome) -> (String, String) {
        let End {
            lines,
            kind,
            message,
        } = End::of(&outcome.text);
        let title = match (self.is_wrong(outcome), kind) {
            (true, "exit") => self.text("/ends/wrong"),
            _ => self.text(&format!("/ends/{kind}")),
        };
        let why = match kind {
            "exit" if lines.is_empty() => self.text("/why/silent").to_owned(),
            "exit" => self.say("/why/exit", &[&self.quoted(&lines)]),
            // Who waits for what stands in the table.
            "deadlock" => String::new(),
            "panic" => self.say("/why/panic", &[&self.quoted(&[message])]),
            "data race" => self.race(outcome),
            _ => self.say("/why/error", &[message]),
        };
        let share = match outcome.schedules {
            all if all == self.graph.schedules => "/share/2",
            Count::ONE => "/share/0",
            _ => "/share/1",
        };
        let [some, all] =
            [outcome.schedules, self.graph.schedules].map(|count| self.lang.count(count));
        let share = self.say(share, &[&some, &all]);
        (title.to_owned(), format!("{why} {share}").trim().to_owned())
    }

    /// The two accesses, and the arrow that is missing.
    fn race(&self, outcome: &Outcome) -> String {
        let ranks = outcome.plainest.as_deref().unwrap_or_default();
        let last = self.graph.walk(ranks).last();
        let end = last.map_or(0, |(_, edge)| edge.to);
        let Some(accesses) = self.graph.nodes[end].race else {
            return String::new();
        };
        let [(a, first), (b, second)] = accesses.map(|(thread, op)| {
            let Op { kind, line, .. } = &self.graph.ops[op];
            let bare = || self.say_name(&format!("/bare/{}", kind.text()), &[self.object(op)]);
            let code = self.graph.source.get(&self.graph.ops[op].place());
            let code = code.cloned().unwrap_or_else(bare);
            let place = self.say("/line", &[&line.to_string(), &code]);
            (self.name(thread), place)
        });
        self.say("/why/data race", &[&a, &first, &b, &second])
    }

    /// What was watched of a listing that may have data races, and what is in doubt;
    /// nothing of others.
    pub fn plain(&self) -> Vec<String> {
        let Some(plain) = &self.graph.plain else {
            return vec![];
        };
        let name = |&cell: &usize| self.graph.objects[cell].name.as_str();
        let cells: Vec<&str> = plain.cells.iter().map(name).collect();
        let watched = match cells.is_empty() {
            true => self.text("/plain/none").into(),
            false => self.say("/plain/cells", &[&cells.join(", ")]),
        };
        let line = |op: usize| self.graph.ops[op].line.to_string();
        let unsure = plain.unsure.iter();
        let unsure = unsure.map(|&(a, b)| self.say("/plain/unsure", &[&line(a), &line(b)]));
        [watched].into_iter().chain(unsure).collect()
    }

    pub fn is_wrong(&self, outcome: &Outcome) -> bool {
        let is_it = |at: &usize| self.graph.outcomes[*at].text == outcome.text;
        self.graph.wrong.iter().any(is_it)
    }

    fn quoted(&self, lines: &[&str]) -> String {
        let quoted: Vec<String> = lines
            .iter()
            .map(|line| self.say("/quoted", &[line]))
            .collect();
        quoted.join(", ")
    }

    fn kind(&self, op: usize) -> Kind {
        self.graph.ops[op].kind
    }

    fn name(&self, thread: usize) -> String {
        self.graph.threads[thread].name.clone()
    }

    fn names(&self, threads: impl IntoIterator<Item = usize>) -> String {
        let names: Vec<String> = threads.into_iter().map(|id| self.name(id)).collect();
        names.join(", ")
    }

    fn object(&self, op: usize) -> &str {
        let object = self.graph.ops[op].object;
        object.map_or("", |object| self.graph.objects[object].name.as_str())
    }

    fn operation(&self, op: usize) -> Markup {
        let Op { kind, argument, .. } = &self.graph.ops[op];
        let kind = kind.text();
        let plain = kind.split(" (").next().unwrap_or(kind);
        let words = self.say_name(&format!("/ops/{plain}"), &[self.object(op), argument]);
        if !words.is_empty() {
            return html! { (words) };
        }
        match self.graph.source.get(&self.graph.ops[op].place()) {
            Some(code) => html! { code { (code) } },
            None => match self.say_name(&format!("/bare/{kind}"), &[self.object(op)]) {
                words if words.is_empty() => {
                    html! { (format!("{kind} {}", self.object(op)).trim_end()) }
                }
                words => html! { (words) },
            },
        }
    }

    fn result(&self, index: usize) -> String {
        static WAKES: LazyLock<Regex> =
            LazyLock::new(|| Regex::new(r"^wakes thread (\d+)$").unwrap());
        let mut text = self.graph.strings[index].clone();
        if let Some(woken) = WAKES.captures(&text).and_then(|n| n[1].parse().ok()) {
            text = format!("wakes {}", self.name(woken));
        }
        replaced(text, &self.words.results)
    }

    /// Who waits at a node, and for what; who only waits for a thread to end is
    /// no cause.
    fn stuck(&self, node: &Node) -> Vec<(usize, usize)> {
        let waiting = node.t.iter().enumerate();
        let stuck: Vec<_> = waiting
            .filter_map(|(thread, slot)| match slot {
                Slot::Waiting(op) => Some((thread, *op)),
                _ => None,
            })
            .collect();
        let causes: Vec<_> = stuck
            .iter()
            .copied()
            .filter(|(_, op)| !self.kind(*op).is_quiet())
            .collect();
        match causes.is_empty() {
            true => stuck,
            false => causes,
        }
    }

    fn waits(&self, node: &Node, thread: usize, op: usize) -> String {
        let Op {
            kind,
            object,
            argument,
            ..
        } = &self.graph.ops[op];
        let value = object.and_then(|object| node.o.get(object)?.as_ref());
        let holders = value.map_or(&[][..], |value| &value.holders);
        let name = self.object(op);
        match kind {
            Kind::Join => {
                let awaited = argument.parse().unwrap_or_default();
                return self.say_name("/waits/join", &[&self.name(awaited)]);
            }
            Kind::EndOfScope => {
                let alive = |child: &usize| {
                    let lives = (node.t.get(*child))
                        .is_some_and(|slot| !matches!(slot, Slot::Unborn | Slot::Finished));
                    lives && self.graph.threads[*child].by == Some(thread)
                };
                let children = (0..self.graph.threads.len()).filter(alive);
                return self.say_name("/waits/join", &[&self.names(children)]);
            }
            Kind::Wake if holders.contains(&thread) => {
                return self.say_name("/waits/asleep", &[name]);
            }
            Kind::Wake => return self.text("/waits/woken").to_owned(),
            _ => {}
        }
        let kind = kind.text();
        let plain = kind.trim_end_matches("_timeout");
        let key = match self.text(&format!("/waits/{plain}")) {
            "" => "/waits/other".to_owned(),
            _ => format!("/waits/{plain}"),
        };
        let wait = self.say_name(&key, &[if name.is_empty() { kind } else { name }]);
        let sleeps = object.is_some_and(|object| {
            let kind = &self.graph.objects[object].kind;
            !self.text(&format!("/holders/{kind}")).is_empty()
        });
        match holders.is_empty() || sleeps {
            true => wait,
            false => self.say(
                "/waits/held",
                &[&wait, &self.names(holders.iter().copied())],
            ),
        }
    }
}

/// An outcome's text in its parts.
struct End<'a> {
    lines: Vec<&'a str>,
    kind: &'a str,
    message: &'a str,
}

impl End<'_> {
    fn of(text: &str) -> End<'_> {
        static END: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?s)^(?:(.*) \| )?(exit|deadlock|panic|error|data race)(?:: (.*))?$")
                .unwrap()
        });
        let found = END.captures(text);
        let part = |n: usize| {
            let part = found.as_ref().and_then(|found| found.get(n));
            part.map(|part| part.as_str())
        };
        End {
            lines: part(1).map_or(Vec::new(), |lines| lines.split(" | ").collect()),
            kind: part(2).unwrap_or_default(),
            message: part(3).unwrap_or_default(),
        }
    }
}

/// The kind of an outcome's end: exit, deadlock, panic, error or data race.
pub fn kind(outcome: &Outcome) -> &str {
    End::of(&outcome.text).kind
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys(path: &str, value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(table) => {
                for (key, value) in table {
                    keys(&format!("{path}/{key}"), value, found);
                }
            }
            // Each language has what it must translate, or elide.
            Value::Array(_) if ["/results", "/elide"].contains(&path) => {
                found.insert(path.into());
            }
            Value::Array(list) => {
                for (at, value) in list.iter().enumerate() {
                    keys(&format!("{path}/{at}"), value, found);
                }
            }
            Value::String(text) => {
                let holes: BTreeSet<&str> = Regex::new(r"\{\d\}")
                    .unwrap()
                    .find_iter(text)
                    .map(|hole| hole.as_str())
                    .collect();
                found.insert(format!("{path} {holes:?}"));
            }
            _ => panic!("{path} is no text"),
        }
    }

    #[test]
    fn both_languages_have_the_same_words() {
        let [fr, en] = [Lang::Fr, Lang::En].map(|lang| {
            let mut found = BTreeSet::new();
            keys("", &Words::of(lang).table, &mut found);
            found
        });
        assert!(fr.len() > 50, "theme/js/explorer-words-fr.js is not read");
        let differ: Vec<_> = fr.symmetric_difference(&en).collect();
        assert!(
            differ.is_empty(),
            "mend theme/js/explorer-words-*.js: {differ:?}"
        );
    }

    const GRAPH: &str = r#"{"format":"interleavings/1","listing":"lunch",
        "states":3,"edges":2,"schedules":"1000000",
        "outcomes":[["1 | exit","12000",0,[0]],["deadlock","1",1,[1]]],"wrong":[0,1],
        "threads":[{"name":"main","by":null,"at":[0,0]},{"name":"ann","by":0,"at":[3,1]}],
        "objects":[{"name":"pan","kind":"mutex","at":[1,1]},{"name":"bell","kind":"condvar","at":[2,1]}],
        "source":{"4:5":"pan.lock()"},
        "ops":[["lock",0,4,5,""],["notify_one",1,5,5,""],["wake",1,6,5,""],["end of scope",null,7,1,""]],
        "strings":["","wakes thread 1","7"],
        "nodes":[{"t":[0,[2]],"o":[0,[0,[1]]],"e":[[0,2,[[0,1,1]]],[0,1,[[0,0,2]]]]},
          {"t":[[3],[0]],"o":[[0,[0]],[0,[1]]],"end":"deadlock"},{"t":[],"o":[],"end":"exit"}]}"#;

    fn check(lang: Lang, outcome: usize, steps: &[&str], end: &str) {
        let graph: Graph = serde_json::from_str(GRAPH).unwrap();
        let telling = Telling::new(&graph, lang);
        let outcome = &graph.outcomes[outcome];
        let told: Vec<String> = telling
            .steps(outcome)
            .iter()
            .map(|s| format!("{} {} {} {}", s.thread, s.line, s.operation.0, s.result))
            .collect();
        assert_eq!(told, steps);
        let (title, why) = telling.verdict(outcome);
        assert_eq!(format!("{title} {why}"), end);
    }

    #[test]
    fn who_is_woken_has_a_name() {
        check(
            Lang::Fr,
            0,
            &["main 5 notify_one bell réveille ann"],
            "Raté. Affiché\u{a0}: «\u{a0}1\u{a0}». 12\u{202f}000 ordres sur 1\u{202f}000\u{202f}000 finissent ainsi.",
        );
    }

    #[test]
    fn a_data_race_says_which_arrow_is_missing() {
        let race = r#""end":"data race: write at line 4, read at line 9","race":[[0,4],[1,5]]"#;
        let last = r#"["end of scope",null,7,1,""]"#;
        let ops = format!(r#"{last},["plain write",0,4,5,""],["plain read",0,9,1,""]"#);
        let text = GRAPH
            .replace(r#""end":"deadlock""#, race)
            .replace(last, &ops)
            .replace(
                r#"["deadlock","#,
                r#"["data race: write at line 4, read at line 9","#,
            )
            .replace(
                r#""source""#,
                r#""plain":{"cells":[0],"unsure":[[4,5]]},"source""#,
            );
        let graph: Graph = serde_json::from_str(&text).unwrap();
        for (lang, race, plain) in [
            (
                Lang::En,
                "main, line 4, pan.lock(), and ann, line 9, reads pan: no arrow leads from the first access to the second, and one of them writes.",
                [
                    "plain memory watched: pan, and nothing else",
                    "nothing orders lines 4 and 9, and the exploration does not see whether one of them writes",
                ],
            ),
            (
                Lang::Fr,
                "main, ligne 4, pan.lock(), et ann, ligne 9, lit pan\u{a0}: aucune flèche ne mène du premier accès au second, et l’un des deux écrit.",
                [
                    "mémoire ordinaire surveillée\u{a0}: pan, et rien d’autre",
                    "rien n’ordonne les lignes 4 et 9, et l’exploration ne voit pas si l’une d’elles écrit",
                ],
            ),
        ] {
            let telling = Telling::new(&graph, lang);
            let (_, why) = telling.verdict(&graph.outcomes[1]);
            assert!(why.starts_with(race), "{why}");
            assert_eq!(telling.plain(), plain);
        }
    }

    #[test]
    fn a_deadlock_says_who_waits_for_what() {
        check(
            Lang::En,
            1,
            &[
                "main 4 <code>pan.lock()</code> 7",
                "ann 4 <code>pan.lock()</code> waits for pan, held by main",
            ],
            "Deadlock. 1 of 1,000,000 orders ends this way.",
        );
    }
}
