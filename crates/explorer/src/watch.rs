//! What no step ends: a crash, and a loop without any operation. A signal comes
//! for either, and says the thread and the line before the process ends.

use crate::place::Place;
use crate::world::World;
use libc::{c_int, c_void, siginfo_t};
use std::cell::Cell;
use std::mem::zeroed;
use std::ptr::null_mut;
use std::sync::OnceLock;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

/// Of the processor, not of the clock: on a busy machine nothing is judged sooner.
const TICK_MICROSECONDS: i64 = 700_000;
/// Looking up a line needs as much as a thread does.
const STACK_BYTES: usize = 1024 * 1024;
const CRASHES: [c_int; 5] = [
    libc::SIGSEGV,
    libc::SIGBUS,
    libc::SIGABRT,
    libc::SIGILL,
    libc::SIGFPE,
];

static LISTING: OnceLock<String> = OnceLock::new();
/// Odd while a thread of the listing runs.
static SWITCHES: AtomicU64 = AtomicU64::new(0);
static AT_LAST_TICK: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// The lowest address of the running thread's stack.
    static STACK: Cell<usize> = const { Cell::new(0) };
}

/// A thread of the listing goes on, on this stack; `left` when it gives way.
pub fn entered(stack: usize) {
    STACK.set(stack);
    SWITCHES.fetch_add(1, Relaxed);
}

pub fn left() {
    SWITCHES.fetch_add(1, Relaxed);
}

/// From here on this process, which runs one listing, says how it crashed.
pub fn watch(listing: &str) {
    if LISTING.set(listing.into()).is_err() {
        return;
    }
    let stack = Box::leak(vec![0u8; STACK_BYTES].into_boxed_slice());
    let stack = libc::stack_t {
        ss_sp: stack.as_mut_ptr().cast(),
        ss_flags: 0,
        ss_size: STACK_BYTES,
    };
    // SAFETY: the stack is never freed, and the handlers have the type that
    // `SA_SIGINFO` asks for.
    unsafe {
        libc::sigaltstack(&stack, null_mut());
        for crash in CRASHES {
            handle(crash, crashed);
        }
        handle(libc::SIGVTALRM, ticked);
        let tick = libc::timeval {
            tv_sec: 0,
            tv_usec: TICK_MICROSECONDS as _,
        };
        let timer = libc::itimerval {
            it_interval: tick,
            it_value: tick,
        };
        libc::setitimer(libc::ITIMER_VIRTUAL, &timer, null_mut());
    }
}

type Handler = extern "C" fn(c_int, *mut siginfo_t, *mut c_void);

unsafe fn handle(signal: c_int, handler: Handler) {
    // SAFETY: zeroes are a set of no signals, and no flags.
    let mut action: libc::sigaction = unsafe { zeroed() };
    action.sa_sigaction = handler as usize;
    action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_RESTART;
    // SAFETY: the action is whole.
    unsafe { libc::sigaction(signal, &action, null_mut()) };
}

extern "C" fn crashed(signal: c_int, info: *mut siginfo_t, _: *mut c_void) {
    // SAFETY: with `SA_SIGINFO`, there is one.
    let address = unsafe { (*info).si_addr() } as usize;
    let overflow = STACK.get().abs_diff(address) < STACK_BYTES / 4;
    let faults = signal == libc::SIGSEGV || signal == libc::SIGBUS;
    end_with(match signal {
        _ if faults && overflow => {
            "overflows its stack (SIGSEGV), which has 1 MB here: a recursion without end, or a large value on the stack"
        }
        libc::SIGABRT => "aborts (SIGABRT): a panic inside a panic, or `abort`",
        _ if faults => "reads or writes memory that is not its own (SIGSEGV)",
        libc::SIGFPE => "is stopped by its arithmetic (SIGFPE)",
        _ => "is stopped by an instruction that is none (SIGILL)",
    });
}

extern "C" fn ticked(_: c_int, _: *mut siginfo_t, _: *mut c_void) {
    let switches = SWITCHES.load(Relaxed);
    if AT_LAST_TICK.swap(switches, Relaxed) == switches && !switches.is_multiple_of(2) {
        end_with(
            "has computed for a second without any operation that others could see: \
             a loop that never ends, or too much work to explore",
        );
    }
}

/// The process is lost: what is looked up here may fail, but not hang.
fn end_with(what: &str) -> ! {
    // SAFETY: calls without memory of ours; the default of the alarm is to end.
    unsafe {
        libc::signal(libc::SIGALRM, libc::SIG_DFL);
        libc::alarm(2);
    }
    let listing = LISTING.get().map_or("", String::as_str);
    let at = Place::frame();
    let who = World::running_thread().unwrap_or_else(|| "a thread".into());
    let said = format!("{listing}: {at}: {who} {what}\n");
    // SAFETY: the text lives until the process ends.
    unsafe {
        libc::write(2, said.as_ptr().cast(), said.len());
        libc::_exit(1)
    }
}
