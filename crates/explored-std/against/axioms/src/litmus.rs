//! Litmus programs: some threads, each a few operations on a few atomics.

use std::fmt::{self, Display, Write};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    Relaxed,
    Acquire,
    Release,
    AcqRel,
    SeqCst,
}

impl Order {
    pub fn acquires(self) -> bool {
        matches!(self, Order::Acquire | Order::AcqRel | Order::SeqCst)
    }

    pub fn releases(self) -> bool {
        matches!(self, Order::Release | Order::AcqRel | Order::SeqCst)
    }
}

/// What reads puts the value read in the thread's next register, `r` for a while.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    Load {
        atomic: usize,
        order: Order,
    },
    Store {
        atomic: usize,
        value: u32,
        order: Order,
    },
    Add {
        atomic: usize,
        value: u32,
        order: Order,
    },
    Swap {
        atomic: usize,
        value: u32,
        order: Order,
    },
    Exchange {
        atomic: usize,
        expected: u32,
        new: u32,
        success: Order,
        failure: Order,
    },
    Fence(Order),
    /// The next `ops` operations are done only if the last register is `equals`.
    OnlyIf {
        equals: u32,
        ops: usize,
    },
}

/// All atomics are 0 at first; registers are those of each thread, in order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Program {
    pub atomics: usize,
    pub threads: Vec<Vec<Op>>,
}

/// What the threads read, and what is left in the end.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Outcome {
    pub registers: Vec<Vec<u32>>,
    pub memory: Vec<u32>,
}

impl Program {
    pub fn ops(&self) -> usize {
        self.threads.iter().map(Vec::len).sum()
    }

    /// No condition stands in what another guards.
    pub fn is_well_formed(&self) -> bool {
        self.threads.iter().all(|ops| {
            ops.iter().enumerate().all(|(at, op)| match op {
                Op::OnlyIf { ops: guarded, .. } => {
                    let block = ops[at + 1..].iter().take(*guarded);
                    !block.into_iter().any(|op| matches!(op, Op::OnlyIf { .. }))
                }
                _ => true,
            })
        })
    }

    /// From short text, as the tests write it: threads between `|`, operations
    /// between `;`, each a letter, an atomic, its values and its orders:
    /// `W x 1 rel`, `R x acq`, `A x 1 rlx` (fetch_add), `S x 1 sc` (swap),
    /// `C x 0 1 ar rlx` (compare_exchange), `F sc`, `? 1 2` (the next two only
    /// if the last register is 1).
    pub fn parse(text: &str) -> Program {
        let threads: Vec<Vec<Op>> = text
            .split('|')
            .map(|thread| {
                let ops = thread.split(';').map(str::trim);
                ops.filter(|op| !op.is_empty()).map(parse_op).collect()
            })
            .collect();
        let atomics = threads.iter().flatten().filter_map(Op::atomic).max();
        Program {
            atomics: atomics.map_or(0, |last| last + 1),
            threads,
        }
    }
}

const NAMES: [&str; 6] = ["x", "y", "z", "u", "v", "w"];

fn parse_op(text: &str) -> Op {
    let words: Vec<&str> = text.split_whitespace().collect();
    let atomic = |word: &str| NAMES.iter().position(|name| *name == word).expect(text);
    let number = |word: &str| word.parse::<u32>().expect(text);
    let order = |word: &str| match word {
        "rlx" => Order::Relaxed,
        "acq" => Order::Acquire,
        "rel" => Order::Release,
        "ar" => Order::AcqRel,
        "sc" => Order::SeqCst,
        other => panic!("{other} is no ordering, in {text}"),
    };
    match words[..] {
        ["R", a, o] => Op::Load {
            atomic: atomic(a),
            order: order(o),
        },
        ["W", a, v, o] => Op::Store {
            atomic: atomic(a),
            value: number(v),
            order: order(o),
        },
        ["A", a, v, o] => Op::Add {
            atomic: atomic(a),
            value: number(v),
            order: order(o),
        },
        ["S", a, v, o] => Op::Swap {
            atomic: atomic(a),
            value: number(v),
            order: order(o),
        },
        ["C", a, e, n, s, f] => Op::Exchange {
            atomic: atomic(a),
            expected: number(e),
            new: number(n),
            success: order(s),
            failure: order(f),
        },
        ["F", o] => Op::Fence(order(o)),
        ["?", v, ops] => Op::OnlyIf {
            equals: number(v),
            ops: number(ops) as usize,
        },
        _ => panic!("not an operation: {text}"),
    }
}

impl Op {
    pub fn atomic(&self) -> Option<usize> {
        match *self {
            Op::Load { atomic, .. }
            | Op::Store { atomic, .. }
            | Op::Add { atomic, .. }
            | Op::Swap { atomic, .. }
            | Op::Exchange { atomic, .. } => Some(atomic),
            Op::Fence(_) | Op::OnlyIf { .. } => None,
        }
    }
}

/// As Rust, but for the scope around it, and `r`, which is 0 at first: a thread's
/// registers are all the values that it had.
impl Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, thread) in self.threads.iter().enumerate() {
            writeln!(f, "s.spawn(|| {{ // thread {number}")?;
            let mut inside = 0;
            for (at, op) in thread.iter().enumerate() {
                let indent = if inside > 0 { "        " } else { "    " };
                writeln!(f, "{indent}{}", line(op))?;
                let last = at + 1 == thread.len();
                match op {
                    Op::OnlyIf { ops, .. } if last || *ops == 0 => writeln!(f, "    }}")?,
                    Op::OnlyIf { ops, .. } => inside = *ops,
                    _ if inside == 1 || (inside > 0 && last) => {
                        writeln!(f, "    }}")?;
                        inside = 0;
                    }
                    _ if inside > 0 => inside -= 1,
                    _ => {}
                }
            }
            writeln!(f, "}});")?;
        }
        Ok(())
    }
}

fn line(op: &Op) -> String {
    let name = op.atomic().map_or("", |atomic| NAMES[atomic]);
    let call = match op {
        Op::Load { order, .. } => format!("{name}.load({order:?});"),
        Op::Store { value, order, .. } => return format!("{name}.store({value}, {order:?});"),
        Op::Add { value, order, .. } => format!("{name}.fetch_add({value}, {order:?});"),
        Op::Swap { value, order, .. } => format!("{name}.swap({value}, {order:?});"),
        Op::Exchange {
            expected,
            new,
            success,
            failure,
            ..
        } => format!(
            "{name}.compare_exchange({expected}, {new}, {success:?}, {failure:?}).unwrap_or_else(|seen| seen);"
        ),
        Op::Fence(order) => return format!("fence({order:?});"),
        Op::OnlyIf { equals, .. } => return format!("if r == {equals} {{"),
    };
    format!("r = {call}")
}

/// `1 0 / 2 ; 1 3`: the registers of each thread, then the atomics in the end.
impl Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |values: &[u32]| {
            values.iter().fold(String::new(), |mut text, value| {
                let space = if text.is_empty() { "" } else { " " };
                write!(text, "{space}{value}").expect("text can be written");
                text
            })
        };
        let registers: Vec<String> = self.registers.iter().map(|r| list(r)).collect();
        write!(f, "{} ; {}", registers.join(" / "), list(&self.memory))
    }
}

#[cfg(test)]
mod tests {
    use super::Program;

    #[test]
    fn a_program_is_printed_as_rust() {
        let program = Program::parse("W x 1 rel; F sc | R x acq; ? 1 1; A y 2 rlx; C x 0 3 ar rlx");
        assert_eq!(
            program.to_string(),
            "s.spawn(|| { // thread 0
    x.store(1, Release);
    fence(SeqCst);
});
s.spawn(|| { // thread 1
    r = x.load(Acquire);
    if r == 1 {
        r = y.fetch_add(2, Relaxed);
    }
    r = x.compare_exchange(0, 3, AcqRel, Relaxed).unwrap_or_else(|seen| seen);
});
"
        );
    }
}
