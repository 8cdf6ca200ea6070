//! Litmus programs from a seed, and what is smaller than one.

use crate::classics;
use crate::litmus::{Op, Order, Program};
use random_programs::Chance;

const RLX: Order = Order::Relaxed;
const ACQ: Order = Order::Acquire;
const REL: Order = Order::Release;
const AR: Order = Order::AcqRel;
const SC: Order = Order::SeqCst;

/// What a program leans towards: evenly mixed, most tests would be of nothing.
struct Taste {
    atomics: usize,
    values: u32,
    relaxed: usize,
    sc: usize,
    fences: usize,
    updates: usize,
    conditions: usize,
}

/// Half are made from nothing, half are a classic test with something changed:
/// chance alone hardly ever makes a release sequence that somebody reads.
pub fn program(seed: u64) -> Program {
    let mut chance = Chance::new(seed);
    let taste = Taste {
        atomics: chance.one_of(&[1, 2, 2, 2, 2, 3]),
        values: chance.one_of(&[1, 2, 3]),
        relaxed: chance.one_of(&[10, 40, 80]),
        sc: chance.one_of(&[0, 20, 50, 90]),
        fences: chance.one_of(&[0, 0, 15, 35]),
        updates: chance.one_of(&[0, 15, 15, 60]),
        conditions: chance.one_of(&[0, 0, 0, 10]),
    };
    if chance.percent(50) {
        return variation(&mut chance, taste);
    }
    let threads = chance.one_of(&[2, 2, 3, 3, 3, 4]);
    let most = [0, 0, 5, 3, 2][threads];
    let thread = |chance: &mut Chance| {
        let length = chance.between(1, most);
        let ops = (0..length).map(|_| op(chance, &taste)).collect();
        without_nesting(ops)
    };
    Program {
        atomics: taste.atomics,
        threads: (0..threads).map(|_| thread(&mut chance)).collect(),
    }
}

/// A classic test with some orderings changed, or an operation more, or other.
fn variation(chance: &mut Chance, mut taste: Taste) -> Program {
    let mut program = Program::parse(classics::ROWS[chance.below(classics::ROWS.len())].1);
    taste.atomics = program.atomics;
    for _ in 0..chance.between(1, 2) {
        let thread = chance.below(program.threads.len());
        let crowded = program.ops() > MOST_VARIED;
        let ops = &mut program.threads[thread];
        let at = chance.below(ops.len());
        match chance.below(4) {
            0 if !crowded => ops.insert(at, op(chance, &taste)),
            1 => ops[at] = op(chance, &taste),
            _ => ops[at] = reordered(&ops[at], chance, &taste),
        }
    }
    program.threads = program.threads.into_iter().map(without_nesting).collect();
    program
}

/// More operations make both the engine and the oracle slow.
const MOST_VARIED: usize = 7;

fn reordered(op: &Op, chance: &mut Chance, taste: &Taste) -> Op {
    let mut op = op.clone();
    match &mut op {
        Op::Load { order, .. } => *order = load_order(chance, taste),
        Op::Store { order, .. } => *order = store_order(chance, taste),
        Op::Add { order, .. } | Op::Swap { order, .. } => *order = update_order(chance, taste),
        Op::Exchange {
            success, failure, ..
        } => {
            *success = update_order(chance, taste);
            *failure = load_order(chance, taste);
        }
        Op::Fence(order) => *order = fence_order(chance, taste),
        Op::OnlyIf { .. } => {}
    }
    op
}

fn op(chance: &mut Chance, taste: &Taste) -> Op {
    let atomic = chance.below(taste.atomics);
    let value = 1 + chance.below(taste.values as usize) as u32;
    if chance.percent(taste.fences) {
        return Op::Fence(fence_order(chance, taste));
    }
    if chance.percent(taste.conditions) {
        let equals = chance.below(1 + taste.values as usize) as u32;
        let ops = chance.between(1, 2);
        return Op::OnlyIf { equals, ops };
    }
    if !chance.percent(taste.updates) {
        return if chance.percent(50) {
            let order = load_order(chance, taste);
            Op::Load { atomic, order }
        } else {
            let order = store_order(chance, taste);
            Op::Store {
                atomic,
                value,
                order,
            }
        };
    }
    match chance.below(3) {
        0 => Op::Add {
            atomic,
            value: chance.below(3) as u32,
            order: update_order(chance, taste),
        },
        1 => Op::Swap {
            atomic,
            value,
            order: update_order(chance, taste),
        },
        _ => Op::Exchange {
            atomic,
            expected: chance.below(1 + taste.values as usize) as u32,
            new: value,
            success: update_order(chance, taste),
            failure: load_order(chance, taste),
        },
    }
}

fn load_order(chance: &mut Chance, taste: &Taste) -> Order {
    order(chance, taste, taste.relaxed, &[ACQ, ACQ, SC])
}

fn store_order(chance: &mut Chance, taste: &Taste) -> Order {
    order(chance, taste, taste.relaxed, &[REL, REL, SC])
}

fn update_order(chance: &mut Chance, taste: &Taste) -> Order {
    order(chance, taste, taste.relaxed, &[ACQ, REL, AR, SC])
}

fn fence_order(chance: &mut Chance, taste: &Taste) -> Order {
    order(chance, taste, 0, &[ACQ, REL, AR, SC])
}

fn order(chance: &mut Chance, taste: &Taste, relaxed: usize, others: &[Order]) -> Order {
    if chance.percent(relaxed) {
        RLX
    } else if chance.percent(taste.sc) {
        SC
    } else {
        chance.one_of(others)
    }
}

/// Conditions that another one guards are left out.
fn without_nesting(ops: Vec<Op>) -> Vec<Op> {
    let mut guarded = 0;
    ops.into_iter()
        .filter(|op| match op {
            Op::OnlyIf { .. } if guarded > 0 => false,
            Op::OnlyIf { ops, .. } => {
                guarded = *ops;
                true
            }
            _ => {
                guarded -= guarded.min(1);
                true
            }
        })
        .collect()
}

/// What is left of the program with a thread or an operation less, or with
/// something weaker in it.
pub fn smaller(program: &Program) -> Vec<Program> {
    let mut found = vec![];
    for thread in 0..program.threads.len() {
        let mut less = program.clone();
        less.threads.remove(thread);
        found.push(less);
    }
    for (thread, ops) in program.threads.iter().enumerate() {
        for at in 0..ops.len() {
            let mut less = program.clone();
            less.threads[thread].remove(at);
            found.push(less);
        }
    }
    for (thread, ops) in program.threads.iter().enumerate() {
        for (at, op) in ops.iter().enumerate() {
            for simpler in simpler(op) {
                let mut less = program.clone();
                less.threads[thread][at] = simpler;
                found.push(less);
            }
        }
    }
    let used = |atomic| {
        let mut ops = program.threads.iter().flatten();
        ops.any(|op| op.atomic() == Some(atomic))
    };
    if program.atomics > 0 && !used(program.atomics - 1) {
        let mut less = program.clone();
        less.atomics -= 1;
        found.push(less);
    }
    found.retain(Program::is_well_formed);
    found
}

fn simpler(op: &Op) -> Vec<Op> {
    match *op {
        Op::Load { atomic, order } => weaker_load(order)
            .map(|order| Op::Load { atomic, order })
            .collect(),
        Op::Store {
            atomic,
            value,
            order,
        } => {
            let weaker = [REL, RLX]
                .into_iter()
                .filter(move |&o| rank(o) < rank(order));
            let smaller = (1..value).map(|value| (value, order));
            let with = |(value, order)| Op::Store {
                atomic,
                value,
                order,
            };
            smaller
                .chain(weaker.map(|order| (value, order)))
                .map(with)
                .collect()
        }
        Op::Add {
            atomic,
            value,
            order,
        }
        | Op::Swap {
            atomic,
            value,
            order,
        } => {
            let (load, store) = halves(order);
            let plain = [
                Op::Load {
                    atomic,
                    order: load,
                },
                Op::Store {
                    atomic,
                    value,
                    order: store,
                },
            ];
            let with = |order| match op {
                Op::Add { .. } => Op::Add {
                    atomic,
                    value,
                    order,
                },
                _ => Op::Swap {
                    atomic,
                    value,
                    order,
                },
            };
            plain
                .into_iter()
                .chain(weaker_update(order).map(with))
                .collect()
        }
        Op::Exchange {
            atomic,
            expected,
            new,
            success,
            failure,
        } => {
            let plain = [
                Op::Load {
                    atomic,
                    order: failure,
                },
                Op::Swap {
                    atomic,
                    value: new,
                    order: success,
                },
            ];
            let with = |(success, failure)| Op::Exchange {
                atomic,
                expected,
                new,
                success,
                failure,
            };
            let succeeds = weaker_update(success).map(|order| (order, failure));
            let fails = weaker_load(failure).map(|order| (success, order));
            plain
                .into_iter()
                .chain(succeeds.chain(fails).map(with))
                .collect()
        }
        Op::Fence(SC) => vec![Op::Fence(AR)],
        Op::Fence(AR) => vec![Op::Fence(ACQ), Op::Fence(REL)],
        Op::Fence(_) => vec![],
        Op::OnlyIf { equals, ops } if ops > 1 => vec![Op::OnlyIf {
            equals,
            ops: ops - 1,
        }],
        Op::OnlyIf { .. } => vec![],
    }
}

/// What the ordering of an update is worth to a load, and to a store.
fn halves(order: Order) -> (Order, Order) {
    match order {
        SC => (SC, SC),
        AR => (ACQ, REL),
        ACQ => (ACQ, RLX),
        REL => (RLX, REL),
        RLX => (RLX, RLX),
    }
}

fn weaker_load(order: Order) -> impl Iterator<Item = Order> {
    [ACQ, RLX]
        .into_iter()
        .filter(move |&o| rank(o) < rank(order))
}

fn weaker_update(order: Order) -> impl Iterator<Item = Order> {
    [AR, ACQ, REL, RLX]
        .into_iter()
        .filter(move |&o| rank(o) < rank(order))
}

fn rank(order: Order) -> usize {
    match order {
        RLX => 0,
        ACQ | REL => 1,
        AR => 2,
        SC => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::{program, smaller};

    #[test]
    fn programs_are_well_formed_and_small() {
        for seed in 0..1000 {
            let program = program(seed);
            assert!(
                program.is_well_formed() && program.ops() <= 10,
                "seed {seed}"
            );
        }
    }

    /// Or shrinking would not end.
    #[test]
    fn what_is_smaller_is_not_the_same() {
        for seed in 0..1000 {
            let program = program(seed);
            assert!(!smaller(&program).contains(&program), "seed {seed}");
        }
    }
}
