//! Random programs over all primitives: states are merged, and no schedule is
//! lost. What is compared is what `main` prints, and how it ends.

use crate::engine;
use random_programs::program::{Op, Program, program, smaller};
use random_programs::{as_rust::as_rust, asked, smallest};
use std::explored::Options;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, TryRecvError, TrySendError};
use std::sync::{Barrier, Condvar, Mutex, OnceLock, PoisonError, RwLock, TryLockError};
use std::thread::{self, Thread};
use std::time::Duration;

const SEEDS: u64 = 100;
/// States of the unmerged search; a program that needs more is passed over.
const MOST: usize = 30_000;

type Counts = Result<engine::Counts, String>;

/// If one differs, merging takes two states for one: add the program to
/// `merging.rs`, then find what `model/state.rs` leaves out.
#[test]
fn merging_loses_no_schedule_of_random_programs() {
    let (first, until) = asked::seeds(SEEDS);
    let (mut same, mut passed_over, mut refused) = (0, 0, vec![]);
    for seed in (first..).take_while(|seed| until.goes_on(*seed)) {
        let program = program(seed);
        match differ(&program, explored) {
            Err(message) if message.contains("states") => passed_over += 1,
            Err(message) => refused.push(format!("seed {seed}: {message}")),
            Ok(false) => same += 1,
            Ok(true) => panic!("{}", told(seed, program, explored)),
        }
    }
    asked::report(&format!(
        "programs over primitives from seed {first}: {same} the same merged and unmerged, \
         {passed_over} passed over (more than {MOST} states unmerged), refused: {refused:#?}"
    ));
    assert!(
        same > 3 * (passed_over + refused.len()),
        "too many programs are passed over; make them smaller"
    );
}

/// The comparison can fail: an engine that loses a deadlock where it merges is
/// noticed, and the program that is left is one wait for nobody.
#[test]
fn a_lost_outcome_is_noticed() {
    let loses_deadlocks = |program: &Program, merge: bool| {
        let mut counts = explored(program, merge)?;
        counts.retain(|text, _| !merge || !text.ends_with("deadlock"));
        Ok(counts)
    };
    let seed = (0..SEEDS)
        .find(|&seed| differ(&program(seed), loses_deadlocks) == Ok(true))
        .expect("some program can deadlock");
    let told = told(seed, program(seed), loses_deadlocks);
    assert!(told.contains("1 operations"), "{told}");
}

/// An error where the unmerged search does not end, or is refused.
fn differ(program: &Program, engine: impl Fn(&Program, bool) -> Counts) -> Result<bool, String> {
    let all = engine(program, false)?;
    Ok(engine(program, true) != Ok(all))
}

fn told(seed: u64, program: Program, engine: impl Fn(&Program, bool) -> Counts) -> String {
    let differs = |program: &Program| differ(program, &engine) == Ok(true);
    let least = smallest(program, smaller, differs);
    let ops = least.threads.iter().chain([&least.main]).map(Vec::len);
    format!(
        "seed {seed}, shrunk to {} operations: merged and unmerged differ on\n{}\nmerged: {:#?}\nunmerged: {:#?}",
        ops.sum::<usize>(),
        as_rust(&least),
        engine(&least, true),
        engine(&least, false),
    )
}

fn explored(program: &Program, merge: bool) -> Counts {
    let options = Options {
        merge,
        max_states: MOST,
        ..Options::default()
    };
    let program = program.clone();
    let source = (
        "crates/explored-std/tests/random_programs.rs",
        include_str!("random_programs.rs"),
    );
    engine::outcomes(move || run(&program), source, &options)
}

#[derive(Default)]
struct Shared {
    mutexes: [Mutex<u32>; 2],
    condvar: Condvar,
    lock: RwLock<u32>,
    once: OnceLock<u32>,
    atomic: AtomicU32,
}

#[derive(Clone)]
enum Sender {
    Free(mpsc::Sender<u32>),
    Bounded(mpsc::SyncSender<u32>),
}

/// What one thread has.
struct Own<'a> {
    shared: &'a Shared,
    barrier: &'a Barrier,
    sender: Option<Sender>,
    receiver: Option<Receiver<u32>>,
    unparks: Option<Thread>,
    log: Vec<u32>,
}

/// As `as_rust` writes it.
fn run(program: &Program) {
    let shared = Shared::default();
    let barrier = Barrier::new(2);
    let (shared, barrier) = (&shared, &barrier);
    let main = thread::current();
    let (sender, receiver) = match program.bound {
        None => {
            let (sender, receiver) = mpsc::channel();
            (Sender::Free(sender), receiver)
        }
        Some(bound) => {
            let (sender, receiver) = mpsc::sync_channel(bound);
            (Sender::Bounded(sender), receiver)
        }
    };
    let mut log = vec![];
    let ends: Vec<Option<Vec<u32>>> = thread::scope(|s| {
        let mut children = vec![];
        for ops in &program.threads {
            let (sender, main) = (sender.clone(), main.clone());
            children.push(s.spawn(move || {
                let mut own = Own {
                    shared,
                    barrier,
                    sender: Some(sender),
                    receiver: None,
                    unparks: Some(main),
                    log: vec![],
                };
                own.perform(ops);
                own.sender = None;
                own.log
            }));
        }
        drop(sender);
        let mut own = Own {
            shared,
            barrier,
            sender: None,
            receiver: Some(receiver),
            unparks: children.first().map(|child| child.thread().clone()),
            log: vec![],
        };
        own.perform(&program.main);
        own.receiver = None;
        log = own.log;
        children
            .into_iter()
            .map(|child| child.join().ok())
            .collect()
    });
    println!("{log:?} {ends:?}");
}

impl Own<'_> {
    fn perform(&mut self, ops: &[Op]) {
        for op in ops {
            if let Some(learnt) = self.do_one(op) {
                self.log.push(learnt);
            }
        }
    }

    fn do_one(&mut self, op: &Op) -> Option<u32> {
        let Shared {
            mutexes,
            condvar,
            lock,
            once,
            atomic,
        } = self.shared;
        let short = Duration::from_millis(1);
        match op {
            Op::Add(n) => return Some(atomic.fetch_add(*n, SeqCst)),
            Op::Load => return Some(atomic.load(SeqCst)),
            Op::Store(n) => atomic.store(*n, SeqCst),
            Op::Exchange(old, new) => {
                let seen = atomic.compare_exchange(*old, *new, SeqCst, SeqCst);
                return Some(seen.unwrap_or_else(|seen| 50 + seen));
            }
            Op::Lock(mutex, body) => {
                let guard = mutexes[*mutex].lock();
                let mut guard = guard.unwrap_or_else(|poisoned| {
                    self.log.push(99);
                    poisoned.into_inner()
                });
                self.grow(&mut guard);
                self.perform(body);
            }
            Op::Write(body) => {
                let mut guard = lock.write().unwrap_or_else(|poisoned| {
                    self.log.push(99);
                    poisoned.into_inner()
                });
                self.grow(&mut guard);
                self.perform(body);
            }
            Op::Read(body) => {
                let guard = lock.read().unwrap_or_else(|poisoned| {
                    self.log.push(99);
                    poisoned.into_inner()
                });
                self.log.push(*guard);
                self.perform(body);
            }
            Op::TryLock(mutex, body) => {
                if let Some(mut guard) = self.tried(mutexes[*mutex].try_lock()) {
                    self.grow(&mut guard);
                    self.perform(body);
                }
            }
            Op::TryWrite(body) => {
                if let Some(mut guard) = self.tried(lock.try_write()) {
                    self.grow(&mut guard);
                    self.perform(body);
                }
            }
            Op::TryRead(body) => {
                if let Some(guard) = self.tried(lock.try_read()) {
                    self.log.push(*guard);
                    self.perform(body);
                }
            }
            Op::Wait => {
                let guard = mutexes[0].lock().unwrap_or_else(PoisonError::into_inner);
                let guard = condvar.wait(guard);
                let mut guard = guard.unwrap_or_else(PoisonError::into_inner);
                self.grow(&mut guard);
            }
            Op::WaitTimeout => {
                let guard = mutexes[0].lock().unwrap_or_else(PoisonError::into_inner);
                let end = condvar.wait_timeout(guard, short);
                let (mut guard, end) = end.unwrap_or_else(PoisonError::into_inner);
                *guard += 1;
                self.log.push(*guard + if end.timed_out() { 70 } else { 0 });
            }
            Op::NotifyOne => condvar.notify_one(),
            Op::NotifyAll => condvar.notify_all(),
            Op::Send(n) => return Some(self.send(*n)),
            Op::TrySend(n) => return Some(self.try_send(*n)),
            Op::Receive => return Some(self.receiver().recv().unwrap_or(62)),
            Op::TryReceive => {
                return Some(match self.receiver().try_recv() {
                    Ok(n) => n,
                    Err(TryRecvError::Empty) => 63,
                    Err(TryRecvError::Disconnected) => 64,
                });
            }
            Op::ReceiveTimeout => {
                return Some(match self.receiver().recv_timeout(short) {
                    Ok(n) => n,
                    Err(RecvTimeoutError::Timeout) => 65,
                    Err(RecvTimeoutError::Disconnected) => 66,
                });
            }
            Op::Barrier => return Some(u32::from(self.barrier.wait().is_leader())),
            Op::GetOrInit(n) => return Some(*once.get_or_init(|| *n)),
            Op::Get => return Some(once.get().copied().unwrap_or(67)),
            Op::Park => thread::park(),
            Op::Unpark => self.unparks.as_ref().expect("somebody").unpark(),
            Op::Panic => std::panic::resume_unwind(Box::new("on purpose")),
        }
        None
    }

    fn grow(&mut self, value: &mut u32) {
        *value += 1;
        self.log.push(*value);
    }

    fn tried<G>(&mut self, tried: Result<G, TryLockError<G>>) -> Option<G> {
        match tried {
            Ok(guard) => Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => {
                self.log.push(99);
                Some(poisoned.into_inner())
            }
            Err(TryLockError::WouldBlock) => {
                self.log.push(98);
                None
            }
        }
    }

    fn send(&self, n: u32) -> u32 {
        let sent = match self.sender.as_ref().expect("threads send") {
            Sender::Free(sender) => sender.send(n),
            Sender::Bounded(sender) => sender.send(n),
        };
        u32::from(sent.is_ok())
    }

    fn try_send(&self, n: u32) -> u32 {
        let Some(Sender::Bounded(sender)) = &self.sender else {
            return self.send(n);
        };
        match sender.try_send(n) {
            Ok(()) => 1,
            Err(TrySendError::Full(_)) => 60,
            Err(TrySendError::Disconnected(_)) => 61,
        }
    }

    fn receiver(&self) -> &Receiver<u32> {
        self.receiver.as_ref().expect("main receives")
    }
}
