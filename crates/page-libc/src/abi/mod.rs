//! The names that the standard library links to. Each says who calls it.

mod env;
mod files;
mod instructions;
mod math;
mod memory;
mod start;
mod stdio;
mod threads;
mod time;

use core::ffi::c_int;

/// Error numbers, as WASI has them.
const EAGAIN: c_int = 6;
const EINVAL: c_int = 28;
const ENOMEM: c_int = 48;
const ENOSYS: c_int = 52;

/// `std::sys::io::error`: why the last call failed, in this thread.
#[thread_local]
#[unsafe(no_mangle)]
static mut errno: c_int = 0;

fn fail(why: c_int) -> c_int {
    // SAFETY: each thread has its own.
    unsafe { errno = why };
    -1
}
