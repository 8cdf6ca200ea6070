//! Tells a schedule of an explored program: what each step is called, what came
//! of it, who waits for what, how it ends. In pages, in a terminal and in the
//! player, a reader meets these words.

mod page;
// Two columns.
#[rustfmt::skip]
mod words;

use std::fmt;

use crate::graph::{Edge, Event, Graph, Node, Outcome, Slot};
use crate::lang::Lang;
use crate::{Count, Kind};

pub use page::Page;
use words::Text;

/// What an operation is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// As the source says it.
    Code(String),
    Words(String),
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Span::Code(text) | Span::Words(text)) = self;
        f.write_str(text)
    }
}

/// What a thread did, or waits for where nobody can move any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<'a> {
    pub thread: &'a str,
    /// 0 for what stands on no line.
    pub line: u32,
    pub operation: Span,
    pub result: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Exit,
    Deadlock,
    Panic,
    Error,
    DataRace,
}

impl Ending {
    pub fn of(outcome: &Outcome) -> Ending {
        Ending::with_message(outcome).0
    }

    fn with_message(outcome: &Outcome) -> (Ending, &str) {
        let end = outcome.end();
        match end.split_once(": ").unwrap_or((end, "")) {
            ("exit", _) => (Ending::Exit, ""),
            ("deadlock", _) => (Ending::Deadlock, ""),
            ("panic", message) => (Ending::Panic, message),
            ("data race", message) => (Ending::DataRace, message),
            ("error", message) => (Ending::Error, message),
            _ => (Ending::Error, end),
        }
    }
}

#[derive(Clone, Copy)]
pub struct Telling<'a> {
    graph: &'a Graph,
    lang: Lang,
}

impl<'a> Telling<'a> {
    pub fn new(graph: &'a Graph, lang: Lang) -> Telling<'a> {
        Telling { graph, lang }
    }

    /// The outcome's plainest schedule; at a deadlock, also who waits for what.
    pub fn steps(&self, outcome: usize) -> Vec<Step<'a>> {
        let shown = self.walk(outcome).flat_map(|(_, edge)| self.shown(edge));
        let step = |event: &Event| self.step(event.thread, event.op, self.result(event.result));
        let mut steps: Vec<Step> = shown.map(step).collect();
        let end = self.end(outcome);
        if end.end.as_deref() == Some("deadlock") {
            let stuck = self.stuck(end).into_iter();
            steps.extend(stuck.map(|(id, op)| self.step(id, op, self.waits(end, id, op))));
        }
        steps
    }

    fn walk(&self, outcome: usize) -> impl Iterator<Item = (&'a Node, &'a Edge)> {
        let ranks = self.graph.outcomes[outcome].plainest.as_deref();
        self.graph.walk(ranks.unwrap_or_default())
    }

    /// Where the outcome's plainest schedule ends.
    fn end(&self, outcome: usize) -> &'a Node {
        let last = self.walk(outcome).last();
        &self.graph.nodes[last.map_or(0, |(_, edge)| edge.to)]
    }

    fn step(&self, thread: usize, op: usize, result: String) -> Step<'a> {
        Step {
            thread: self.name(thread),
            line: self.graph.ops[op].line,
            operation: self.operation(op),
            result,
        }
    }

    /// What a move does, without the steps that order nothing, unless they are all.
    fn shown(&self, edge: &'a Edge) -> Vec<&'a Event> {
        let events = edge.events.iter();
        let loud: Vec<&Event> = events.filter(|event| !self.is_quiet(event.op)).collect();
        match loud.is_empty() {
            true => edge.events.iter().take(1).collect(),
            false => loud,
        }
    }

    fn say(&self, text: Text, values: &[&str]) -> String {
        words::say(self.lang, text, values)
    }

    pub fn operation(&self, op: usize) -> Span {
        let it = &self.graph.ops[op];
        let about = match it.kind {
            Kind::Panic => &it.argument,
            _ => self.object(op),
        };
        if it.kind == Kind::Resume && it.argument == "start" {
            return Span::Words(self.say(words::STARTS, &[]));
        }
        if let Some(text) = words::operation(it.kind) {
            return Span::Words(self.say(text, &[about]));
        }
        if let Some(code) = self.graph.source.get(&it.place()) {
            return Span::Code(code.clone());
        }
        let bare = match words::bare(it.kind) {
            Some(text) => self.say(text, &[about]),
            None => format!("{} {about}", it.kind.text()),
        };
        Span::Words(bare.trim_end().into())
    }

    /// `line 4, `, or nothing for what stands on no line.
    fn at(&self, op: usize) -> String {
        match self.graph.ops[op].line {
            0 => String::new(),
            line => self.say(words::LINE, &[&line.to_string()]),
        }
    }

    /// What came of an operation, by the rank of its text.
    pub fn result(&self, text: usize) -> String {
        let text = &self.graph.strings[text];
        let woken = (text.strip_prefix("wakes thread "))
            .and_then(|id| self.graph.threads.get(id.parse::<usize>().ok()?));
        let awake = text.strip_prefix("awake ").map(|ids| {
            let ids = ids.split(' ').filter_map(|id| id.parse().ok());
            self.names(ids)
        });
        if let Some(names) = awake {
            return words::result(self.lang, &format!("awake {names}"));
        }
        match woken {
            Some(thread) => words::result(self.lang, &format!("wakes {}", thread.name)),
            None => words::result(self.lang, text),
        }
    }

    /// Who waits at a node, and for what; who only waits for a thread to end is
    /// no cause.
    fn stuck(&self, node: &Node) -> Vec<(usize, usize)> {
        let waiting = |(thread, slot): (usize, &Slot)| match *slot {
            Slot::Waiting(op) => Some((thread, op)),
            _ => None,
        };
        let stuck: Vec<_> = node.t.iter().enumerate().filter_map(waiting).collect();
        let causes = stuck.iter().copied().filter(|&(_, op)| !self.is_quiet(op));
        let causes: Vec<_> = causes.collect();
        match causes.is_empty() {
            true => stuck,
            false => causes,
        }
    }

    /// What a thread waits for that cannot do `op` yet.
    pub fn waits(&self, node: &Node, thread: usize, op: usize) -> String {
        let it = &self.graph.ops[op];
        let value = it.object.and_then(|object| node.o.get(object)?.as_ref());
        let holders = value.map_or(&[][..], |value| &value.holders);
        if it.kind == Kind::Resume {
            return self.awaits(node, thread, op);
        }
        let alive = |&child: &usize| {
            let slot = node.t.get(child).and_then(|slot| slot.op());
            slot.is_some() && self.graph.threads[child].by == Some(thread)
        };
        let about = match it.kind {
            Kind::Join => self.name(it.argument.parse().unwrap_or_default()).into(),
            Kind::EndOfScope => self.names((0..self.graph.threads.len()).filter(alive)),
            _ if it.object.is_none() => it.kind.text().into(),
            _ => self.object(op).into(),
        };
        let wait = self.say(words::waits(it.kind), &[&about]);
        let held = it.object.is_some_and(|object| self.met(object).is_none());
        match it.kind {
            Kind::Wake if holders.contains(&thread) => self.say(words::ASLEEP, &[&about]),
            Kind::Wake => self.say(words::WOKEN, &[]),
            Kind::Join | Kind::EndOfScope => wait,
            _ if held && !holders.is_empty() => {
                self.say(words::HELD, &[&wait, &self.names(holders.iter().copied())])
            }
            _ => wait,
        }
    }

    /// What a task waits for that somebody has to wake; or that it is awake, and waits
    /// for a thread.
    fn awaits(&self, node: &Node, thread: usize, op: usize) -> String {
        if self.is_awake(node, thread) {
            return self.say(words::AWOKEN, &[]);
        }
        let it = &self.graph.ops[op];
        let (what, argument) = it.argument.split_once(' ').unwrap_or((&it.argument, ""));
        let kind = Kind::ALL.iter().copied().find(|kind| kind.text() == what);
        let object = self.object(op);
        match kind {
            Some(Kind::Join) => {
                let task = self.name(argument.parse().unwrap_or_default());
                self.say(words::waits(Kind::Join), &[task])
            }
            Some(Kind::Sleep) => self.say(words::SLEEPS, &[argument]),
            Some(kind) => {
                let wait = self.say(words::waits(kind), &[object]);
                let value = it.object.and_then(|object| node.o.get(object)?.as_ref());
                let held = it.object.is_some_and(|object| self.met(object).is_none());
                match value {
                    Some(value) if held && !value.holders.is_empty() => {
                        let holders = self.names(value.holders.iter().copied());
                        self.say(words::HELD, &[&wait, &holders])
                    }
                    _ => wait,
                }
            }
            None if what == "several" => self.say(words::SEVERAL, &[]),
            None => self.say(words::PENDING, &[]),
        }
    }

    fn is_awake(&self, node: &Node, thread: usize) -> bool {
        let objects = self.graph.objects.iter().zip(&node.o);
        let mut queues = objects.filter(|(object, _)| object.kind == "runtime");
        queues.any(|(_, value)| {
            let text = value.as_ref().map(|value| &self.graph.strings[value.text]);
            let awake = text.and_then(|text| text.strip_prefix("awake "));
            awake.is_some_and(|all| all.split(' ').any(|id| id.parse() == Ok(thread)))
        })
    }

    /// How to say who is at an object that threads do not hold, but meet at.
    fn met(&self, object: usize) -> Option<Text> {
        words::met(&self.graph.objects[object].kind)
    }

    /// How an outcome ends, and why: `Failed.` and the rest of it.
    pub fn verdict(&self, outcome: usize) -> (String, String) {
        let reason = match Ending::of(&self.graph.outcomes[outcome]) {
            // The steps say who waits for what.
            Ending::Deadlock => self.share(outcome),
            _ => self.reason(outcome, self.end(outcome)),
        };
        (self.title(outcome), reason)
    }

    fn title(&self, outcome: usize) -> String {
        let ending = Ending::of(&self.graph.outcomes[outcome]);
        let wrong = self.graph.wrong.contains(&outcome);
        self.say(words::title(ending, wrong), &[])
    }

    /// Why the schedules that end at this node end so, and how many end alike.
    fn reason(&self, outcome: usize, node: &Node) -> String {
        let (ending, message) = Ending::with_message(&self.graph.outcomes[outcome]);
        let why = match (ending, self.lines(outcome).as_str()) {
            (Ending::Exit, "") => self.say(words::SILENT, &[]),
            (Ending::Exit, lines) => self.say(words::PRINTED, &[lines]),
            (Ending::Deadlock, _) => {
                let stuck = self.stuck(node).into_iter();
                let waits = |(id, op)| format!("{} {}.", self.name(id), self.waits(node, id, op));
                stuck.map(waits).collect::<Vec<_>>().join(" ")
            }
            (Ending::Panic, _) => {
                self.say(words::PANICKED, &[&self.say(words::QUOTED, &[message])])
            }
            (Ending::Error, _) => self.say(words::RETURNED, &[message]),
            (Ending::DataRace, _) => self.race(node),
        };
        format!("{why} {}", self.share(outcome)).trim().into()
    }

    /// The two accesses, and the arrow that is missing.
    fn race(&self, node: &Node) -> String {
        let Some(accesses) = node.race else {
            return String::new();
        };
        let access = |(thread, op)| {
            let place = format!("{}{}", self.at(op), self.operation(op));
            (self.name(thread), place)
        };
        let [(a, first), (b, second)] = accesses.map(access);
        self.say(words::RACED, &[a, &first, b, &second])
    }

    fn share(&self, outcome: usize) -> String {
        let counts = [self.graph.outcomes[outcome].schedules, self.graph.schedules];
        let text = match counts {
            [some, all] if some == all => words::ALL_END_SO,
            [Count::ONE, _] => words::ONE_ENDS_SO,
            _ => words::SOME_END_SO,
        };
        let [some, all] = counts.map(|count| self.lang.count(count));
        self.say(text, &[&some, &all])
    }

    /// What an outcome prints, quoted.
    fn lines(&self, outcome: usize) -> String {
        let lines = self.graph.outcomes[outcome].lines();
        let quoted = lines.iter().map(|line| self.say(words::QUOTED, &[line]));
        quoted.collect::<Vec<_>>().join(", ")
    }

    /// What the reader of a level must bring about.
    pub fn goal(&self) -> String {
        /// More texts than this are not all named.
        const NAMED: usize = 3;
        let ending = |outcome: usize| Ending::of(&self.graph.outcomes[outcome]);
        let wrong = self.graph.wrong.iter().copied();
        let (printed, others): (Vec<usize>, Vec<usize>) =
            wrong.partition(|&outcome| ending(outcome) == Ending::Exit);
        let way = |&outcome: &usize| {
            let lines = self.lines(outcome);
            let text = words::way_to_fail(ending(outcome), lines.is_empty());
            self.say(text, &[&lines])
        };
        let mut ways: Vec<String> = match printed.len() {
            ..=NAMED => printed.iter().map(way).collect(),
            _ => vec![self.say(words::ANY_WRONG_TEXT, &[])],
        };
        for way in others.iter().map(way) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        match ways.is_empty() {
            true => self.say(words::BREAK, &[]),
            false => self.say(words::GOAL, &[&ways.join(&self.say(words::OR, &[]))]),
        }
    }

    /// What was watched of a listing that may have data races, and what is in doubt;
    /// nothing of others.
    pub fn plain(&self) -> Vec<String> {
        let Some(plain) = &self.graph.plain else {
            return vec![];
        };
        let cells = plain.cells.iter();
        let cells: Vec<&str> = cells.map(|&cell| &*self.graph.objects[cell].name).collect();
        let watched = match cells.is_empty() {
            true => self.say(words::UNWATCHED, &[]),
            false => self.say(words::WATCHED, &[&cells.join(", ")]),
        };
        let line = |op: usize| self.graph.ops[op].line.to_string();
        let unsure = plain.unsure.iter();
        let unsure = unsure.map(|&(a, b)| self.say(words::UNSURE, &[&line(a), &line(b)]));
        [watched].into_iter().chain(unsure).collect()
    }

    fn is_quiet(&self, op: usize) -> bool {
        self.graph.ops[op].kind.is_quiet()
    }

    fn name(&self, thread: usize) -> &'a str {
        &self.graph.threads[thread].name
    }

    fn names(&self, threads: impl IntoIterator<Item = usize>) -> String {
        let names: Vec<&str> = threads.into_iter().map(|id| self.name(id)).collect();
        names.join(", ")
    }

    fn object(&self, op: usize) -> &'a str {
        let object = self.graph.ops[op].object;
        object.map_or("", |object| &self.graph.objects[object].name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let graph = Graph::parse(GRAPH).unwrap();
        let telling = Telling::new(&graph, lang);
        let told = |step: &Step| {
            let Step {
                thread,
                line,
                operation,
                result,
            } = step;
            format!("{thread} {line} {operation:?} {result}")
        };
        let told: Vec<String> = telling.steps(outcome).iter().map(told).collect();
        assert_eq!(told, steps);
        let (title, why) = telling.verdict(outcome);
        assert_eq!(format!("{title} {why}"), end);
    }

    #[test]
    fn who_is_woken_has_a_name() {
        check(
            Lang::Fr,
            0,
            &[r#"main 5 Words("notify_one bell") réveille ann"#],
            "Raté. Affiché\u{a0}: «\u{a0}1\u{a0}». 12\u{202f}000 ordres sur 1\u{202f}000\u{202f}000 finissent ainsi.",
        );
    }

    #[test]
    fn a_deadlock_says_who_waits_for_what() {
        check(
            Lang::En,
            1,
            &[
                r#"main 4 Code("pan.lock()") 7"#,
                r#"ann 4 Code("pan.lock()") waits for pan, held by main"#,
            ],
            "Deadlock. 1 of 1,000,000 orders ends this way.",
        );
    }

    /// `main` gave way, and waits to be polled again; `ann` is another task.
    const TASKS: &str = r#"{"format":"interleavings/1","listing":"kitchen",
        "states":1,"edges":0,"schedules":"1","outcomes":[["deadlock","1",0,[]]],"wrong":[0],
        "threads":[{"name":"main","by":null,"at":[0,0]},{"name":"ann","by":0,"at":[3,1]}],
        "objects":[{"name":"pan","kind":"KIND","at":[1,1]},{"name":"runtime","kind":"runtime","at":[9,1]}],
        "source":{},"ops":[["resume",0,4,5,"WHAT"]],"strings":["","AWAKE"],
        "nodes":[{"t":[[0],null],"o":[[0,[HOLDER]],[1,[1]]],"end":"deadlock"}]}"#;

    /// What is told of `main` where it waits for `what` of a `kind` that `holder` holds,
    /// and `awake` are: in French, and in English.
    #[track_caller]
    fn task(what: &str, kind: &str, holder: &str, awake: &str, told: [&str; 2]) {
        let text = TASKS
            .replace("WHAT", what)
            .replace("KIND", kind)
            .replace("HOLDER", holder)
            .replace("AWAKE", awake);
        let graph = Graph::parse(&text).unwrap();
        for (lang, told) in [Lang::Fr, Lang::En].into_iter().zip(told) {
            let steps = Telling::new(&graph, lang).steps(0);
            let results: Vec<&str> = steps.iter().map(|step| step.result.as_str()).collect();
            assert_eq!(results, [told], "{what}");
        }
    }

    #[test]
    fn a_task_that_is_pending_says_what_it_waits_for() {
        for (what, fr, en) in [
            ("lock", "attend pan", "waits for pan"),
            ("join 1", "attend la fin d’ann", "waits for the end of ann"),
            ("sleep 50", "dort jusqu’à 50 ms", "sleeps until 50 ms"),
            (
                "recv",
                "attend un message de pan",
                "waits for a message from pan",
            ),
            (
                "send 7",
                "attend de la place dans pan",
                "waits for room in pan",
            ),
            (
                "reserve",
                "attend de la place dans pan",
                "waits for room in pan",
            ),
            (
                "acquire",
                "attend une permission de pan",
                "waits for a permit of pan",
            ),
            (
                "notified",
                "attend une notification de pan",
                "waits for a notification from pan",
            ),
            (
                "changed",
                "attend une nouvelle valeur de pan",
                "waits for a new value of pan",
            ),
            (
                "cancelled",
                "attend l’annulation par pan",
                "waits for pan to be cancelled",
            ),
            (
                "close",
                "attend la fermeture de pan",
                "waits for pan to be closed",
            ),
            (
                "join_next",
                "attend la fin d’une tâche de pan",
                "waits for the end of a task of pan",
            ),
            (
                "several",
                "attend l’un de plusieurs événements",
                "waits for one of several events",
            ),
            // Its own waker is all that is known.
            ("", "attend d’être réveillée", "waits to be woken"),
        ] {
            task(what, "mutex", "", "", [fr, en]);
        }
    }

    /// What a lock is, a barrier is not: who has come there does not hold it.
    #[test]
    fn a_task_says_who_holds_what_it_waits_for() {
        let locked = ["attend pan, tenu par ann", "waits for pan, held by ann"];
        task("lock", "mutex", "1", "", locked);
        let meeting = ["attend les autres à pan", "waits for the others at pan"];
        task("pass", "barrier", "1", "", meeting);
    }

    /// … and not what it waited for before.
    #[test]
    fn a_task_that_is_awake_waits_for_its_turn() {
        let awake = ["réveillée, attend son tour", "awake, waits for its turn"];
        task("lock", "mutex", "1", "awake 0", awake);
        task("sleep 50", "mutex", "", "awake 1 0", awake);
        let asleep = ["dort jusqu’à 50 ms", "sleeps until 50 ms"];
        task("sleep 50", "mutex", "", "awake 1", asleep);
    }

    #[test]
    fn a_task_that_is_polled_starts_or_goes_on() {
        let operation = |text: &str, lang| {
            let graph = Graph::parse(text).unwrap();
            Telling::new(&graph, lang).operation(0).to_string()
        };
        for (what, fr, en) in [
            ("start", "commence", "starts"),
            ("lock", "reprend", "goes on"),
        ] {
            let text = TASKS.replace("WHAT", what).replace("HOLDER", "");
            assert_eq!(operation(&text, Lang::Fr), fr);
            assert_eq!(operation(&text, Lang::En), en);
        }
        for (kind, fr, en) in [
            ("wake a task", "réveille une tâche", "wakes a task"),
            (
                "withdraw",
                "quitte la file de pan",
                "leaves the line of pan",
            ),
            ("release", "rend à pan", "gives back to pan"),
            (
                "other receiver gone",
                "quitte pan, où d’autres reçoivent",
                "leaves pan, where others receive",
            ),
            (
                "shutdown",
                "arrête les tâches qui restent",
                "stops the tasks that are left",
            ),
        ] {
            let text = TASKS.replace("resume", kind).replace("HOLDER", "");
            assert_eq!(operation(&text, Lang::Fr), fr);
            assert_eq!(operation(&text, Lang::En), en);
        }
    }

    /// What a poll gave, who was woken, and what was dropped.
    #[test]
    fn what_comes_of_a_task_is_told_of_a_task() {
        for (text, fr, en) in [
            ("not yet", "pas encore", "not yet"),
            (
                "stands in line",
                "prend place dans la file",
                "stands in line",
            ),
            ("notified", "notifiée", "notified"),
            ("kept", "notification gardée", "notification kept"),
            (
                "begins with branch 2",
                "commence par la branche 2",
                "begins with branch 2",
            ),
            (
                "awake main, ann",
                "réveillées\u{a0}: main, ann",
                "awake: main, ann",
            ),
            ("wakes ann", "réveille ann", "wakes ann"),
            ("wakes 2 tasks", "réveille 2 tâches", "wakes 2 tasks"),
            ("a task arrived", "arrivée", "arrived"),
            (
                "the last task to arrive",
                "dernière arrivée",
                "the last to arrive",
            ),
            ("it has ended", "elle est déjà finie", "it has ended"),
            (
                "Err(it was cancelled)",
                "Err(elle a été annulée)",
                "Err(it was cancelled)",
            ),
            (
                "Err(a task panicked)",
                "Err(elle a paniqué)",
                "Err(it panicked)",
            ),
            ("Err(Lagged(1))", "Err(Lagged(1))", "Err(Lagged(1))"),
        ] {
            assert_eq!(words::result(Lang::Fr, text), fr);
            assert_eq!(words::result(Lang::En, text), en);
        }
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
        let graph = Graph::parse(&text).unwrap();
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
            let (_, why) = telling.verdict(1);
            assert!(why.starts_with(race), "{why}");
            assert_eq!(telling.plain(), plain);
        }
    }

    #[test]
    fn a_goal_names_each_way_to_fail_once() {
        let goal = |outcomes: &str, wrong: &str, lang| {
            let text = GRAPH
                .replace(
                    r#"[["1 | exit","12000",0,[0]],["deadlock","1",1,[1]]]"#,
                    outcomes,
                )
                .replace(r#""wrong":[0,1]"#, &format!(r#""wrong":{wrong}"#));
            Telling::new(&Graph::parse(&text).unwrap(), lang).goal()
        };
        let few = r#"[["1 | 2 | exit","1",0,[0]],["deadlock","1",1,[1]],["1 | deadlock","1",1,null],["exit","1",1,null]]"#;
        assert_eq!(goal(few, "[]", Lang::En), "Try to break this program.");
        assert_eq!(
            goal(few, "[0,1,2,3]", Lang::En),
            "Make the program print “1”, “2” or print nothing or deadlock."
        );
        let many = r#"[["1 | exit","1",0,[0]],["2 | exit","1",1,[1]],["3 | exit","1",1,null],["4 | exit","1",1,null]]"#;
        assert_eq!(
            goal(many, "[0,1,2,3]", Lang::Fr),
            "Amenez le programme à afficher ce qu’il ne doit pas."
        );
    }

    /// What the explorer says in English of a value, and beside it.
    #[test]
    fn a_result_is_translated_and_a_value_is_not() {
        for (text, fr, en) in [
            ("Ok(1)", "Ok(1)", "Ok(1)"),
            ("wakes 1", "réveille 1 thread", "wakes 1 thread"),
            ("wakes 2", "réveille 2 threads", "wakes 2 threads"),
            ("Err: timed out", "le délai expire", "timed out"),
            (
                "Err(0), for no reason",
                "Err(0), sans raison",
                "Err(0), for no reason",
            ),
            (
                "[1] senders gone",
                "[1], plus d’émetteur",
                "[1], no sender left",
            ),
            (
                "9, an old value: it is 10 by now",
                "9, une ancienne valeur\u{a0}: c’est 10 désormais",
                "9, an old value: it is 10 by now",
            ),
        ] {
            assert_eq!(words::result(Lang::Fr, text), fr);
            assert_eq!(words::result(Lang::En, text), en);
        }
    }

    #[test]
    fn french_elides_before_a_vowel() {
        let waits = |name| words::say(Lang::Fr, words::waits(Kind::Join), &[name]);
        assert_eq!(waits("alice"), "attend la fin d’alice");
        assert_eq!(waits("bob"), "attend la fin de bob");
    }
}
