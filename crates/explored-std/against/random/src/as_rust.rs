//! A program as a file of plain Rust, for Miri, shuttle or a reader.

use crate::program::{Op, Program};
use std::fmt::Write;

/// What a child's log is, and what `main` prints, is as the tests' interpreter
/// of the same programs has it.
pub fn as_rust(program: &Program) -> String {
    let channel = match program.bound {
        None => "channel::<u32>()".to_string(),
        Some(bound) => format!("sync_channel::<u32>({bound})"),
    };
    let mut text = format!(
        "{HEADER}
fn main() {{
    let (m0, m1, c, l) = (Mutex::new(0u32), Mutex::new(0u32), Condvar::new(), RwLock::new(0u32));
    let (b, o, a) = (Barrier::new(2), OnceLock::<u32>::new(), AtomicU32::new(0));
    let (m0, m1, c, l, b, o, a) = (&m0, &m1, &c, &l, &b, &o, &a);
    let main = thread::current();
    let (tx, rx) = {channel};
    let mut log: Vec<u32> = vec![];
    let ends: Vec<Option<Vec<u32>>> = thread::scope(|s| {{
        let mut children = vec![];
"
    );
    for ops in &program.threads {
        text.push_str(
            "        let (tx_of_it, main_of_it) = (tx.clone(), main.clone());
        children.push(s.spawn(move || {
            let (tx, main) = (tx_of_it, main_of_it);
            let mut log: Vec<u32> = vec![];
",
        );
        write_ops(&mut text, ops, 3, program.bound.is_some(), "main");
        text.push_str("            drop((tx, main));\n            log\n        }));\n");
    }
    text.push_str("        drop(tx);\n");
    write_ops(
        &mut text,
        &program.main,
        2,
        program.bound.is_some(),
        "children[0].thread()",
    );
    text.push_str(
        "        drop(rx);
        children.into_iter().map(|child| child.join().ok()).collect()
    });
    println!(\"{log:?} {ends:?}\");
}
",
    );
    text
}

const HEADER: &str = "#![allow(unused)]
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::{channel, sync_channel, RecvTimeoutError, TryRecvError, TrySendError};
use std::sync::{Barrier, Condvar, Mutex, OnceLock, PoisonError, RwLock, TryLockError};
use std::thread;
use std::time::Duration;

const SHORT: Duration = Duration::from_millis(1);
";

fn write_ops(text: &mut String, ops: &[Op], depth: usize, bounded: bool, unparked: &str) {
    for op in ops {
        let (open, body) = lines(op, bounded, unparked);
        let indent = "    ".repeat(depth);
        for line in open.lines() {
            writeln!(text, "{indent}{line}").expect("text can be written");
        }
        if let Some(body) = body {
            write_ops(text, body, depth + 1, bounded, unparked);
            writeln!(text, "{indent}}}").expect("text can be written");
        }
    }
}

/// The operation; one that guards others leaves its brace open.
fn lines<'a>(op: &'a Op, bounded: bool, unparked: &str) -> (String, Option<&'a [Op]>) {
    let whole = |text: &str| (text.to_string(), None);
    match op {
        Op::Add(n) => whole(&format!("log.push(a.fetch_add({n}, SeqCst));")),
        Op::Load => whole("log.push(a.load(SeqCst));"),
        Op::Store(n) => whole(&format!("a.store({n}, SeqCst);")),
        Op::Exchange(old, new) => whole(&format!(
            "log.push(a.compare_exchange({old}, {new}, SeqCst, SeqCst).unwrap_or_else(|seen| 50 + seen));"
        )),
        Op::Lock(mutex, body) => guarded(&format!("m{mutex}.lock()"), "mut ", GROW, body),
        Op::Write(body) => guarded("l.write()", "mut ", GROW, body),
        Op::Read(body) => guarded("l.read()", "", LOOK, body),
        Op::TryLock(mutex, body) => tried(&format!("m{mutex}.try_lock()"), "mut ", GROW, body),
        Op::TryWrite(body) => tried("l.try_write()", "mut ", GROW, body),
        Op::TryRead(body) => tried("l.try_read()", "", LOOK, body),
        Op::Wait => whole(
            "{
    let g = m0.lock().unwrap_or_else(PoisonError::into_inner);
    let mut g = c.wait(g).unwrap_or_else(PoisonError::into_inner);
    *g += 1;
    log.push(*g);
}",
        ),
        Op::WaitTimeout => whole(
            "{
    let g = m0.lock().unwrap_or_else(PoisonError::into_inner);
    let (mut g, end) = c.wait_timeout(g, SHORT).unwrap_or_else(PoisonError::into_inner);
    *g += 1;
    log.push(*g + if end.timed_out() { 70 } else { 0 });
}",
        ),
        Op::NotifyOne => whole("c.notify_one();"),
        Op::NotifyAll => whole("c.notify_all();"),
        Op::Send(n) => whole(&format!("log.push(u32::from(tx.send({n}).is_ok()));")),
        Op::TrySend(n) if bounded => whole(&format!(
            "log.push(match tx.try_send({n}) {{
    Ok(()) => 1,
    Err(TrySendError::Full(_)) => 60,
    Err(TrySendError::Disconnected(_)) => 61,
}});"
        )),
        Op::TrySend(n) => lines_of_send(*n),
        Op::Receive => whole("log.push(rx.recv().unwrap_or(62));"),
        Op::TryReceive => whole(
            "log.push(match rx.try_recv() {
    Ok(n) => n,
    Err(TryRecvError::Empty) => 63,
    Err(TryRecvError::Disconnected) => 64,
});",
        ),
        Op::ReceiveTimeout => whole(
            "log.push(match rx.recv_timeout(SHORT) {
    Ok(n) => n,
    Err(RecvTimeoutError::Timeout) => 65,
    Err(RecvTimeoutError::Disconnected) => 66,
});",
        ),
        Op::Barrier => whole("log.push(u32::from(b.wait().is_leader()));"),
        Op::GetOrInit(n) => whole(&format!("log.push(*o.get_or_init(|| {n}));")),
        Op::Get => whole("log.push(o.get().copied().unwrap_or(67));"),
        Op::Park => whole("thread::park();"),
        Op::Unpark => whole(&format!("{unparked}.unpark();")),
        Op::Panic => whole("std::panic::resume_unwind(Box::new(\"on purpose\"));"),
    }
}

const GROW: &str = "*g += 1;\n    log.push(*g);";
const LOOK: &str = "log.push(*g);";

fn guarded<'a>(
    call: &str,
    mutable: &str,
    first: &str,
    body: &'a [Op],
) -> (String, Option<&'a [Op]>) {
    let text = format!(
        "{{
    let {mutable}g = {call}.unwrap_or_else(|poisoned| {{ log.push(99); poisoned.into_inner() }});
    {first}"
    );
    (text, Some(body))
}

fn tried<'a>(call: &str, mutable: &str, first: &str, body: &'a [Op]) -> (String, Option<&'a [Op]>) {
    let text = format!(
        "let tried = match {call} {{
    Ok(g) => Some(g),
    Err(TryLockError::Poisoned(poisoned)) => {{ log.push(99); Some(poisoned.into_inner()) }}
    Err(TryLockError::WouldBlock) => {{ log.push(98); None }}
}};
if let Some({mutable}g) = tried {{
    {first}"
    );
    (text, Some(body))
}

/// A sender without bound has no `try_send`.
fn lines_of_send<'a>(n: u32) -> (String, Option<&'a [Op]>) {
    (format!("log.push(u32::from(tx.send({n}).is_ok()));"), None)
}

#[cfg(test)]
mod tests {
    use super::as_rust;
    use crate::program::{Op, Program};

    #[test]
    fn a_lock_is_a_block() {
        let program = Program {
            bound: None,
            main: vec![Op::Lock(0, vec![Op::Load])],
            threads: vec![],
        };
        let text = as_rust(&program);
        let block = "        {
            let mut g = m0.lock().unwrap_or_else(|poisoned| { log.push(99); poisoned.into_inner() });
            *g += 1;
            log.push(*g);
            log.push(a.load(SeqCst));
        }
";
        assert!(text.contains(block), "{text}");
    }
}
