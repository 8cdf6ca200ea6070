//! Threads, and what each keeps for itself.

use core::ffi::{c_int, c_void};
use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::Release;

use super::memory::{allocate, free};
use super::{EAGAIN, EINVAL};
use crate::futex;
use crate::keys::{self, Destructor, Values};
use crate::sys;
use crate::thread::{self, Body, Thread};

#[link(wasm_import_module = "wasi")]
unsafe extern "C" {
    /// The page: start `wasi_thread_start` in a worker. The thread's number, or
    /// a negative number.
    #[link_name = "thread-spawn"]
    fn thread_spawn(thread: *mut Thread) -> i32;
}

unsafe extern "C" {
    safe fn course_locals_size() -> usize;
    safe fn course_locals_align() -> usize;
}

#[thread_local]
static VALUES: Values = Values::new();

/// What a thread is asked to be; POSIX keeps it in a larger structure.
#[repr(C)]
struct Attributes {
    stack: usize,
}

/// Of threads whose attributes say nothing.
const STACK: usize = 1 << 20;
const SMALLEST_STACK: usize = 2048;

/// `std::sys::thread::unix`, before it makes a thread.
#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_attr_init(attributes: *mut Attributes) -> c_int {
    // SAFETY: the caller's.
    unsafe { (*attributes).stack = STACK };
    0
}

/// `std::sys::thread::unix`.
#[unsafe(no_mangle)]
extern "C" fn pthread_attr_destroy(_: *mut Attributes) -> c_int {
    0
}

/// `std::thread::Builder::stack_size`.
#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_attr_setstacksize(attributes: *mut Attributes, size: usize) -> c_int {
    if size < SMALLEST_STACK {
        return EINVAL;
    }
    // SAFETY: the caller's.
    unsafe { (*attributes).stack = size };
    0
}

/// `std::thread::spawn`.
#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_create(
    to: *mut *mut Thread,
    attributes: *const Attributes,
    body: Body,
    argument: *mut c_void,
) -> c_int {
    // SAFETY: the caller's.
    let stack = unsafe { attributes.as_ref() }.map_or(STACK, |a| a.stack);
    let layout = thread::layout(stack, course_locals_size(), course_locals_align());
    let Some(layout) = layout else {
        return EAGAIN;
    };
    let block = allocate(layout.size, layout.align);
    if block.is_null() {
        return EAGAIN;
    }
    // SAFETY: the block is new, and has this layout.
    unsafe {
        let new = thread::prepare(block as usize, &layout, body, argument);
        // The new thread may end, and its block be freed, before this returns;
        // but nobody else joins or detaches it before.
        *to = new;
        let id = thread_spawn(new);
        if id < 0 {
            futex::unborn();
            free(block);
            return EAGAIN;
        }
        (*new).id.store(id as u32, Release);
    }
    0
}

/// `wasi_thread_start`, in the new thread.
#[unsafe(no_mangle)]
unsafe extern "C" fn course_thread(_id: u32, this: *mut Thread) {
    // SAFETY: `prepare` wrote it; it is gone only after `finish`.
    unsafe {
        ((*this).body)((*this).argument);
        VALUES.destroy();
        let block = (*this).block as *mut c_void;
        if thread::finish(this) {
            // This frees the stack that it runs on, and uses it no more.
            free(block);
        }
    }
}

/// `std::thread::JoinHandle::join`.
#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_join(thread: *mut Thread, _: *mut *mut c_void) -> c_int {
    // SAFETY: the caller's. Threads of the standard library give no result here.
    unsafe {
        thread::join(thread);
        free((*thread).block as *mut c_void);
    }
    0
}

/// A `JoinHandle` that is dropped.
#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_detach(thread: *mut Thread) -> c_int {
    // SAFETY: the caller's.
    unsafe {
        if thread::detach(thread) {
            free((*thread).block as *mut c_void);
        }
    }
    0
}

/// `std::thread::yield_now`: WebAssembly has no such instruction, but a thread
/// that waits gives its core away, for however short a time.
#[unsafe(no_mangle)]
extern "C" fn sched_yield() -> c_int {
    static NEVER: AtomicU32 = AtomicU32::new(0);
    const MOMENT_NS: i64 = 1_000;
    sys::wait(&NEVER, 0, MOMENT_NS);
    0
}

/// `std::sys::thread_local::key`, once.
#[unsafe(no_mangle)]
unsafe extern "C" fn pthread_key_create(to: *mut u32, destructor: Option<Destructor>) -> c_int {
    let Some(key) = keys::create(destructor) else {
        return EAGAIN;
    };
    // SAFETY: the caller's.
    unsafe { *to = key };
    0
}

/// `std::sys::thread_local::key`, when two threads made one at the same time.
#[unsafe(no_mangle)]
extern "C" fn pthread_key_delete(key: u32) -> c_int {
    keys::delete(key);
    0
}

/// `std::sys::thread_local::key`.
#[unsafe(no_mangle)]
extern "C" fn pthread_setspecific(key: u32, value: *mut c_void) -> c_int {
    if VALUES.set(key, value) { 0 } else { EINVAL }
}

/// `std::sys::thread_local::key`.
#[unsafe(no_mangle)]
extern "C" fn pthread_getspecific(key: u32) -> *mut c_void {
    VALUES.get(key)
}

/// The main thread ends: its values too are destroyed.
pub fn main_ends() {
    VALUES.destroy();
}

/// In the place of `memory.atomic.wait32`, put there by the build. `offset` is
/// the instruction's, `why` what the function that waits is for.
#[unsafe(no_mangle)]
unsafe extern "C" fn course_wait(
    address: usize,
    expected: u32,
    timeout: i64,
    offset: usize,
    why: u32,
) -> u32 {
    let address = address + offset;
    // SAFETY: the caller's, as for the instruction.
    unsafe { futex::wait(address as *const AtomicU32, expected, timeout, why, address) }
}

/// In the place of `memory.atomic.notify`.
#[unsafe(no_mangle)]
extern "C" fn course_notify(address: usize, count: u32, offset: usize) -> u32 {
    futex::notify((address + offset) as *const AtomicU32, count)
}

#[link(wasm_import_module = "course")]
unsafe extern "C" {
    #[link_name = "overflow"]
    safe fn page_overflow() -> !;
}

/// Put by the build where the stack pointer has passed `course_stack_end`.
#[unsafe(no_mangle)]
extern "C" fn course_overflow() -> ! {
    page_overflow()
}

unsafe extern "C" {
    /// `instructions.rs`.
    fn course_disturb();
}

/// Nothing calls these four before the build puts the calls in.
#[used]
static KEPT: (
    unsafe extern "C" fn(usize, u32, i64, usize, u32) -> u32,
    extern "C" fn(usize, u32, usize) -> u32,
    extern "C" fn() -> !,
    unsafe extern "C" fn(),
) = (course_wait, course_notify, course_overflow, course_disturb);
