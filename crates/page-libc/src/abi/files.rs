//! There are no files in a page: whatever `std::fs` and `std::env` ask for is
//! refused as « not supported », which a listing can print.

use core::ffi::{c_char, c_int, c_void};
use core::ptr::null_mut;

use super::{ENOSYS, fail};

type Text = *const c_char;

macro_rules! refused {
    ($($name:ident($($argument:ty),*);)*) => {
        $(
            #[unsafe(no_mangle)]
            extern "C" fn $name($(_: $argument),*) -> c_int {
                fail(ENOSYS)
            }
        )*
    };
}

// Those that C lets take more arguments get their address as the last one.
refused! {
    chdir(Text);
    chmod(Text, u32);
    close(c_int);
    closedir(*mut c_void);
    dirfd(*mut c_void);
    fchmod(c_int, u32);
    fcntl(c_int, c_int, *const c_void);
    fstat(c_int, *mut c_void);
    fsync(c_int);
    ftruncate(c_int, i64);
    futimens(c_int, *const c_void);
    linkat(c_int, Text, c_int, Text, c_int);
    lstat(Text, *mut c_void);
    mkdir(Text, u32);
    open(Text, c_int, *const c_void);
    openat(c_int, Text, c_int, *const c_void);
    pread(c_int, *mut c_void, usize, i64);
    pwrite(c_int, *const c_void, usize, i64);
    readlink(Text, *mut c_char, usize);
    rename(Text, Text);
    rmdir(Text);
    setenv(Text, Text, c_int);
    stat(Text, *mut c_void);
    symlink(Text, Text);
    unlink(Text);
    unlinkat(c_int, Text, c_int);
    unsetenv(Text);
    utimensat(c_int, Text, *const c_void, c_int);
}

macro_rules! without_address {
    ($($name:ident($($argument:ty),*);)*) => {
        $(
            #[unsafe(no_mangle)]
            extern "C" fn $name($(_: $argument),*) -> *mut c_void {
                fail(ENOSYS);
                null_mut()
            }
        )*
    };
}

without_address! {
    fdopendir(c_int);
    getcwd(*mut c_char, usize);
    opendir(Text);
    readdir(*mut c_void);
    realpath(Text, *mut c_char);
}

/// `std::fs::File::seek`.
#[unsafe(no_mangle)]
extern "C" fn lseek(_: c_int, _: i64, _: c_int) -> i64 {
    fail(ENOSYS).into()
}
