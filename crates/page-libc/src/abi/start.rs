//! How a program starts and ends.

use core::ffi::c_int;

use super::threads::main_ends;

#[link(wasm_import_module = "wasi_snapshot_preview1")]
unsafe extern "C" {
    safe fn proc_exit(code: c_int) -> !;
}

unsafe extern "C" {
    /// The linker's: what must run before `main`.
    fn __wasm_call_ctors();
    /// The compiler's: `fn main` under the standard library's own start.
    fn __main_void() -> c_int;
}

/// What a signal's abort is outside a page: 128 and SIGABRT.
const ABORTED: c_int = 134;

/// `crt1.rs`, which the page calls in the first worker.
#[unsafe(no_mangle)]
unsafe extern "C" fn course_start() {
    // SAFETY: called once, first.
    let code = unsafe {
        __wasm_call_ctors();
        __main_void()
    };
    exit(code)
}

/// `std::process::exit`.
#[unsafe(no_mangle)]
extern "C" fn exit(code: c_int) -> ! {
    main_ends();
    proc_exit(code)
}

/// `std::process::abort`: a failed allocation, a panic in a destructor.
#[unsafe(no_mangle)]
extern "C" fn abort() -> ! {
    proc_exit(ABORTED)
}
