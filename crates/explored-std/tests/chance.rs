//! Small programs by chance: merged, they end as when every schedule is run, as
//! often. They do what merging once forgot: plain memory, values that hide, looks
//! that are no steps, panics, borrows, forgotten guards.

use std::cell::UnsafeCell;
use std::explored::{Count, Graph, Options, explore};
use std::fmt;
use std::mem::forget;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Mutex, OnceLock, mpsc};
use std::thread;

/// It looks the same, whatever it holds.
struct Hidden(u32);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}

struct Plain(UnsafeCell<u32>);

// SAFETY: touched under a lock of its own, and when the threads have ended.
unsafe impl Sync for Plain {}

struct Shared {
    atomics: [AtomicU32; 2],
    number: Mutex<u32>,
    hidden: Mutex<Hidden>,
    first: OnceLock<u32>,
    turn: Mutex<()>,
    plain: Plain,
}

#[derive(Clone, Copy)]
enum Act {
    Load(usize),
    Store(usize),
    Add(usize),
    Look(usize),
    LookAtLock,
    Set,
    Swap,
    Hide,
    Find,
    Send,
    Forget,
    Plain,
    Panic,
}

/// Of `seed`, the next number below `len`.
fn below(seed: &mut u64, len: u64) -> u64 {
    *seed = seed
        .wrapping_mul(6364136223846793005)
        .wrapping_add(1442695040888963407);
    (*seed >> 33) % len
}

fn act(seed: &mut u64, plain: bool) -> Act {
    let which = below(seed, 2) as usize;
    match below(seed, if plain { 16 } else { 14 }) {
        0 | 1 => Act::Load(which),
        2 | 3 => Act::Store(which),
        4 => Act::Add(which),
        5 | 6 => Act::Look(which),
        7 => Act::LookAtLock,
        8 => Act::Set,
        9 => Act::Swap,
        10 => Act::Hide,
        11 => Act::Find,
        12 => Act::Send,
        13 => Act::Panic,
        14 => Act::Forget,
        _ => Act::Plain,
    }
}

/// Each thread folds what it sees into one number.
fn run(acts: &[Act], me: u32, shared: &Shared, tx: &mpsc::Sender<Hidden>, seen: &mut u32) {
    for act in acts {
        let saw = match act {
            Act::Load(which) => shared.atomics[*which].load(SeqCst),
            Act::Store(which) => {
                shared.atomics[*which].store(me, SeqCst);
                0
            }
            Act::Add(which) => shared.atomics[*which].fetch_add(1, SeqCst),
            Act::Look(which) => format!("{:?}", shared.atomics[*which]).parse().unwrap(),
            Act::LookAtLock => format!("{:?}", shared.number).len() as u32,
            Act::Set => shared.first.set(me).is_ok() as u32,
            Act::Swap => match shared.number.try_lock() {
                Ok(mut number) => std::mem::replace(&mut *number, me),
                Err(_) => 7,
            },
            Act::Hide => {
                shared.hidden.lock().unwrap().0 = me + *seen;
                0
            }
            Act::Find => shared.hidden.lock().unwrap().0,
            Act::Send => tx.send(Hidden(*seen)).is_ok() as u32,
            Act::Forget => {
                let Ok(mut number) = shared.number.try_lock() else {
                    continue;
                };
                *number += me + *seen;
                forget(number);
                0
            }
            Act::Plain => {
                let _turn = shared.turn.lock().unwrap();
                // SAFETY: under `turn`.
                let plain = unsafe { &mut *shared.plain.0.get() };
                *plain = *plain * 2 + me + *seen;
                0
            }
            Act::Panic if *seen % 2 == 1 => panic!("odd"),
            Act::Panic => 0,
        };
        *seen = *seen * 3 % 100 + saw;
    }
}

/// What is printed, and what is shared by the two threads, is a matter of chance.
fn program(mut seed: u64, plain: bool) {
    let seed = &mut seed;
    let mut shared = Shared {
        atomics: [AtomicU32::new(0), AtomicU32::new(0)],
        number: Mutex::new(0),
        hidden: Mutex::new(Hidden(0)),
        first: OnceLock::new(),
        turn: Mutex::new(()),
        plain: Plain(UnsafeCell::new(0)),
    };
    let (tx, rx) = mpsc::channel();
    let scripts: [Vec<Act>; 2] = [0, 1].map(|_| (0..3).map(|_| act(seed, plain)).collect());
    let (borrows, returns) = (below(seed, 2) == 0, below(seed, 3));
    let told = [0; 7].map(|_| below(seed, 3) == 0);
    let mut left = [0, 0];
    let returned = thread::scope(|s| {
        let shared = &shared;
        let threads = scripts
            .iter()
            .zip(&mut left)
            .zip([1, 2])
            .map(|((acts, left), me)| {
                let tx = tx.clone();
                if borrows {
                    let body = move || run(acts, me, shared, &tx, left);
                    return (Some(s.spawn(body)), None);
                }
                let body = move || {
                    let mut seen = 0;
                    run(acts, me, shared, &tx, &mut seen);
                    Hidden(if returns == 0 { seen } else { 0 })
                };
                (None, Some(s.spawn(body)))
            });
        let threads: Vec<_> = threads.collect();
        let joined = threads.into_iter().map(|thread| match thread {
            (Some(borrowing), _) => borrowing.join().map_or(9, |()| 0),
            (_, Some(returning)) => returning.join().map_or(9, |hidden| hidden.0),
            _ => unreachable!("one of the two"),
        });
        joined.collect::<Vec<u32>>()
    });
    drop(tx);
    let received: Vec<u32> = match told[0] {
        true => rx.iter().map(|hidden| hidden.0).collect(),
        false => vec![],
    };
    let number = std::mem::take(shared.number.get_mut().unwrap());
    let first = shared.first.take();
    let last = shared
        .atomics
        .each_mut()
        .map(|atomic| std::mem::take(atomic.get_mut()));
    // Steps between what was read and what is printed: states meet here.
    shared.atomics[0].load(SeqCst);
    shared.atomics[1].load(SeqCst);
    let tell = |told: bool, what: &dyn fmt::Debug| {
        if told {
            println!("{what:?}");
        }
    };
    tell(told[0], &received);
    tell(told[1], &number);
    tell(told[2], &first);
    tell(told[3], &last);
    tell(told[4], &left);
    tell(told[5], &returned);
    tell(told[6], &shared.hidden.get_mut().unwrap().0);
    // SAFETY: both threads have ended.
    tell(plain, unsafe { &*shared.plain.0.get() });
}

fn check(plain: bool, text: &str) {
    for seed in 0..150 {
        let explored = |merge| {
            let options = Options {
                merge,
                ..Options::default()
            };
            let path = "crates/explored-std/tests/chance.rs";
            explore(move || program(seed, plain), path, text, &options).unwrap()
        };
        let (merged, all) = (explored(true), explored(false));
        assert_eq!(counts(&merged), counts(&all), "seed {seed}, plain {plain}");
        assert!(merged.states <= all.states);
    }
}

fn counts(explored: &Graph) -> Vec<(&str, Count)> {
    let outcomes = explored.outcomes.iter();
    let mut counts: Vec<_> = outcomes.map(|o| (o.text.as_str(), o.schedules)).collect();
    counts.sort_by_key(|&(text, _)| text);
    counts
}

#[test]
fn programs_by_chance_lose_no_schedule() {
    // It names nothing that is opaque: the acts of these programs do not either.
    check(false, "fn main() {}");
}

#[test]
fn opaque_programs_by_chance_lose_no_schedule() {
    check(true, "fn main() { unsafe {} }");
}
