//! Weak memory against its axioms: for each litmus program the engine finds what
//! C++20 allows in one order of execution, all of it, and nothing else.

use crate::engine;
use axioms::compare::{Outcomes, Tally, compare, compare_seeds};
use axioms::litmus::{Op, Order, Outcome, Program};
use axioms::{Axiom, Model, classics};
use random_programs::asked;
use std::sync::atomic::{self, AtomicU32, Ordering};
use std::thread;

/// Enough to show that three axioms are missed; half of them are compared with
/// the whole model. `axioms` shows that 1,000 seeds meet each axiom that the
/// engine could break.
const SEEDS: u64 = 400;

#[test]
fn classic_litmus_tests() {
    let mut tally = Tally::default();
    for (name, program, ..) in classics::ROWS {
        let program = Program::parse(program);
        if let Err(difference) = compare(&program, &Model::default(), &explored, &mut tally) {
            panic!("{name}: {difference}");
        }
    }
    asked::report(&format!("classic litmus tests: {tally}"));
}

/// If one differs, the program that is printed is the smallest: add it to
/// `memory.rs` with what the standard says of it, then mend the engine.
#[test]
fn random_litmus_programs() {
    let mut tally = Tally::default();
    let (first, until) = asked::seeds(SEEDS / 2);
    let seeds = (first..).take_while(|seed| until.goes_on(*seed));
    if let Err(difference) = compare_seeds(seeds, &Model::default(), &explored, &mut tally) {
        panic!("{difference}");
    }
    asked::report(&format!("litmus programs from seed {first}: {tally}"));
}

/// The comparison can fail: the engine is right, so a model with one axiom less
/// must differ, and the program that is left is small.
#[test]
fn an_axiom_less_is_noticed() {
    for axiom in [Axiom::CoRR, Axiom::Synchronizes, Axiom::ScBetweenFences] {
        let model = Model::without(axiom);
        let difference = compare_seeds(0..SEEDS, &model, &explored, &mut Tally::default())
            .expect_err("a wrong model does not differ from the engine");
        assert!(difference.program.ops() <= 8, "{axiom:?}: {difference}");
    }
}

fn explored(program: &Program) -> Result<Outcomes, String> {
    let program = program.clone();
    let source = (
        "crates/explored-std/tests/against_axioms.rs",
        include_str!("against_axioms.rs"),
    );
    let outcomes = engine::outcomes(move || run(&program), source, &engine::weak())?;
    outcomes
        .into_keys()
        .map(|text| match text.strip_suffix(" | exit") {
            Some(outcome) => Ok(outcome.into()),
            None => Err(format!("an execution ended with: {text}")),
        })
        .collect()
}

fn run(program: &Program) {
    let atomics: Vec<AtomicU32> = (0..program.atomics).map(|_| AtomicU32::new(0)).collect();
    let registers = thread::scope(|s| {
        let atomics = &atomics;
        let threads: Vec<_> = program
            .threads
            .iter()
            .map(|ops| s.spawn(move || perform(ops, atomics)))
            .collect();
        let ends = threads.into_iter().map(|thread| thread.join().unwrap());
        ends.collect()
    });
    let last = |atomic: &AtomicU32| atomic.load(Ordering::Relaxed);
    let memory = atomics.iter().map(last).collect();
    println!("{}", Outcome { registers, memory });
}

/// What the thread reads, in order.
fn perform(ops: &[Op], atomics: &[AtomicU32]) -> Vec<u32> {
    let mut registers: Vec<u32> = vec![];
    let mut next = 0;
    while let Some(op) = ops.get(next) {
        next += 1;
        let read = match *op {
            Op::Load { atomic, order } => atomics[atomic].load(ordering(order)),
            Op::Store {
                atomic,
                value,
                order,
            } => {
                atomics[atomic].store(value, ordering(order));
                continue;
            }
            Op::Add {
                atomic,
                value,
                order,
            } => atomics[atomic].fetch_add(value, ordering(order)),
            Op::Swap {
                atomic,
                value,
                order,
            } => atomics[atomic].swap(value, ordering(order)),
            Op::Exchange {
                atomic,
                expected,
                new,
                success,
                failure,
            } => atomics[atomic]
                .compare_exchange(expected, new, ordering(success), ordering(failure))
                .unwrap_or_else(|seen| seen),
            Op::Fence(order) => {
                atomic::fence(ordering(order));
                continue;
            }
            Op::OnlyIf { equals, ops } => {
                if registers.last().copied().unwrap_or(0) != equals {
                    next += ops;
                }
                continue;
            }
        };
        registers.push(read);
    }
    registers
}

fn ordering(order: Order) -> Ordering {
    match order {
        Order::Relaxed => Ordering::Relaxed,
        Order::Acquire => Ordering::Acquire,
        Order::Release => Ordering::Release,
        Order::AcqRel => Ordering::AcqRel,
        Order::SeqCst => Ordering::SeqCst,
    }
}
