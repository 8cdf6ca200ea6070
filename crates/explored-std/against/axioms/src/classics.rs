//! The litmus tests of the literature, by name, with what C++20 says of each.
//!
//! Names and shapes are those of Alglave, Maranget and Tautschnig (« Herding
//! cats », 2014); for SeqCst, of Lahav and others (2017) and P0668.

/// Name, threads, what is asked (registers of each thread, then memory; `_` is
/// any), whether C++20 allows it, and why.
pub type Row = (&'static str, &'static str, &'static str, bool, &'static str);

pub const ROWS: &[Row] = &[
    // Store buffering.
    (
        "SB",
        "W x 1 rlx; R y rlx | W y 1 rlx; R x rlx",
        "0 / 0",
        true,
        "a store may be seen after a later load of its thread",
    ),
    (
        "SB+rel+acq",
        "W x 1 rel; R y acq | W y 1 rel; R x acq",
        "0 / 0",
        true,
        "nobody reads the other's store: nothing synchronizes",
    ),
    (
        "SB+sc",
        "W x 1 sc; R y sc | W y 1 sc; R x sc",
        "0 / 0",
        false,
        "one store is the first of all",
    ),
    (
        "SB+sc stores",
        "W x 1 sc; R y rlx | W y 1 sc; R x rlx",
        "0 / 0",
        true,
        "relaxed loads are not in the order of SeqCst",
    ),
    (
        "SB+sc swaps",
        "S x 1 sc; R y rlx | S y 1 sc; R x rlx",
        "0 0 / 0 0",
        true,
        "a SeqCst read-modify-write is no fence",
    ),
    (
        "SB+sc fences",
        "W x 1 rlx; F sc; R y rlx | W y 1 rlx; F sc; R x rlx",
        "0 / 0",
        false,
        "one fence is the first: what came before it is seen after the other",
    ),
    (
        "SB+ar fences",
        "W x 1 rlx; F ar; R y rlx | W y 1 rlx; F ar; R x rlx",
        "0 / 0",
        true,
        "no weaker fence puts a store before a later load",
    ),
    (
        "SB+sc fence+sc",
        "W x 1 rlx; F sc; R y rlx | W y 1 sc; R x sc",
        "0 / 0",
        false,
        "a fence and SeqCst operations have one order",
    ),
    (
        "SB+fence before",
        "W x 1 rlx; F sc; R y sc | W y 1 sc; R x sc",
        "0 / 0",
        false,
        "what a load overlooks comes to a fence only after that load",
    ),
    (
        "SB+fence after",
        "W x 1 sc; F sc; R y rlx | W y 1 sc; R x sc",
        "0 / 0",
        false,
        "what a load after a fence overlooks comes after the fence",
    ),
    (
        "SB+rmws",
        "W x 1 rlx; A z 0 ar; R y rlx | W y 1 rlx; A z 0 ar; R x rlx",
        "_ 0 / _ 0",
        false,
        "of two read-modify-writes of one atomic, one reads the other",
    ),
    // Message passing.
    (
        "MP",
        "W x 1 rlx; W y 1 rlx | R y rlx; R x rlx",
        "/ 1 0",
        true,
        "a relaxed flag publishes nothing",
    ),
    (
        "MP+rel+acq",
        "W x 1 rlx; W y 1 rel | R y acq; R x rlx",
        "/ 1 0",
        false,
        "release and acquire synchronize",
    ),
    (
        "MP+rel",
        "W x 1 rlx; W y 1 rel | R y rlx; R x rlx",
        "/ 1 0",
        true,
        "it takes both",
    ),
    (
        "MP+acq",
        "W x 1 rlx; W y 1 rlx | R y acq; R x rlx",
        "/ 1 0",
        true,
        "it takes both",
    ),
    (
        "MP+sc",
        "W x 1 rlx; W y 1 sc | R y sc; R x rlx",
        "/ 1 0",
        false,
        "SeqCst releases and acquires",
    ),
    (
        "MP+fences",
        "W x 1 rlx; F rel; W y 1 rlx | R y rlx; F acq; R x rlx",
        "/ 1 0",
        false,
        "two fences synchronize through relaxed accesses between them",
    ),
    (
        "MP+fence+acq",
        "W x 1 rlx; F rel; W y 1 rlx | R y acq; R x rlx",
        "/ 1 0",
        false,
        "a release fence and an acquire load",
    ),
    (
        "MP+rel+fence",
        "W x 1 rlx; W y 1 rel | R y rlx; F acq; R x rlx",
        "/ 1 0",
        false,
        "a release store and an acquire fence",
    ),
    (
        "MP+sc fences",
        "W x 1 rlx; F sc; W y 1 rlx | R y rlx; F sc; R x rlx",
        "/ 1 0",
        false,
        "a SeqCst fence is both",
    ),
    (
        "MP+ar fences",
        "W x 1 rlx; F ar; W y 1 rlx | R y rlx; F ar; R x rlx",
        "/ 1 0",
        false,
        "an AcqRel fence is both",
    ),
    (
        "MP+acq fence+acq",
        "W x 1 rlx; F acq; W y 1 rlx | R y acq; R x rlx",
        "/ 1 0",
        true,
        "an acquire fence releases nothing",
    ),
    (
        "MP+rel+rel fence",
        "W x 1 rlx; W y 1 rel | R y rlx; F rel; R x rlx",
        "/ 1 0",
        true,
        "a release fence acquires nothing",
    ),
    (
        "MP+fence too late",
        "W x 1 rlx; W y 1 rlx; F rel | R y acq; R x rlx",
        "/ 1 0",
        true,
        "a release fence counts for the stores after it",
    ),
    (
        "MP+fence too soon",
        "W x 1 rlx; W y 1 rel | F acq; R y rlx; R x rlx",
        "/ 1 0",
        true,
        "an acquire fence counts for the loads before it",
    ),
    (
        "MP+failure acq",
        "W x 1 rlx; W y 1 rel | C y 0 2 rlx acq; R x rlx",
        "/ 1 0",
        false,
        "a failed exchange has its failure ordering",
    ),
    (
        "MP+failure rlx",
        "W x 1 rlx; W y 1 rel | C y 0 2 acq rlx; R x rlx",
        "/ 1 0",
        true,
        "a failed exchange has only its failure ordering",
    ),
    (
        "MP+success acq",
        "W x 1 rlx; W y 1 rel | C y 1 2 acq rlx; R x rlx",
        "/ 1 0",
        false,
        "an exchange that succeeds has its success ordering",
    ),
    (
        "MP+rmw",
        "W x 1 rlx; A y 1 rel | A y 1 acq; R x rlx",
        "0 / 1 0",
        false,
        "read-modify-writes release and acquire",
    ),
    (
        "MP+ctrl",
        "W x 1 rlx; W y 1 rel | R y rlx; ? 1 1; R x rlx",
        "/ 1 0",
        true,
        "a condition orders nothing",
    ),
    (
        "MP+ctrl+fence",
        "W x 1 rlx; W y 1 rel | R y rlx; ? 1 2; F acq; R x rlx",
        "/ 1 0",
        false,
        "an acquire fence where it is needed only",
    ),
    // Release sequences.
    (
        "MP+rmw between",
        "W x 1 rlx; W y 1 rel | A y 1 rlx | R y acq; R x rlx",
        "/ 1 / 2 0",
        false,
        "a relaxed read-modify-write continues the release sequence",
    ),
    (
        "MP+swap between",
        "W x 1 rlx; W y 1 rel | S y 2 rlx | R y acq; R x rlx",
        "/ 1 / 2 0",
        false,
        "any read-modify-write does",
    ),
    (
        "MP+two between",
        "W x 1 rlx; W y 1 rel | A y 1 rlx | A y 1 rlx | R y acq; R x rlx",
        "/ 1 / 2 / 3 0",
        false,
        "so do several",
    ),
    (
        "MP+fence, rmw between",
        "W x 1 rlx; F rel; W y 1 rlx | A y 1 rlx | R y acq; R x rlx",
        "/ 1 / 2 0",
        false,
        "a fence heads one by the store after it",
    ),
    (
        "MP+store between",
        "W x 1 rlx; W y 1 rel | W y 2 rlx | R y acq; R x rlx",
        "/ / 2 0",
        true,
        "a store of another thread ends it",
    ),
    (
        "MP+own store",
        "W x 1 rlx; W y 1 rel; W y 2 rlx | R y acq; R x rlx",
        "/ 2 0",
        true,
        "since C++20 (P0982), a store of the same thread ends it too",
    ),
    (
        "MP+rmw, store between",
        "W x 1 rlx; W y 1 rel | A y 1 rlx; W y 5 rlx | R y acq; R x rlx",
        "/ 1 / 5 0",
        true,
        "a store ends it after a read-modify-write",
    ),
    // Load buffering.
    (
        "LB",
        "R x rlx; W y 1 rlx | R y rlx; W x 1 rlx",
        "1 / 1",
        false,
        "C++20 ALLOWS it; forbidden here with what comes out of thin air (RC11)",
    ),
    (
        "LB+acq+rel",
        "R x acq; W y 1 rel | R y acq; W x 1 rel",
        "1 / 1",
        false,
        "each would happen before itself",
    ),
    // Coherence.
    (
        "CoRR",
        "W x 1 rlx | R x rlx; R x rlx",
        "/ 1 0",
        false,
        "no read goes back",
    ),
    (
        "CoRR2",
        "W x 1 rlx | W x 2 rlx | R x rlx; R x rlx | R x rlx; R x rlx",
        "/ / 1 2 / 2 1",
        false,
        "all agree on the order of one atomic",
    ),
    (
        "CoWW",
        "W x 1 rlx; W x 2 rlx",
        "; 1",
        false,
        "stores of one thread stay in order",
    ),
    (
        "CoRW1",
        "R x rlx; W x 1 rlx",
        "1 ; _",
        false,
        "no load reads a later store of its thread",
    ),
    (
        "CoRW2",
        "R x rlx; W x 1 rlx | W x 2 rlx",
        "2 / ; 2",
        false,
        "a store comes after what its thread read",
    ),
    (
        "CoWR0",
        "W x 1 rlx; R x rlx",
        "0 ; _",
        false,
        "a thread sees its own store",
    ),
    (
        "CoWR",
        "W x 1 rlx; R x rlx | W x 2 rlx",
        "2 / ; 1",
        false,
        "what it reads next came later",
    ),
    (
        "RMW",
        "A x 1 rlx | A x 1 rlx",
        "0 / 0",
        false,
        "a read-modify-write is one",
    ),
    (
        "RMW+store",
        "A x 1 rlx | W x 5 rlx",
        "0 / ; 1",
        false,
        "no store comes between its read and its write",
    ),
    (
        "CAS",
        "C x 0 1 rlx rlx | C x 0 2 rlx rlx",
        "0 / 0",
        false,
        "one exchange wins",
    ),
    // Independent reads of independent writes.
    (
        "IRIW",
        "W x 1 rlx | W y 1 rlx | R x rlx; R y rlx | R y rlx; R x rlx",
        "/ / 1 0 / 1 0",
        true,
        "two atomics have no common order",
    ),
    (
        "IRIW+rel+acq",
        "W x 1 rel | W y 1 rel | R x acq; R y acq | R y acq; R x acq",
        "/ / 1 0 / 1 0",
        true,
        "neither writer released the other's store",
    ),
    (
        "IRIW+sc",
        "W x 1 sc | W y 1 sc | R x sc; R y sc | R y sc; R x sc",
        "/ / 1 0 / 1 0",
        false,
        "SeqCst is a common order",
    ),
    (
        "IRIW+sc stores",
        "W x 1 sc | W y 1 sc | R x acq; R y acq | R y acq; R x acq",
        "/ / 1 0 / 1 0",
        true,
        "the loads are not in it",
    ),
    (
        "IRIW+one acq",
        "W x 1 sc | W y 1 sc | R x acq; R y sc | R y sc; R x sc",
        "/ / 1 0 / 1 0",
        true,
        "P0668: happening before is not enough, it must be strongly",
    ),
    (
        "IRIW+sc fences",
        "W x 1 rlx | W y 1 rlx | R x rlx; F sc; R y rlx | R y rlx; F sc; R x rlx",
        "/ / 1 0 / 1 0",
        false,
        "P0668: what is seen before a fence is seen after a later one",
    ),
    (
        "IRIW+ar fences",
        "W x 1 rlx | W y 1 rlx | R x rlx; F ar; R y rlx | R y rlx; F ar; R x rlx",
        "/ / 1 0 / 1 0",
        true,
        "weaker fences make no common order",
    ),
    // Chains.
    (
        "WRC",
        "W x 1 rlx | R x rlx; W y 1 rlx | R y rlx; R x rlx",
        "/ 1 / 1 0",
        true,
        "nothing synchronizes",
    ),
    (
        "WRC+rel+acq",
        "W x 1 rlx | R x rlx; W y 1 rel | R y acq; R x rlx",
        "/ 1 / 1 0",
        false,
        "what was read before a release is read after the acquire (CoRR)",
    ),
    (
        "WRC+acq",
        "W x 1 rel | R x acq; W y 1 rlx | R y acq; R x rlx",
        "/ 1 / 1 0",
        true,
        "the second store released nothing",
    ),
    (
        "ISA2",
        "W x 1 rlx; W y 1 rel | R y acq; W z 1 rel | R z acq; R x rlx",
        "/ 1 / 1 0",
        false,
        "happens-before is transitive",
    ),
    (
        "ISA2+rlx",
        "W x 1 rlx; W y 1 rel | R y rlx; W z 1 rel | R z acq; R x rlx",
        "/ 1 / 1 0",
        true,
        "a relaxed load breaks the chain",
    ),
    // Orders of stores.
    (
        "2+2W",
        "W x 1 rlx; W y 2 rlx | W y 1 rlx; W x 2 rlx",
        "; 1 1",
        true,
        "the orders of two atomics may cross",
    ),
    (
        "2+2W+rel",
        "W x 1 rel; W y 2 rel | W y 1 rel; W x 2 rel",
        "; 1 1",
        true,
        "nobody acquires",
    ),
    (
        "2+2W+sc",
        "W x 1 sc; W y 2 sc | W y 1 sc; W x 2 sc",
        "; 1 1",
        false,
        "not those of SeqCst stores",
    ),
    (
        "2+2W+sc fences",
        "W x 1 rlx; F sc; W y 2 rlx | W y 1 rlx; F sc; W x 2 rlx",
        "; 1 1",
        false,
        "P0668: fences order modification orders",
    ),
    (
        "R",
        "W x 1 rlx; W y 1 rlx | W y 2 rlx; R x rlx",
        "/ 0 ; 1 2",
        true,
        "nothing synchronizes",
    ),
    (
        "R+rel+acq",
        "W x 1 rel; W y 1 rel | W y 2 rel; R x acq",
        "/ 0 ; 1 2",
        true,
        "a store acquires nothing",
    ),
    (
        "R+sc",
        "W x 1 sc; W y 1 sc | W y 2 sc; R x sc",
        "/ 0 ; 1 2",
        false,
        "SeqCst follows modification order",
    ),
    (
        "R+sc fences",
        "W x 1 rlx; F sc; W y 1 rlx | W y 2 rlx; F sc; R x rlx",
        "/ 0 ; 1 2",
        false,
        "so do fences",
    ),
    (
        "S",
        "W x 2 rlx; W y 1 rlx | R y rlx; W x 1 rlx",
        "/ 1 ; 2 1",
        true,
        "nothing synchronizes",
    ),
    (
        "S+rel+acq",
        "W x 2 rlx; W y 1 rel | R y acq; W x 1 rlx",
        "/ 1 ; 2 1",
        false,
        "modification order follows happens-before (CoWW)",
    ),
    // SeqCst and the rest.
    (
        "RWC",
        "W x 1 rel | R x acq; R y acq | W y 1 rel; R x acq",
        "/ 1 0 / 0",
        true,
        "as store buffering, through a reader",
    ),
    (
        "RWC+sc",
        "W x 1 sc | R x sc; R y sc | W y 1 sc; R x sc",
        "/ 1 0 / 0",
        false,
        "SeqCst is one order",
    ),
    (
        "RWC+sc fences",
        "W x 1 rlx | R x rlx; F sc; R y rlx | W y 1 rlx; F sc; R x rlx",
        "/ 1 0 / 0",
        false,
        "P0668: C++11 allowed it",
    ),
    (
        "W+RWC",
        "W x 1 rlx; W z 1 rel | R z acq; R y acq | W y 1 rel; R x acq",
        "/ 1 0 / 0",
        true,
        "as RWC, through a release",
    ),
    (
        "W+RWC+sc",
        "W x 1 sc; W z 1 sc | R z sc; R y sc | W y 1 sc; R x sc",
        "/ 1 0 / 0",
        false,
        "SeqCst is one order",
    ),
    (
        "W+RWC+sc fences",
        "W x 1 rlx; W z 1 rel | R z acq; F sc; R y rlx | W y 1 rlx; F sc; R x rlx",
        "/ 1 0 / 0",
        false,
        "the first fence comes after x = 1, the second before it",
    ),
    (
        "W+RWC+rlx",
        "W x 1 rlx; W z 1 rlx | R z rlx; F sc; R y rlx | W y 1 rlx; F sc; R x rlx",
        "/ 1 0 / 0",
        true,
        "x = 1 does not happen before the first fence",
    ),
    (
        "Z6.U",
        "W x 1 sc; W y 1 rel | A y 1 sc; R y rlx | W y 3 sc; R x sc",
        "/ 1 3 / 0",
        true,
        "Lahav 2017, P0668: what Power does with it made C++11 give way",
    ),
    (
        "Z6.U+sc",
        "W x 1 sc; W y 1 sc | A y 1 sc; R y sc | W y 3 sc; R x sc",
        "/ 1 3 / 0",
        false,
        "SeqCst alone keeps its meaning",
    ),
];

#[cfg(test)]
mod tests {
    use super::{ROWS, Row};
    use crate::{Axiom, Model, Outcome, Program, allowed};

    /// Whether the model allows what the row asks.
    fn verdict(row: &Row, model: &Model) -> bool {
        let outcomes = allowed(&Program::parse(row.1), model);
        outcomes.keys().any(|outcome| fits(outcome, row.2))
    }

    /// `_` is any value; memory is asked only where there is a `;`.
    fn fits(outcome: &Outcome, asked: &str) -> bool {
        let same = |asked: &str, values: &[u32]| {
            let mut words = asked.split_whitespace();
            let each = values.iter().all(|value| {
                words
                    .next()
                    .is_some_and(|w| w == "_" || w == value.to_string())
            });
            each && words.next().is_none()
        };
        let (registers, memory) = match asked.split_once(';') {
            Some((registers, memory)) => (registers, Some(memory)),
            None => (asked, None),
        };
        let threads: Vec<&str> = registers.split('/').collect();
        let silent = registers.trim().is_empty();
        let read = silent
            || threads.len() == outcome.registers.len()
                && threads
                    .iter()
                    .zip(&outcome.registers)
                    .all(|(asked, values)| same(asked, values));
        read && memory.is_none_or(|memory| same(memory, &outcome.memory))
    }

    /// If one fails, the oracle is wrong, or the row is: look the test up.
    #[test]
    fn classic_tests_are_as_the_literature_has_them() {
        let wrong: Vec<String> = ROWS
            .iter()
            .filter(|row| verdict(row, &Model::default()) != row.3)
            .map(|row| format!("{}: {} ({})", row.0, row.2, row.4))
            .collect();
        assert!(
            wrong.is_empty(),
            "the oracle says the contrary of:\n{}",
            wrong.join("\n")
        );
    }

    /// A question of another form than the outcomes would be forbidden for no reason.
    #[test]
    fn what_is_asked_names_every_thread_and_atomic() {
        for row in ROWS {
            let program = Program::parse(row.1);
            let (registers, memory) = row.2.split_once(';').unwrap_or((row.2, ""));
            let memory = memory.split_whitespace().count();
            assert!(
                memory == 0 || memory == program.atomics,
                "{}: memory",
                row.0
            );
            if registers.trim().is_empty() {
                continue;
            }
            let asked: Vec<usize> = registers
                .split('/')
                .map(|r| r.split_whitespace().count())
                .collect();
            let outcomes = allowed(&program, &Model::default());
            let as_long = |outcome: &Outcome| {
                outcome
                    .registers
                    .iter()
                    .map(Vec::len)
                    .eq(asked.iter().copied())
            };
            assert!(
                outcomes.keys().any(as_long),
                "{}: number of registers",
                row.0
            );
        }
    }

    /// Each axiom does its work: without it some classic test comes out otherwise.
    #[test]
    fn no_axiom_is_idle() {
        for axiom in Axiom::ALL {
            let model = Model::without(axiom);
            assert!(
                ROWS.iter().any(|row| verdict(row, &model) != row.3),
                "no classic test needs {axiom:?}; add one that does"
            );
        }
    }

    #[test]
    fn old_release_sequences_are_told_apart() {
        let model = Model {
            old_release_sequences: true,
            ..Model::default()
        };
        let wrong: Vec<&str> = ROWS
            .iter()
            .filter(|row| verdict(row, &model) != row.3)
            .map(|row| row.0)
            .collect();
        assert_eq!(wrong, ["MP+own store"]);
    }

    /// Whole sets, counted by hand.
    #[test]
    fn all_outcomes_of_small_programs() {
        let all = |text: &str| -> Vec<String> {
            let outcomes = allowed(&Program::parse(text), &Model::default());
            outcomes.keys().map(Outcome::to_string).collect()
        };
        assert_eq!(all("W x 1 rlx | R x rlx"), [" / 0 ; 1", " / 1 ; 1"]);
        assert_eq!(all("W x 1 rlx | W x 2 rlx"), [" /  ; 1", " /  ; 2"]);
        assert_eq!(all("A x 1 rlx | A x 2 rlx"), ["0 / 1 ; 3", "2 / 0 ; 3"]);
        // The exchange succeeds on 0 alone; the store may come before or after it.
        assert_eq!(all("C x 0 5 rlx rlx | W x 1 rlx"), ["0 /  ; 1", "1 /  ; 1"]);
        assert_eq!(
            all("R x rlx; ? 1 1; W y 1 rlx | W x 1 rlx"),
            ["0 /  ; 1 0", "1 /  ; 1 1"]
        );
    }

    /// What an engine that takes one step after the other cannot reach, by limit.
    #[test]
    fn the_limits_of_one_order_of_execution_are_told_apart() {
        let reach = |name: &str| {
            let row = ROWS.iter().find(|row| row.0 == name).expect(name);
            let outcomes = allowed(&Program::parse(row.1), &Model::default());
            let asked = outcomes.iter().filter(|(outcome, _)| fits(outcome, row.2));
            let reach: Vec<_> = asked.map(|(_, r)| (r.in_mo, r.in_sc, r.in_both)).collect();
            assert!(!reach.is_empty(), "{name} is allowed");
            reach.into_iter().fold((false, false, false), |a, b| {
                (a.0 | b.0, a.1 | b.1, a.2 | b.2)
            })
        };
        assert_eq!(reach("SB"), (true, true, true));
        assert_eq!(reach("2+2W"), (false, true, false));
        assert_eq!(reach("IRIW+one acq"), (true, false, false));
    }
}
