//! The file that the linker starts a program with: it only calls the library.

#![no_std]
#![no_main]

unsafe extern "C" {
    fn course_start();
}

#[unsafe(no_mangle)]
unsafe extern "C" fn _start() {
    // SAFETY: the page calls this once.
    unsafe { course_start() }
}
