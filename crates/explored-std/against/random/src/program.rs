//! Programs over the primitives of `std`, as data: `main` and some threads, which
//! share two mutexes, a condvar, a lock for readers, a channel (`main` receives),
//! a barrier for two, a `OnceLock` and an atomic.

use crate::Chance;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// `None` has no bound, 0 is a rendezvous.
    pub bound: Option<usize>,
    pub main: Vec<Op>,
    pub threads: Vec<Vec<Op>>,
}

/// Every operation that learns something writes it in its thread's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Op {
    Add(u32),
    Load,
    Store(u32),
    Exchange(u32, u32),
    /// Under the lock its value grows by one, then the rest is done.
    Lock(usize, Vec<Op>),
    TryLock(usize, Vec<Op>),
    Read(Vec<Op>),
    Write(Vec<Op>),
    TryRead(Vec<Op>),
    TryWrite(Vec<Op>),
    /// Waits once, under the first mutex.
    Wait,
    WaitTimeout,
    NotifyOne,
    NotifyAll,
    /// Of threads; `main` receives.
    Send(u32),
    TrySend(u32),
    Receive,
    TryReceive,
    ReceiveTimeout,
    Barrier,
    GetOrInit(u32),
    Get,
    Park,
    /// `main` unparks the first thread, every other thread unparks `main`.
    Unpark,
    /// Of threads.
    Panic,
}

use Op::*;

/// `main` and one or two threads, six operations or so.
pub fn program(seed: u64) -> Program {
    let mut chance = Chance::new(seed);
    let threads = chance.one_of(&[1, 2, 2, 2]);
    let most = if threads == 1 { 4 } else { 2 };
    let favourite = chance.below(FAMILIES.len());
    let ops = |chance: &mut Chance, main: bool| {
        let length = chance.between(usize::from(!main), most);
        (0..length)
            .map(|_| op(chance, favourite, main, 1))
            .collect()
    };
    Program {
        bound: chance.one_of(&[None, Some(0), Some(1), Some(2)]),
        main: ops(&mut chance, true),
        threads: (0..threads).map(|_| ops(&mut chance, false)).collect(),
    }
}

/// Operations that have something to say to each other.
const FAMILIES: [&[&str]; 6] = [
    &["add", "load", "store", "exchange"],
    &["lock", "lock", "try lock", "panic"],
    &["lock", "wait", "wait timeout", "notify one", "notify all"],
    &["read", "write", "try read", "try write", "panic"],
    &["send", "send", "try send", "panic"],
    &["barrier", "init", "get", "park", "unpark"],
];

fn op(chance: &mut Chance, favourite: usize, main: bool, depth: usize) -> Op {
    let family = if chance.percent(70) {
        favourite
    } else {
        chance.below(FAMILIES.len())
    };
    let name = chance.one_of(FAMILIES[family]);
    let mutex = chance.below(2);
    let value = chance.between(1, 2) as u32;
    let body = |chance: &mut Chance| -> Vec<Op> {
        let deeper = depth > 0 && chance.percent(50);
        let one = deeper.then(|| op(chance, favourite, main, depth - 1));
        one.into_iter().collect()
    };
    match name {
        "add" => Add(value),
        "load" => Load,
        "store" => Store(value),
        "exchange" => Exchange(value - 1, value),
        "lock" => Lock(mutex, body(chance)),
        "try lock" => TryLock(mutex, body(chance)),
        "read" => Read(body(chance)),
        "write" => Write(body(chance)),
        "try read" => TryRead(body(chance)),
        "try write" => TryWrite(body(chance)),
        "wait" => Wait,
        "wait timeout" => WaitTimeout,
        "notify one" => NotifyOne,
        "notify all" => NotifyAll,
        "send" if main => [Receive, TryReceive, ReceiveTimeout][chance.below(3)].clone(),
        "try send" if main => TryReceive,
        "send" => Send(value),
        "try send" => TrySend(value),
        "barrier" => Barrier,
        "init" => GetOrInit(value),
        "get" => Get,
        "park" => Park,
        "unpark" => Unpark,
        "panic" if main => Load,
        "panic" => Panic,
        other => unreachable!("{other} is no operation"),
    }
}

/// With a thread or an operation less, or what a lock guards without the lock.
pub fn smaller(program: &Program) -> Vec<Program> {
    let mut found = vec![];
    if program.threads.len() > 1 {
        for thread in 0..program.threads.len() {
            let mut less = program.clone();
            less.threads.remove(thread);
            found.push(less);
        }
    }
    for main in fewer(&program.main) {
        found.push(Program {
            main,
            ..program.clone()
        });
    }
    for (thread, ops) in program.threads.iter().enumerate() {
        for ops in fewer(ops) {
            let mut less = program.clone();
            less.threads[thread] = ops;
            found.push(less);
        }
    }
    found
}

fn fewer(ops: &[Op]) -> Vec<Vec<Op>> {
    let mut found = vec![];
    for at in 0..ops.len() {
        let with = |middle: &[Op]| [&ops[..at], middle, &ops[at + 1..]].concat();
        found.push(with(&[]));
        if let Lock(_, body)
        | TryLock(_, body)
        | Read(body)
        | Write(body)
        | TryRead(body)
        | TryWrite(body) = &ops[at]
        {
            if !body.is_empty() {
                found.push(with(body));
            }
            for less in fewer(body) {
                let mut op = ops[at].clone();
                if let Lock(_, body)
                | TryLock(_, body)
                | Read(body)
                | Write(body)
                | TryRead(body)
                | TryWrite(body) = &mut op
                {
                    *body = less;
                }
                found.push(with(&[op]));
            }
        }
    }
    found
}
