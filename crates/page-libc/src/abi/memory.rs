//! The heap, and bytes compared one by one.

use core::arch::wasm32::{memory_grow, memory_size};
use core::ffi::{c_char, c_int, c_void};
use core::ptr::{copy_nonoverlapping, null_mut};

use super::{EINVAL, ENOMEM, fail};
use crate::heap::{self, Fresh, Heap};
use crate::lock::Locked;

static HEAP: Locked<Heap> = Locked::new(Heap::new());

const PAGE: usize = 1 << 16;

/// Memory grows by a megabyte at least: growing stops all threads.
const STEP: usize = 16 * PAGE;

unsafe extern "C" {
    /// Where the linker's own data ends.
    static __heap_base: u8;
}

/// Only the heap grows the memory, so its parts follow one another.
fn more(first: bool) -> impl FnOnce(usize) -> Fresh {
    move |wanted| {
        let end = memory_size(0) * PAGE;
        let start = (&raw const __heap_base) as usize;
        if first && end - start >= wanted {
            return Some((start, end));
        }
        let grown = |bytes: usize| {
            let old = memory_grow(0, bytes.div_ceil(PAGE));
            (old != usize::MAX).then(|| (old * PAGE, memory_size(0) * PAGE))
        };
        let (from, to) = grown(wanted.max(STEP)).or_else(|| grown(wanted))?;
        Some((if first { start } else { from }, to))
    }
}

pub fn allocate(size: usize, align: usize) -> *mut c_void {
    // SAFETY: `more` gives each part of the memory once.
    let address = HEAP.with(|heap| unsafe { heap.allocate(size, align, more(heap.is_new())) });
    if address == 0 {
        fail(ENOMEM);
    }
    address as *mut c_void
}

/// `std::alloc::System`, for what needs no special alignment.
#[unsafe(no_mangle)]
extern "C" fn malloc(size: usize) -> *mut c_void {
    allocate(size, heap::ALIGN)
}

/// `std::alloc::System::alloc_zeroed`.
#[unsafe(no_mangle)]
extern "C" fn calloc(count: usize, size: usize) -> *mut c_void {
    let Some(size) = count.checked_mul(size) else {
        fail(ENOMEM);
        return null_mut();
    };
    let block = malloc(size);
    if !block.is_null() {
        // SAFETY: the block is new and large enough.
        unsafe { block.write_bytes(0, size) };
    }
    block
}

/// `std::alloc::System::dealloc`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn free(block: *mut c_void) {
    if !block.is_null() {
        // SAFETY: the caller's.
        HEAP.with(|heap| unsafe { heap.free(block as usize) });
    }
}

/// `std::alloc::System::realloc`.
#[unsafe(no_mangle)]
unsafe extern "C" fn realloc(block: *mut c_void, size: usize) -> *mut c_void {
    if block.is_null() {
        return malloc(size);
    }
    // SAFETY: the caller's; the header of a block in use is not written to.
    let usable = unsafe { heap::usable(block as usize) };
    if size <= usable {
        return block;
    }
    let new = malloc(size);
    if !new.is_null() {
        // SAFETY: both blocks hold `usable` bytes, and are apart.
        unsafe {
            copy_nonoverlapping(block as *const u8, new as *mut u8, usable);
            free(block);
        }
    }
    new
}

/// `std::alloc::System`, for a special alignment.
#[unsafe(no_mangle)]
unsafe extern "C" fn posix_memalign(to: *mut *mut c_void, align: usize, size: usize) -> c_int {
    if !align.is_power_of_two() {
        return EINVAL;
    }
    let block = allocate(size, align);
    if block.is_null() {
        return ENOMEM;
    }
    // SAFETY: the caller's.
    unsafe { *to = block };
    0
}

/// The compiler, for comparing slices. `core` only says `bcmp` where the order
/// does not matter.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn memcmp(a: *const u8, b: *const u8, count: usize) -> c_int {
    for i in 0..count {
        // SAFETY: the caller's.
        let (x, y) = unsafe { (*a.add(i), *b.add(i)) };
        if x != y {
            return c_int::from(x) - c_int::from(y);
        }
    }
    0
}

/// As `memcmp`.
#[unsafe(no_mangle)]
unsafe extern "C" fn bcmp(a: *const u8, b: *const u8, count: usize) -> c_int {
    // SAFETY: the caller's.
    unsafe { memcmp(a, b, count) }
}

/// `core::ffi::CStr::from_ptr`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn strlen(text: *const c_char) -> usize {
    let mut length = 0;
    // SAFETY: the caller's: there is a 0.
    while unsafe { *text.add(length) } != 0 {
        length += 1;
    }
    length
}
