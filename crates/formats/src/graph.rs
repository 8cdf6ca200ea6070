//! The graph of an explored listing: what the explorer finds, the tool judges,
//! and pages show.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::collections::BTreeMap;

use crate::unreadable::parse;
use crate::{Count, Kind, Unreadable};

/// The version that is written, and the only one that is read.
pub const FORMAT: &str = "interleavings/1";

/// What refers to a thread, an object, an operation, a text, a node or an
/// outcome is its rank in the list below; whoever reads a graph need not check.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(remote = "Self")]
pub struct Graph {
    pub format: String,
    pub listing: String,
    /// Of the whole exploration, even where nodes are left out.
    pub states: usize,
    pub edges: usize,
    pub schedules: Count,
    /// Whether all the nodes are there, or only those of some schedules.
    #[serde(default)]
    pub whole: bool,
    /// The outcomes that should never be: for the tool to say, not the explorer.
    #[serde(default)]
    pub wrong: Vec<usize>,
    /// The fewest choices that lead to a wrong end: from the tool, too.
    #[serde(default)]
    pub moves: Option<usize>,
    pub outcomes: Vec<Outcome>,
    pub threads: Vec<Thread>,
    pub objects: Vec<Object>,
    /// Of a listing that may have data races: what was watched for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plain: Option<Plain>,
    /// The names of its files, where there are several: the first holds `main`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// `line:column` to the source text of the operation there; in another file
    /// than the first, `file:line:column`.
    pub source: BTreeMap<String, String>,
    pub ops: Vec<Op>,
    pub strings: Vec<String>,
    /// In the order of discovery; the first is the start.
    pub nodes: Vec<Node>,
}

/// In JSON, an array in this order; so are `Op`, `Edge` and `Event`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Outcome {
    /// The lines printed and the end: `1 | 2 | exit`.
    pub text: String,
    pub schedules: Count,
    /// Changes of thread on the plainest schedule.
    pub switches: usize,
    /// The edges of that schedule, each by its rank at its node; none where
    /// the graph is cut down and this schedule is not kept.
    pub plainest: Option<Vec<usize>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Thread {
    pub name: String,
    /// Who spawned it.
    pub by: Option<usize>,
    /// Line and column where it is spawned.
    pub at: (u32, u32),
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Object {
    pub name: String,
    pub kind: String,
    pub at: (u32, u32),
}

/// What an exploration says of plain memory, and no more: a race in a cell that is
/// not here, or by a pointer kept from before, is not seen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Plain {
    /// Objects.
    pub cells: Vec<usize>,
    /// Operations that nothing orders in some schedule. Whether one of them writes
    /// is not seen.
    pub unsure: Vec<(usize, usize)>,
    /// Memory is freed by hand: who touches it is seen where an object stands, and
    /// nowhere else.
    #[serde(default, skip_serializing_if = "is_false")]
    pub frees: bool,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
pub struct Op {
    pub kind: Kind,
    pub object: Option<usize>,
    /// Line 0 is nowhere.
    pub line: u32,
    pub column: u32,
    pub argument: String,
    /// The rank of its file; 0 is not written.
    #[serde(default)]
    pub file: usize,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Node {
    /// For each thread, what it is about to do.
    pub t: Vec<Slot>,
    /// For each object, its value and who holds it.
    pub o: Vec<Option<Value>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub e: Vec<Edge>,
    /// What is printed so far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p: Option<usize>,
    /// `exit`, `deadlock`, `panic: …`, `error: …`, `data race: …` or `use after free:
    /// …`, where a schedule ends here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// The two accesses of a data race, each by its thread and operation, in the
    /// order in which they ran: no arrow leads from the first to the second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub race: Option<[(usize, usize); 2]>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "SlotForm", into = "SlotForm")]
pub enum Slot {
    /// Not spawned yet: -1.
    Unborn,
    /// About to do the operation: its rank.
    Ready(usize),
    /// Waits until it can: its rank in an array.
    Waiting(usize),
    /// null.
    Finished,
}

impl Slot {
    /// What the thread is about to do, or waits for.
    pub fn op(self) -> Option<usize> {
        match self {
            Slot::Ready(op) | Slot::Waiting(op) => Some(op),
            Slot::Unborn | Slot::Finished => None,
        }
    }
}

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum SlotForm {
    Number(i64),
    Waits([usize; 1]),
    Ended(()),
}

impl From<Slot> for SlotForm {
    fn from(slot: Slot) -> SlotForm {
        match slot {
            Slot::Unborn => SlotForm::Number(-1),
            Slot::Ready(op) => SlotForm::Number(op as i64),
            Slot::Waiting(op) => SlotForm::Waits([op]),
            Slot::Finished => SlotForm::Ended(()),
        }
    }
}

impl TryFrom<SlotForm> for Slot {
    type Error = String;

    fn try_from(form: SlotForm) -> Result<Slot, String> {
        Ok(match form {
            SlotForm::Number(-1) => Slot::Unborn,
            SlotForm::Number(op) => Slot::Ready(
                op.try_into()
                    .map_err(|_| format!("{op} is no operation of a thread"))?,
            ),
            SlotForm::Waits([op]) => Slot::Waiting(op),
            SlotForm::Ended(()) => Slot::Finished,
        })
    }
}

/// In JSON, the text's rank; in an array with the holders, if there are any.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(from = "ValueForm", into = "ValueForm")]
pub struct Value {
    pub text: usize,
    /// Who holds it, sleeps on it or waits at it.
    pub holders: Vec<usize>,
}

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum ValueForm {
    Free(usize),
    Held(usize, Vec<usize>),
}

impl From<Value> for ValueForm {
    fn from(Value { text, holders }: Value) -> ValueForm {
        match holders.is_empty() {
            true => ValueForm::Free(text),
            false => ValueForm::Held(text, holders),
        }
    }
}

impl From<ValueForm> for Value {
    fn from(form: ValueForm) -> Value {
        let (text, holders) = match form {
            ValueForm::Free(text) => (text, vec![]),
            ValueForm::Held(text, holders) => (text, holders),
        };
        Value { text, holders }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Edge {
    /// The thread that moves.
    pub thread: usize,
    /// The node it leads to.
    pub to: usize,
    pub events: Vec<Event>,
    /// Which of the ways in which the operation may go; 0 is not written.
    #[serde(default)]
    pub way: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Event {
    pub thread: usize,
    pub op: usize,
    /// What came of it: the rank of a text.
    pub result: usize,
}

impl Graph {
    /// Reads the text of a file.
    pub fn parse(text: &str) -> Result<Graph, Unreadable> {
        parse(text, FORMAT)
    }

    /// One line, without its end.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain data")
    }

    /// How many schedules end in what should never be.
    pub fn wrong_schedules(&self) -> Count {
        let wrong = self.wrong.iter().map(|&rank| self.outcomes[rank].schedules);
        wrong.sum()
    }

    /// The plainest schedule that deadlocks or panics.
    pub fn plainest_failing(&self) -> Option<&Outcome> {
        self.plainest(|outcome| !outcome.is_exit())
    }

    /// The plainest schedule that comes to the end of `main`.
    pub fn plainest_good(&self) -> Option<&Outcome> {
        self.plainest(Outcome::is_exit)
    }

    /// Of the outcomes that are wanted, the one that needs the fewest changes of
    /// thread.
    pub fn plainest(&self, wanted: impl Fn(&Outcome) -> bool) -> Option<&Outcome> {
        let plain = |outcome: &&Outcome| {
            let steps = outcome.plainest.as_ref().map(Vec::len);
            (steps.is_none(), outcome.switches, steps)
        };
        let wanted = self.outcomes.iter().filter(|outcome| wanted(outcome));
        wanted.min_by_key(plain)
    }

    /// The nodes and edges of a schedule, from the start; none after a rank that
    /// a node has not.
    pub fn walk<'a>(&'a self, ranks: &'a [usize]) -> impl Iterator<Item = (&'a Node, &'a Edge)> {
        let mut at = &self.nodes[0];
        ranks.iter().map_while(move |&rank| {
            let (node, edge) = (at, at.e.get(rank)?);
            at = &self.nodes[edge.to];
            Some((node, edge))
        })
    }

    /// Whether every rank is one of its list.
    fn check(&self) -> Result<(), String> {
        let rank = |place: &dyn Fn() -> String, what: &str, rank: usize, len: usize| match rank {
            rank if rank < len => Ok(()),
            _ => Err(format!("{} names {what} {rank} of {len}", place())),
        };
        let few = |place: &dyn Fn() -> String, what: &str, found: usize, most: usize| match found {
            found if found <= most => Ok(()),
            _ => Err(format!("{} has {found} {what} of {most}", place())),
        };
        let (threads, objects) = (self.threads.len(), self.objects.len());
        let (ops, strings, nodes) = (self.ops.len(), self.strings.len(), self.nodes.len());
        rank(&|| "the start".into(), "node", 0, nodes)?;
        for &wrong in &self.wrong {
            rank(&|| "`wrong`".into(), "outcome", wrong, self.outcomes.len())?;
        }
        for (id, thread) in self.threads.iter().enumerate() {
            if let Some(by) = thread.by {
                rank(&|| format!("thread {id}"), "thread", by, threads)?;
            }
        }
        for (id, op) in self.ops.iter().enumerate() {
            if let Some(object) = op.object {
                rank(&|| format!("operation {id}"), "object", object, objects)?;
            }
        }
        if let Some(plain) = &self.plain {
            let here = &|| "`plain`".into();
            for &cell in &plain.cells {
                rank(here, "object", cell, objects)?;
            }
            for op in plain.unsure.iter().flat_map(|&(a, b)| [a, b]) {
                rank(here, "operation", op, ops)?;
            }
        }
        for (id, node) in self.nodes.iter().enumerate() {
            let here = &|| format!("node {id}");
            few(here, "threads", node.t.len(), threads)?;
            few(here, "objects", node.o.len(), objects)?;
            for op in node.t.iter().filter_map(|slot| slot.op()) {
                rank(here, "operation", op, ops)?;
            }
            for &(thread, op) in node.race.iter().flatten() {
                rank(here, "thread", thread, threads)?;
                rank(here, "operation", op, ops)?;
            }
            for value in node.o.iter().flatten() {
                rank(here, "text", value.text, strings)?;
                for &holder in &value.holders {
                    rank(here, "thread", holder, threads)?;
                }
            }
            if let Some(printed) = node.p {
                rank(here, "text", printed, strings)?;
            }
            for (
                edge,
                Edge {
                    thread, to, events, ..
                },
            ) in node.e.iter().enumerate()
            {
                let here = &|| format!("edge {edge} of node {id}");
                rank(here, "thread", *thread, threads)?;
                rank(here, "node", *to, nodes)?;
                for event in events {
                    rank(here, "thread", event.thread, threads)?;
                    rank(here, "operation", event.op, ops)?;
                    rank(here, "text", event.result, strings)?;
                }
            }
        }
        for outcome in &self.outcomes {
            if let Some(plainest) = &outcome.plainest
                && self.walk(plainest).count() < plainest.len()
            {
                return Err(format!(
                    "the schedule of `{}` leaves the graph",
                    outcome.text
                ));
            }
        }
        Ok(())
    }
}

/// Whatever is read is checked: no rank leads out of its list later.
impl<'de> Deserialize<'de> for Graph {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Graph, D::Error> {
        let graph = Graph::deserialize(from)?;
        graph.check().map_err(de::Error::custom)?;
        Ok(graph)
    }
}

impl Serialize for Graph {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Graph::serialize(self, to)
    }
}

/// The text of an outcome: the lines printed, and the end. A bar that stands alone
/// in one of them is written `\|`, so that ` | ` is always between two.
pub fn outcome_text<'a>(lines: impl Iterator<Item = &'a str>, end: &'a str) -> String {
    let parts: Vec<String> = lines.chain([end]).map(escaped).collect();
    parts.join(" | ")
}

fn escaped(line: &str) -> String {
    let words = line.split(' ').map(|word| match is_bar(word) {
        true => format!("\\{word}"),
        false => word.into(),
    });
    words.collect::<Vec<String>>().join(" ")
}

fn unescaped(line: &str) -> String {
    let words = line.split(' ').map(|word| match word.strip_prefix('\\') {
        Some(bar) if is_bar(bar) => bar,
        _ => word,
    });
    words.collect::<Vec<&str>>().join(" ")
}

fn is_bar(word: &str) -> bool {
    word.trim_start_matches('\\') == "|"
}

impl Outcome {
    /// `exit`, `deadlock`, `panic: …`, `error: …`, `data race: …` or `use after free: …`.
    pub fn end(&self) -> &str {
        let parts = self.text.rsplit_once(" | ");
        parts.map_or(&self.text, |(_, end)| end)
    }

    /// What it prints.
    pub fn lines(&self) -> Vec<String> {
        let lines = self.text.rsplit_once(" | ").map(|(lines, _)| lines);
        let lines = lines.into_iter().flat_map(|lines| lines.split(" | "));
        lines.map(unescaped).collect()
    }

    pub fn is_exit(&self) -> bool {
        self.end() == "exit"
    }

    /// A run may do anything.
    pub fn is_undefined(&self) -> bool {
        let mut ends = ["data race: ", "use after free: "].into_iter();
        ends.any(|end| self.end().starts_with(end))
    }
}

// Reading accepts an array for a struct; writing has to ask for it.
macro_rules! written_as_array {
    ($($name:ident: $this:ident => $fields:expr;)*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                let $this = self;
                $fields.serialize(to)
            }
        }
    )*};
}

written_as_array! {
    Outcome: it => (&it.text, it.schedules, it.switches, &it.plainest);
    Event: it => (it.thread, it.op, it.result);
}

impl Op {
    /// How `source` calls its place.
    pub fn place(&self) -> String {
        let Op {
            file, line, column, ..
        } = self;
        match file {
            0 => format!("{line}:{column}"),
            _ => format!("{file}:{line}:{column}"),
        }
    }
}

impl Serialize for Op {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (it, object) = (self, self.object);
        match it.file {
            0 => (it.kind, object, it.line, it.column, &it.argument).serialize(to),
            file => (it.kind, object, it.line, it.column, &it.argument, file).serialize(to),
        }
    }
}

impl Serialize for Edge {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.way {
            0 => (self.thread, self.to, &self.events).serialize(to),
            way => (self.thread, self.to, &self.events, way).serialize(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_read_in_one_way() {
        let outcomes = [
            (&["a", "b"][..], "exit", "a | b | exit"),
            (&["a | b"], "exit", r"a \| b | exit"),
            (&[r"a \| b"], "exit", r"a \\| b | exit"),
            (&["a |", "b"], "exit", r"a \| | b | exit"),
            (&["a", "| b"], "exit", r"a | \| b | exit"),
            (&["", "a||b"], "deadlock", " | a||b | deadlock"),
            (&[], "panic: a | exit", r"panic: a \| exit"),
        ];
        for (lines, end, text) in outcomes {
            assert_eq!(outcome_text(lines.iter().copied(), end), text);
            let outcome = Outcome {
                text: text.into(),
                schedules: Count::ONE,
                switches: 0,
                plainest: None,
            };
            assert_eq!(outcome.end(), escaped(end));
            assert_eq!(outcome.lines(), lines);
            assert_eq!(outcome.is_exit(), end == "exit");
        }
    }

    /// `alice` and `bob` want one lock, and `main` waits for both.
    const GRAPH: &str = r#"{"format":"interleavings/1","listing":"lunch","states":3,"edges":2,"schedules":"2","whole":true,"wrong":[1],"moves":1,"outcomes":[["1 | exit","1",0,[0]],["deadlock","1",0,[1]]],"threads":[{"name":"main","by":null,"at":[0,0]},{"name":"alice","by":0,"at":[3,5]}],"objects":[{"name":"pan","kind":"mutex","at":[1,1]}],"source":{"4:9":"pan.lock()"},"ops":[["end of scope",null,2,5,""],["lock",0,4,9,""]],"strings":["0","1\n"],"nodes":[{"t":[[0],1],"o":[0],"e":[[1,1,[[1,1,0]]],[1,2,[],4]]},{"t":[0,null],"o":[[0,[1]]],"p":1,"end":"exit"},{"t":[0,-1],"o":[null],"end":"deadlock"}]}"#;

    #[test]
    fn a_graph_survives_being_read_and_written() {
        let graph = Graph::parse(GRAPH).unwrap();
        assert_eq!(graph.to_json(), GRAPH);
        assert_eq!(graph.wrong_schedules(), Count::ONE);
        assert_eq!(graph.nodes[0].t, [Slot::Waiting(0), Slot::Ready(1)]);
        assert_eq!(graph.nodes[2].t[1], Slot::Unborn);
        assert_eq!(graph.nodes[0].e[1].way, 4);
        assert_eq!(graph.plainest_failing().unwrap().text, "deadlock");
    }

    #[test]
    fn plain_memory_is_said_where_there_is_some() {
        let said = r#""plain":{"cells":[0],"unsure":[[0,1]]},"source""#;
        let race = r#""end":"data race: write at line 2, read at line 4","race":[[0,0],[1,1]]"#;
        let raced = GRAPH.replacen(r#""source""#, said, 1);
        let raced = raced.replace(r#""end":"deadlock""#, race);
        let graph = Graph::parse(&raced).unwrap();
        assert_eq!(graph.to_json(), raced);
        assert_eq!(graph.nodes[2].race, Some([(0, 0), (1, 1)]));
        let damage = |from, to| raced.replacen(from, to, 1);
        damaged(
            &damage(r#""cells":[0]"#, r#""cells":[1]"#),
            "`plain` names object 1 of 1",
        );
        damaged(
            &damage("[[0,1]]}", "[[0,4]]}"),
            "`plain` names operation 4 of 2",
        );
        damaged(
            &damage("[1,1]]}]", "[2,1]]}]"),
            "node 2 names thread 2 of 2",
        );
        damaged(
            &damage("[1,1]]}]", "[1,2]]}]"),
            "node 2 names operation 2 of 2",
        );
    }

    #[test]
    fn kept_graphs_are_written_as_they_were_read() {
        for lang in ["fr", "en"] {
            let folder = format!(
                "{}/../../listings/evidence/graphs/{lang}",
                env!("CARGO_MANIFEST_DIR")
            );
            for file in std::fs::read_dir(folder).unwrap() {
                let path = file.unwrap().path();
                let text = std::fs::read_to_string(&path).unwrap();
                let graph = Graph::parse(&text).unwrap_or_else(|e| panic!("{path:?}: {e}"));
                assert_eq!(graph.to_json() + "\n", text, "{path:?}");
            }
        }
    }

    #[track_caller]
    fn damaged(text: &str, what: &str) {
        match Graph::parse(text) {
            Err(Unreadable::Damaged(found)) => assert!(found.contains(what), "{found}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_truncated_graph_says_where() {
        damaged(&GRAPH[..GRAPH.len() / 2], "EOF while parsing a");
        damaged("", "line 1 column 0");
    }

    #[test]
    fn another_version_says_which() {
        let other = GRAPH.replacen("interleavings/1", "interleavings/2", 1);
        assert_eq!(
            Graph::parse(&other).unwrap_err().to_string(),
            "its format is `interleavings/2`, and this tool reads `interleavings/1`"
        );
    }

    #[test]
    fn a_rank_that_leads_nowhere_is_named() {
        for (from, to, what) in [
            (
                r#""wrong":[1]"#,
                r#""wrong":[2]"#,
                "`wrong` names outcome 2 of 2",
            ),
            (r#""by":0"#, r#""by":9"#, "thread 1 names thread 9 of 2"),
            (
                r#"["lock",0"#,
                r#"["lock",1"#,
                "operation 1 names object 1 of 1",
            ),
            (r#"[[0],1]"#, r#"[[0],2]"#, "node 0 names operation 2 of 2"),
            (r#"[[0],1]"#, r#"[[7],1]"#, "node 0 names operation 7 of 2"),
            (r#"[[0],1]"#, r#"[0,1,1]"#, "node 0 has 3 threads of 2"),
            (r#"[null]"#, r#"[0,0]"#, "node 2 has 2 objects of 1"),
            (r#"[0,[1]]"#, r#"[5,[1]]"#, "node 1 names text 5 of 2"),
            (r#"[0,[1]]"#, r#"[0,[2]]"#, "node 1 names thread 2 of 2"),
            (r#""p":1"#, r#""p":2"#, "node 1 names text 2 of 2"),
            (
                "[1,1,[[1,1,0]]]",
                "[2,1,[[1,1,0]]]",
                "edge 0 of node 0 names thread 2",
            ),
            (
                "[1,1,[[1,1,0]]]",
                "[1,3,[[1,1,0]]]",
                "edge 0 of node 0 names node 3 of 3",
            ),
            (
                "[1,1,[[1,1,0]]]",
                "[1,1,[[3,1,0]]]",
                "edge 0 of node 0 names thread 3",
            ),
            (
                "[1,1,[[1,1,0]]]",
                "[1,1,[[1,8,0]]]",
                "names operation 8 of 2",
            ),
            ("[1,1,[[1,1,0]]]", "[1,1,[[1,1,8]]]", "names text 8 of 2"),
            (
                r#""1",0,[1]]"#,
                r#""1",0,[2]]"#,
                "the schedule of `deadlock` leaves the graph",
            ),
            (r#"["lock""#, r#"["sniff""#, "unknown variant `sniff`"),
            (r#"[0,-1]"#, r#"[0,-2]"#, "-2 is no operation"),
        ] {
            assert!(GRAPH.contains(from), "{from}");
            damaged(&GRAPH.replacen(from, to, 1), what);
        }
        damaged(
            r#"{"format":"interleavings/1","listing":"","states":0,"edges":0,"schedules":"0","outcomes":[],"threads":[],"objects":[],"source":{},"ops":[],"strings":[],"nodes":[]}"#,
            "the start names node 0 of 0",
        );
    }
}
