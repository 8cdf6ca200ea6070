//! What the library is built on: two instructions, and the page
//! (`theme/js/run/thread.js`).

use core::sync::atomic::AtomicU32;

// The page’s part, beside WASI: it draws who waits, it slows time down, and
// it says how a program ended.
#[link(wasm_import_module = "course")]
unsafe extern "C" {
    #[link_name = "blocks"]
    safe fn page_blocks(why: u32, what: usize, timeout: i64) -> i64;
    #[link_name = "runs"]
    safe fn page_runs();
    #[link_name = "deadlock"]
    safe fn page_deadlock();
}

unsafe extern "C" {
    /// The bare instructions (`abi/instructions.rs`): the build leaves these
    /// two functions alone when it replaces the instructions elsewhere.
    fn course_bare_wait(word: *const AtomicU32, expected: u32, timeout: i64) -> u32;
    fn course_bare_notify(word: *const AtomicU32, count: u32) -> u32;
}

pub fn wait(word: &AtomicU32, expected: u32, timeout: i64) -> u32 {
    // SAFETY: the word is alive, and aligned to 4.
    unsafe { course_bare_wait(word, expected, timeout) }
}

pub fn notify(word: &AtomicU32, count: u32) -> u32 {
    // SAFETY: as above.
    unsafe { course_bare_notify(word, count) }
}

/// The calling thread is about to wait: for what, and for at most how long.
/// Gives how long to wait really.
pub fn blocks(why: u32, what: usize, timeout: i64) -> i64 {
    page_blocks(why, what, timeout)
}

/// The calling thread goes on.
pub fn runs() {
    page_runs();
}

/// Every thread waits for another one.
pub fn deadlock() {
    page_deadlock();
}
