//! An engine against the oracle: one program, and many from seeds.

use crate::Model;
use crate::executions::{Reach, allowed};
use crate::litmus::Program;
use crate::random::{self, smaller};
use random_programs::smallest;
use std::collections::BTreeSet;
use std::fmt::{self, Display};

/// Outcomes, as `Outcome` is printed.
pub type Outcomes = BTreeSet<String>;

/// What is compared: all outcomes that it finds, or why there are none.
pub type Engine<'a> = &'a dyn Fn(&Program) -> Result<Outcomes, String>;

/// What was compared, and what the engine's limits hide.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    pub programs: usize,
    /// Outcomes that the engine and the oracle share.
    pub outcomes: usize,
    /// Outcomes that need stores out of the order of execution, and no more…
    pub only_mo: usize,
    /// …or SeqCst operations out of it, and no more…
    pub only_sc: usize,
    /// …or either would do, if the other were kept…
    pub either: usize,
    /// …or both.
    pub both: usize,
    /// Programs that have one of these.
    pub limited: usize,
}

/// What is in the engine and not in the axioms, or the contrary.
#[derive(Clone, Debug)]
pub struct Difference {
    pub seed: Option<u64>,
    pub program: Program,
    pub engine: Result<Outcomes, String>,
    /// All that the axioms allow.
    pub allowed: Outcomes,
    /// Of these, what one order of execution can give.
    pub reachable: Outcomes,
}

/// The engine must find what the axioms allow in one order of execution, all of
/// it and nothing else.
pub fn compare(
    program: &Program,
    model: &Model,
    engine: Engine,
    tally: &mut Tally,
) -> Result<(), Box<Difference>> {
    let all = allowed(program, model);
    let set = |keep: &dyn Fn(&Reach) -> bool| -> Outcomes {
        let kept = all.iter().filter(|(_, reach)| keep(reach));
        kept.map(|(outcome, _)| outcome.to_string()).collect()
    };
    let reachable = set(&|reach| reach.in_both);
    let found = engine(program);
    if found.as_ref() != Ok(&reachable) {
        return Err(Box::new(Difference {
            seed: None,
            program: program.clone(),
            engine: found,
            allowed: set(&|_| true),
            reachable,
        }));
    }
    tally.programs += 1;
    tally.outcomes += reachable.len();
    tally.limited += usize::from(reachable.len() < all.len());
    for reach in all.values().filter(|reach| !reach.in_both) {
        *match (reach.in_mo, reach.in_sc) {
            (false, true) => &mut tally.only_mo,
            (true, false) => &mut tally.only_sc,
            (true, true) => &mut tally.either,
            (false, false) => &mut tally.both,
        } += 1;
    }
    Ok(())
}

/// Programs from these seeds, until one differs; that one is shrunk.
pub fn compare_seeds(
    seeds: impl IntoIterator<Item = u64>,
    model: &Model,
    engine: Engine,
    tally: &mut Tally,
) -> Result<(), Box<Difference>> {
    for seed in seeds {
        let program = random::program(seed);
        if compare(&program, model, engine, tally).is_err() {
            return Err(shrunk(seed, program, model, engine));
        }
    }
    Ok(())
}

/// The smallest that differs in the same way.
fn shrunk(seed: u64, program: Program, model: &Model, engine: Engine) -> Box<Difference> {
    let differs = |program: &Program| compare(program, model, engine, &mut Tally::default()).err();
    let kind = |program: &Program| differs(program).map(|difference| difference.kind());
    let first = kind(&program);
    let program = smallest(program, smaller, |program| kind(program) == first);
    let mut difference = differs(&program).expect("it differed a moment ago");
    difference.seed = Some(seed);
    difference
}

/// The gravest thing that can be said of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    GivesUp,
    /// The engine finds what the axioms forbid.
    Forbidden,
    /// The engine finds what its stated limits exclude.
    Beyond,
    /// The engine lacks what its limits do not excuse.
    Lost,
}

impl Difference {
    pub fn kind(&self) -> Kind {
        match &self.engine {
            Err(_) => Kind::GivesUp,
            Ok(found) if !found.is_subset(&self.allowed) => Kind::Forbidden,
            Ok(found) if !found.is_subset(&self.reachable) => Kind::Beyond,
            Ok(_) => Kind::Lost,
        }
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} programs, {} outcomes, none differs; out of reach of one order of execution, in {} \
             programs: {} by modification order, {} by the order of SeqCst, {} by either, {} by both",
            self.programs,
            self.outcomes,
            self.limited,
            self.only_mo,
            self.only_sc,
            self.either,
            self.both
        )
    }
}

impl Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(seed) = self.seed {
            writeln!(
                f,
                "seed {seed}, shrunk: the engine differs from the axioms of C++20 on"
            )?;
        }
        writeln!(f, "{}", self.program)?;
        let list = |set: &Outcomes| set.iter().map(|o| format!("  {o}\n")).collect::<String>();
        writeln!(f, "outcomes: registers of each thread, then memory")?;
        match &self.engine {
            Err(message) => writeln!(f, "the engine gives up: {message}")?,
            Ok(engine) => {
                let forbidden = engine - &self.allowed;
                let beyond = &(engine - &self.reachable) - &forbidden;
                let lost = &self.reachable - engine;
                write!(f, "the engine found:\n{}", list(engine))?;
                write!(
                    f,
                    "forbidden by the axioms, and found:\n{}",
                    list(&forbidden)
                )?;
                write!(
                    f,
                    "beyond the engine's stated limits, and found:\n{}",
                    list(&beyond)
                )?;
                write!(
                    f,
                    "allowed within these limits, and not found:\n{}",
                    list(&lost)
                )?;
            }
        }
        write!(
            f,
            "the axioms allow in one order of execution:\n{}",
            list(&self.reachable)
        )?;
        write!(f, "the axioms allow:\n{}", list(&self.allowed))
    }
}

#[cfg(test)]
mod tests {
    use super::{Difference, Engine, Kind, Outcomes, Tally, compare_seeds};
    use crate::{Axiom, Model, Program, allowed};

    /// An engine without fault: the axioms themselves, in one order.
    fn faultless(program: &Program) -> Result<Outcomes, String> {
        engine_of(&Model::default(), program)
    }

    fn engine_of(model: &Model, program: &Program) -> Result<Outcomes, String> {
        let all = allowed(program, model);
        let reached = all.iter().filter(|(_, reach)| reach.in_both);
        Ok(reached.map(|(outcome, _)| outcome.to_string()).collect())
    }

    fn first_difference(model: &Model, engine: Engine) -> Option<Box<Difference>> {
        compare_seeds(0..1_000, model, engine, &mut Tally::default()).err()
    }

    #[test]
    fn a_faultless_engine_does_not_differ() {
        assert!(first_difference(&Model::default(), &faultless).is_none());
    }

    /// Each axiom that an engine can break which takes one step after the other
    /// (the rest cannot be broken so); it is caught within a few hundred programs,
    /// and what is left of the program is no longer than a textbook's.
    #[test]
    fn an_engine_with_one_axiom_less_is_caught() {
        for axiom in [
            Axiom::CoRR,
            Axiom::CoWR,
            Axiom::Atomicity,
            Axiom::Synchronizes,
            Axiom::ReleaseFence,
            Axiom::AcquireFence,
            Axiom::ReleaseSequence,
            Axiom::ScOperations,
            Axiom::ScBeforeFence,
            Axiom::ScAfterFence,
            Axiom::ScBetweenFences,
        ] {
            let engine = |program: &Program| engine_of(&Model::without(axiom), program);
            let difference = first_difference(&Model::default(), &engine)
                .unwrap_or_else(|| panic!("no program of these seeds needs {axiom:?}"));
            assert!(difference.program.ops() <= 8, "{axiom:?}: {difference}");
            let found_too_much = [Kind::Forbidden, Kind::Beyond].contains(&difference.kind());
            assert!(found_too_much, "{axiom:?}: {difference}");
        }
    }

    /// The other way round: an engine that forbids too much.
    #[test]
    fn an_engine_of_the_standard_before_is_caught() {
        let model = Model {
            old_release_sequences: true,
            ..Model::default()
        };
        let engine = |program: &Program| engine_of(&model, program);
        let difference = first_difference(&Model::default(), &engine).expect("it forbids too much");
        assert!(difference.program.ops() <= 5, "{difference}");
        assert_eq!(difference.kind(), Kind::Lost, "{difference}");
    }
}
