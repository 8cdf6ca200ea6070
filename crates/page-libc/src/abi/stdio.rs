//! The standard streams: output goes to the page, input is at its end.

use core::ffi::{c_int, c_void};

use super::fail;

#[repr(C)]
pub struct Part {
    start: *const c_void,
    length: usize,
}

#[link(wasm_import_module = "wasi_snapshot_preview1")]
unsafe extern "C" {
    fn fd_write(fd: c_int, parts: *const Part, count: usize, written: *mut usize) -> c_int;
    fn fd_read(fd: c_int, parts: *const Part, count: usize, read: *mut usize) -> c_int;
}

fn answer(error: c_int, count: usize) -> isize {
    match error {
        0 => count as isize,
        _ => fail(error) as isize,
    }
}

/// `std::io::Stdout`, `Stderr`.
#[unsafe(no_mangle)]
unsafe extern "C" fn writev(fd: c_int, parts: *const Part, count: c_int) -> isize {
    let mut written = 0;
    // SAFETY: the caller's; the page checks every address.
    let error = unsafe { fd_write(fd, parts, count as usize, &mut written) };
    answer(error, written)
}

/// As `writev`.
#[unsafe(no_mangle)]
unsafe extern "C" fn write(fd: c_int, start: *const c_void, length: usize) -> isize {
    // SAFETY: as for `writev`.
    unsafe { writev(fd, &Part { start, length }, 1) }
}

/// `std::io::Stdin`.
#[unsafe(no_mangle)]
unsafe extern "C" fn readv(fd: c_int, parts: *const Part, count: c_int) -> isize {
    let mut read = 0;
    // SAFETY: as for `writev`.
    let error = unsafe { fd_read(fd, parts, count as usize, &mut read) };
    answer(error, read)
}

/// As `readv`.
#[unsafe(no_mangle)]
unsafe extern "C" fn read(fd: c_int, start: *mut c_void, length: usize) -> isize {
    // SAFETY: as for `readv`.
    unsafe { readv(fd, &Part { start, length }, 1) }
}

/// `std::io::IsTerminal`: it is a page.
#[unsafe(no_mangle)]
extern "C" fn isatty(_: c_int) -> c_int {
    0
}
