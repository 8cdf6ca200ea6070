//! The allocator of a program that explores, and what is wrong with memory that was
//! freed: it is touched, or freed once more. Which address comes again is a choice.

use crate::blocks::{self, Gone, Turn, Whose, whose};
use crate::fiber;
use crate::ids::Way;
use crate::operation::{Event, Operation};
use crate::place::Place;
use crate::seen::{Seen, see};
use crate::step::{Step, done};
use crate::world::{Misuse, Pending, Ready, World, with};
use formats::Kind;
use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr::write_bytes;

/// For a façade to say: `#[global_allocator] static HEAP: Heap = Heap;`.
pub struct Heap;

// SAFETY: blocks are the system's. One that is kept is given back once, when nobody
// is left who had it; one that comes again was freed, with the same layout.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if whose() == Whose::Listing
            && blocks::is_reused(layout)
            && let Some(block) = choose(layout)
        {
            return block as *mut u8;
        }
        // SAFETY: as the caller says.
        unsafe { blocks::allocate(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: as the caller says.
        let gone = unsafe { blocks::free(block, layout) };
        if whose() == Whose::Listing {
            match gone {
                Gone::Free => {}
                Gone::Kept => note(block as usize, layout),
                Gone::Twice(freed) => misused(Misuse {
                    what: "freed again",
                    at: Place::frame(),
                    freed: freed.at,
                }),
            }
        }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        if whose() == Whose::Engine {
            // SAFETY: as the caller says.
            return unsafe { System.alloc_zeroed(layout) };
        }
        // SAFETY: as the caller says; the block is as large.
        unsafe {
            let block = self.alloc(layout);
            if !block.is_null() {
                write_bytes(block, 0, layout.size());
            }
            block
        }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if blocks::is_engines(block) {
            // SAFETY: as the caller says.
            return unsafe { System.realloc(block, layout, size) };
        }
        // SAFETY: as the caller says; both are as large as what is copied.
        unsafe {
            let new = self.alloc(Layout::from_size_align_unchecked(size, layout.align()));
            if !new.is_null() {
                new.copy_from_nonoverlapping(block, size.min(layout.size()));
                self.dealloc(block, layout);
            }
            new
        }
    }
}

/// The listing has freed a block.
fn note(block: usize, layout: Layout) {
    let _engine = Turn::engine();
    let at = Place::frame();
    blocks::say_where(block, at);
    let reused = with(|world| world.freed(block, layout, at));
    if reused && !blocks::is_reused(layout) {
        see(Seen::Address(layout.size(), layout.align()));
    }
}

/// Whether an address that was freed comes again, and which: as a step.
fn choose(layout: Layout) -> Option<usize> {
    let _engine = Turn::engine();
    let ways = move |world: &World| {
        let free = world.reusable(layout).count() as u32;
        (0..=free).map(Way::Rank).collect()
    };
    let way = Step::new(Kind::Allocate, Place::frame())
        .ready(Ready::ways(ways))
        .announce();
    let Some(rank) = way.rank().checked_sub(1) else {
        done("a new address");
        return None;
    };
    let (block, name) = with(|world| world.reuse(layout, rank as usize));
    blocks::revive(block);
    done(format!("{name} again"));
    Some(block)
}

/// An object of this kind is about to be used, which stands there.
pub fn used(kind: &'static str, address: usize) {
    if let Some(freed) = blocks::freed(address) {
        misused(Misuse {
            what: kind,
            at: Place::frame(),
            freed: freed.at,
        });
    }
}

/// The execution ends here.
fn misused(misuse: Misuse) -> ! {
    let _engine = Turn::engine();
    with(|world| {
        let operation = Operation::new(Kind::Touch, misuse.at);
        world.events.push(Event {
            thread: world.current,
            operation: operation.clone(),
            result: misuse.when(),
        });
        world.mine_mut().pending = Some(Pending::local(operation));
        world.misuse = Some(misuse);
    });
    fiber::abandon()
}

/// … if it was freed while the thread was about to use it.
pub fn still_there() {
    let gone = with(|world| {
        let pending = world.mine().pending.as_ref()?;
        Some(Misuse {
            what: world.registry.objects[pending.operation.object?.0].kind,
            at: pending.operation.place,
            freed: pending.freed?,
        })
    });
    if let Some(misuse) = gone {
        misused(misuse);
    }
}
