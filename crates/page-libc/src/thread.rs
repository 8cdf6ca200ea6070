//! Starting, ending and joining threads: one block of memory for each.

use core::ffi::c_void;
use core::mem::{align_of, size_of};
use core::sync::atomic::AtomicU32;
use core::sync::atomic::Ordering::{AcqRel, Acquire};

use crate::futex::{self, Why};

pub type Body = extern "C" fn(*mut c_void) -> *mut c_void;

/// What a thread is started with. The first three fields are read by the
/// instructions of `wasi_thread_start`, before any compiled code can run.
#[repr(C)]
pub struct Thread {
    pub stack_top: usize,
    pub stack_end: usize,
    pub locals: usize,
    pub body: Body,
    pub argument: *mut c_void,
    /// Set by the page's number for the thread, before anybody can join it.
    pub id: AtomicU32,
    ended: AtomicU32,
    /// How many of the two have let go: the thread, and whoever joins or
    /// detaches it. The second one frees the block.
    released: AtomicU32,
    pub block: usize,
}

/// Where in a block of `size` bytes each part is: `Thread`, then the thread's
/// locals, then its stack, which grows down to `stack_end`.
#[derive(Debug, PartialEq)]
pub struct Layout {
    pub size: usize,
    pub align: usize,
    pub locals: usize,
    pub stack_end: usize,
}

const STACK_ALIGN: usize = 16;

/// None if the sizes are beyond any memory.
pub fn layout(stack: usize, locals: usize, locals_align: usize) -> Option<Layout> {
    let align = locals_align.max(align_of::<Thread>()).max(STACK_ALIGN);
    let locals_at = size_of::<Thread>().checked_next_multiple_of(align)?;
    let stack_end = locals_at
        .checked_add(locals)?
        .checked_next_multiple_of(STACK_ALIGN)?;
    let size = stack_end
        .checked_add(stack)?
        .checked_next_multiple_of(STACK_ALIGN)?;
    Some(Layout {
        size,
        align,
        locals: locals_at,
        stack_end,
    })
}

/// Writes the start of a block; `futex::born` counts the thread from here on.
///
/// # Safety
/// `block` is `layout.size` bytes aligned to `layout.align`, nobody else's.
pub unsafe fn prepare(
    block: usize,
    layout: &Layout,
    body: Body,
    argument: *mut c_void,
) -> *mut Thread {
    let thread = block as *mut Thread;
    // SAFETY: the caller's.
    unsafe {
        thread.write(Thread {
            stack_top: block + layout.size,
            stack_end: block + layout.stack_end,
            locals: block + layout.locals,
            body,
            argument,
            id: AtomicU32::new(0),
            ended: AtomicU32::new(0),
            released: AtomicU32::new(0),
            block,
        });
    }
    futex::born();
    thread
}

/// The thread's last act. True if the block is now the caller's to free.
///
/// # Safety
/// Called once, by the thread itself; unless true, the block may be gone after.
pub unsafe fn finish(thread: *mut Thread) -> bool {
    // SAFETY: whoever joins or detaches passes `after_ends` before it frees.
    unsafe {
        futex::ends(&raw const (*thread).ended, || {
            (*thread).released.fetch_add(1, AcqRel) == 1
        })
    }
}

/// Waits for the thread to end. The block is then the caller's to free.
///
/// # Safety
/// The thread was neither joined nor detached before.
pub unsafe fn join(thread: *mut Thread) {
    // SAFETY: the caller's.
    unsafe {
        let ended = &raw const (*thread).ended;
        while (*ended).load(Acquire) == 0 {
            let id = (*thread).id.load(Acquire) as usize;
            futex::wait(ended, 0, -1, Why::Join as u32, id);
        }
    }
    futex::after_ends(|| ());
}

/// Lets the thread free its own block. True if it has ended already: the block
/// is then the caller's to free.
///
/// # Safety
/// As for `join`.
pub unsafe fn detach(thread: *mut Thread) -> bool {
    // SAFETY: the caller's; the thread is not about to let go as well.
    futex::after_ends(|| unsafe { (*thread).released.fetch_add(1, AcqRel) == 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::one_at_a_time;
    use std::alloc;

    extern "C" fn double(argument: *mut c_void) -> *mut c_void {
        let number = argument as *mut u32;
        unsafe { *number *= 2 };
        argument
    }

    #[test]
    fn the_parts_of_a_block_do_not_overlap() {
        let layout = layout(1000, 77, 32).unwrap();
        assert_eq!(layout.align, 32);
        assert_eq!(layout.locals % 32, 0);
        assert!(layout.locals >= size_of::<Thread>());
        assert!(layout.stack_end >= layout.locals + 77);
        assert!(layout.size >= layout.stack_end + 1000);
        assert_eq!(layout.size % 16, 0);
        assert_eq!(super::layout(usize::MAX - 100, 77, 16), None);
    }

    fn freed(block: usize, layout: &Layout) {
        let layout = alloc::Layout::from_size_align(layout.size, layout.align).unwrap();
        unsafe { alloc::dealloc(block as *mut u8, layout) };
    }

    /// A thread of the standard library in the place of a worker.
    fn run(number: &mut u32, leave: impl FnOnce(*mut Thread) -> bool) {
        let _alone = one_at_a_time();
        let layout = layout(64, 8, 8).unwrap();
        let shape = alloc::Layout::from_size_align(layout.size, layout.align).unwrap();
        let argument = &raw mut *number as *mut c_void;
        let thread = unsafe {
            let block = alloc::alloc(shape) as usize;
            prepare(block, &layout, double, argument) as usize
        };
        let worker = std::thread::spawn(move || unsafe {
            let thread = thread as *mut Thread;
            ((*thread).body)((*thread).argument);
            finish(thread)
        });
        let ours = leave(thread as *mut Thread);
        let its = worker.join().unwrap();
        assert!(ours != its, "one of the two frees the block");
        freed(thread, &layout);
        assert_eq!(futex::able(), 1);
    }

    #[test]
    fn a_joined_thread_has_done_its_work() {
        for _ in 0..50 {
            let mut number = 21;
            let seen = &raw mut number;
            run(&mut number, |thread| unsafe {
                join(thread);
                assert_eq!(*seen, 42);
                true
            });
        }
    }

    #[test]
    fn a_detached_thread_is_freed_once() {
        for _ in 0..50 {
            run(&mut 1, |thread| unsafe { detach(thread) });
        }
    }
}
