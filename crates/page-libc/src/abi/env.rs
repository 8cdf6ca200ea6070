//! The environment (`RUST_MIN_STACK`, `RAYON_NUM_THREADS`, …), and error texts.

use core::ffi::{c_char, c_int, c_long};
use core::ptr::null_mut;

use super::memory::{allocate, memcmp, strlen};
use super::{EAGAIN, EINVAL, ENOMEM, ENOSYS};
use crate::lock::Locked;

#[link(wasm_import_module = "wasi_snapshot_preview1")]
unsafe extern "C" {
    fn environ_sizes_get(count: *mut usize, length: *mut usize) -> c_int;
    fn environ_get(entries: *mut *mut c_char, text: *mut c_char) -> c_int;
}

/// The address of the list of entries, once it was asked of the page.
static ENTRIES: Locked<usize> = Locked::new(0);

/// `NAME=value` entries, then a null. Null alone if the page gives none.
fn entries() -> *mut *mut c_char {
    ENTRIES.with(|known| {
        if *known == 0 {
            *known = load() as usize;
        }
        *known as *mut *mut c_char
    })
}

fn load() -> *mut *mut c_char {
    let (mut count, mut length) = (0, 0);
    // SAFETY: the page fills what it said it would, in blocks of that size,
    // which live as long as the program.
    unsafe {
        if environ_sizes_get(&mut count, &mut length) != 0 {
            (count, length) = (0, 0);
        }
        let list = allocate((count + 1) * size_of::<*mut c_char>(), 16) as *mut *mut c_char;
        let text = allocate(length, 16) as *mut c_char;
        if list.is_null() || text.is_null() {
            core::arch::wasm32::unreachable();
        }
        *list = null_mut();
        *list.add(count) = null_mut();
        if environ_get(list, text) != 0 {
            *list = null_mut();
        }
        list
    }
}

/// `std::env::vars`.
#[unsafe(no_mangle)]
extern "C" fn __wasilibc_get_environ() -> *mut *mut c_char {
    entries()
}

/// `std::env::var`.
#[unsafe(no_mangle)]
unsafe extern "C" fn getenv(name: *const c_char) -> *mut c_char {
    // SAFETY: the list ends with a null, each entry and the name with a 0.
    unsafe {
        let length = strlen(name);
        let mut entry = entries();
        while !(*entry).is_null() {
            let text = *entry;
            if strlen(text) > length
                && memcmp(text.cast(), name.cast(), length) == 0
                && *text.add(length) == b'=' as c_char
            {
                return text.add(length + 1);
            }
            entry = entry.add(1);
        }
    }
    null_mut()
}

/// `std::io::Error`, when it is shown.
#[unsafe(no_mangle)]
unsafe extern "C" fn strerror_r(error: c_int, to: *mut c_char, size: usize) -> c_int {
    let text: &[u8] = match error {
        EAGAIN => b"resource temporarily unavailable",
        EINVAL => b"invalid argument",
        ENOMEM => b"out of memory",
        ENOSYS => b"not supported in a page",
        _ => b"error",
    };
    let length = text.len().min(size.saturating_sub(1));
    // SAFETY: `size` bytes are the caller's.
    unsafe {
        to.copy_from_nonoverlapping(text.as_ptr().cast(), length);
        *to.add(length) = 0;
    }
    0
}

/// `std::sys::pal::wasi::conf::page_size`, when a stack size was refused.
#[unsafe(no_mangle)]
extern "C" fn sysconf(_: c_int) -> c_long {
    1 << 16
}
