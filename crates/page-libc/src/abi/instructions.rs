//! What only instructions can say.

use core::arch::global_asm;

// `memcpy`, `memmove`, `memset`: the compiler, for any copy.
//
// `wasi_thread_start`: the page, in a new worker, with the thread's number and
// the address of its `Thread`. Compiled code needs a stack and locals, so they
// are set here. `course_stack_end` is where the stack must stop; the build
// compares the stack pointer with it in every function that uses the stack.
// 0, as in the main thread, never stops: there, the stack ends at address 0.
//
// `course_disturb`: put by the build after atomic instructions, where it is
// called until the page has said that it leaves this thread alone (`course_calm`).
global_asm!(
    r#"
    .globl memcpy
    .type memcpy,@function
memcpy:
    .functype memcpy (i32, i32, i32) -> (i32)
    local.get 0
    local.get 1
    local.get 2
    memory.copy 0, 0
    local.get 0
    end_function

    .globl memmove
    .type memmove,@function
memmove:
    .functype memmove (i32, i32, i32) -> (i32)
    local.get 0
    local.get 1
    local.get 2
    memory.copy 0, 0
    local.get 0
    end_function

    .globl memset
    .type memset,@function
memset:
    .functype memset (i32, i32, i32) -> (i32)
    local.get 0
    local.get 1
    local.get 2
    memory.fill 0
    local.get 0
    end_function

    .globl course_bare_wait
    .type course_bare_wait,@function
course_bare_wait:
    .functype course_bare_wait (i32, i32, i64) -> (i32)
    local.get 0
    local.get 1
    local.get 2
    memory.atomic.wait32 0
    end_function

    .globl course_bare_notify
    .type course_bare_notify,@function
course_bare_notify:
    .functype course_bare_notify (i32, i32) -> (i32)
    local.get 0
    local.get 1
    memory.atomic.notify 0
    end_function

    .globaltype course_stack_end, i32
    .globl course_stack_end
course_stack_end:

    .globaltype __stack_pointer, i32
    .functype __wasm_init_tls (i32) -> ()
    .functype course_thread (i32, i32) -> ()
    .globl wasi_thread_start
    .type wasi_thread_start,@function
    .export_name wasi_thread_start, wasi_thread_start
wasi_thread_start:
    .functype wasi_thread_start (i32, i32) -> ()
    local.get 1
    i32.load 0
    global.set __stack_pointer
    local.get 1
    i32.load 4
    global.set course_stack_end
    local.get 1
    i32.load 8
    call __wasm_init_tls
    local.get 0
    local.get 1
    call course_thread
    end_function

    .globaltype course_calm, i32
    .globl course_calm
course_calm:

    .functype course_meets () -> (i32)
    .import_module course_meets, course
    .import_name course_meets, meets
    .globl course_disturb
    .type course_disturb,@function
course_disturb:
    .functype course_disturb () -> ()
    call course_meets
    global.set course_calm
    end_function

    .globaltype __tls_size, i32, immutable
    .globl course_locals_size
    .type course_locals_size,@function
course_locals_size:
    .functype course_locals_size () -> (i32)
    global.get __tls_size
    end_function

    .globaltype __tls_align, i32, immutable
    .globl course_locals_align
    .type course_locals_align,@function
course_locals_align:
    .functype course_locals_align () -> (i32)
    global.get __tls_align
    end_function
"#
);

// The tag of the exceptions that panics are made of; `libunwind` throws them.
global_asm!(
    r#"
    .globl __cpp_exception
    .tagtype __cpp_exception i32
__cpp_exception:
"#
);
