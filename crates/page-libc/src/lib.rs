//! The C library under the listings that run in a page.
//!
//! The standard library for `wasm32-wasip1-threads` asks a C library for its
//! heap, threads, clocks, standard streams and environment; locks, condition
//! variables and parking are its own, over two instructions of WebAssembly.
//! README.md says what is asked, by whom, and what is refused.
//!
//! What can be tested anywhere is in `heap`, `lock`, `futex`, `keys` and
//! `thread`; it runs over `sys`, which is WebAssembly's instructions and the
//! page, or the standard library in tests. `abi` gives it the names that the
//! standard library links to.

#![cfg_attr(all(target_family = "wasm", not(test)), no_std)]
#![cfg_attr(
    all(target_family = "wasm", not(test)),
    feature(thread_local, asm_experimental_arch)
)]
// Or the compiler could make of `strlen` a call of `strlen`.
#![no_builtins]
// Only `abi` uses all of it.
#![cfg_attr(any(test, not(target_family = "wasm")), allow(dead_code))]

#[cfg(all(target_family = "wasm", not(test)))]
mod abi;
mod futex;
mod heap;
mod keys;
mod lock;
#[cfg_attr(not(all(target_family = "wasm", not(test))), path = "sys_std.rs")]
mod sys;
mod thread;
