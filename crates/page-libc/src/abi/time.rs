//! Clocks and sleep.

use core::ffi::{c_int, c_long};

use super::{EINVAL, fail};
use crate::futex;

#[link(wasm_import_module = "wasi_snapshot_preview1")]
unsafe extern "C" {
    fn clock_time_get(id: u32, precision: u64, to: *mut u64) -> c_int;
}

/// A clock is known by its address, as in C for WASI.
#[repr(C)]
pub struct Clock {
    id: u32,
}

/// `std::time::SystemTime`.
#[unsafe(no_mangle)]
static _CLOCK_REALTIME: Clock = Clock { id: 0 };
/// `std::time::Instant`, `std::thread::sleep`.
#[unsafe(no_mangle)]
static _CLOCK_MONOTONIC: Clock = Clock { id: 1 };

#[repr(C)]
struct Timespec {
    seconds: i64,
    nanoseconds: c_long,
}

const SECOND: i64 = 1_000_000_000;
const ABSOLUTE: c_int = 1;

/// Nanoseconds, or None if the page refuses.
fn now(clock: &Clock) -> Option<i64> {
    let mut time = 0;
    // SAFETY: the page writes 8 bytes there.
    let refused = unsafe { clock_time_get(clock.id, 1, &mut time) };
    (refused == 0).then_some(time as i64)
}

/// `std::time::Instant::now`, `SystemTime::now`.
#[unsafe(no_mangle)]
unsafe extern "C" fn clock_gettime(clock: &Clock, to: *mut Timespec) -> c_int {
    let Some(time) = now(clock) else {
        return fail(EINVAL);
    };
    // SAFETY: the caller's.
    unsafe {
        *to = Timespec {
            seconds: time.div_euclid(SECOND),
            nanoseconds: time.rem_euclid(SECOND) as c_long,
        };
    }
    0
}

/// `std::thread::sleep`, `sleep_until`. Gives an error number, not -1.
#[unsafe(no_mangle)]
unsafe extern "C" fn clock_nanosleep(
    clock: &Clock,
    flags: c_int,
    wanted: *const Timespec,
    _left: *mut Timespec,
) -> c_int {
    // SAFETY: the caller's.
    let wanted = unsafe { &*wanted };
    let nanoseconds = wanted
        .seconds
        .saturating_mul(SECOND)
        .saturating_add(wanted.nanoseconds.into());
    let sleep = match flags & ABSOLUTE {
        0 => nanoseconds,
        _ => match now(clock) {
            Some(time) => nanoseconds.saturating_sub(time),
            None => return EINVAL,
        },
    };
    if sleep > 0 {
        futex::sleep(sleep);
    }
    0
}
