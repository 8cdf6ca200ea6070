//! Whose memory is whose. What an execution asks for is its own, and ends with it.
//! What a listing that may err frees is kept until then: no address comes again by
//! accident, and whoever touches it is seen.

use crate::place::Place;
use crate::words::Nature;
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::Range;
use std::ptr::null_mut;

/// Who asks for memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The engine, or a façade for it: what it gets outlives the execution.
    Engine,
    /// A façade for the execution: the listing would not have asked.
    Facade,
    Listing,
}

thread_local! {
    static WHOSE: Cell<Whose> = const { Cell::new(Whose::Engine) };
    /// Of the execution under way; none while they are looked at.
    static BLOCKS: Cell<*mut Blocks> = const { Cell::new(null_mut()) };
}

/// Until its end, another asks.
pub struct Turn(Whose);

impl Turn {
    pub fn of(whose: Whose) -> Turn {
        Turn(WHOSE.replace(whose))
    }

    pub fn engine() -> Turn {
        Turn::of(Whose::Engine)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        WHOSE.set(self.0);
    }
}

pub fn whose() -> Whose {
    WHOSE.get()
}

/// One address of a block is enough to tell it: a hash for each allocation would
/// be most of its cost.
#[derive(Default)]
struct Address(u64);

impl Hasher for Address {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("addresses are numbers")
    }

    fn write_usize(&mut self, address: usize) {
        // The lowest bits are all alike; the table looks at the highest and at the lowest.
        self.0 = (address as u64 >> 4).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// The blocks of one execution.
#[derive(Default)]
pub struct Blocks {
    live: HashMap<usize, Layout, BuildHasherDefault<Address>>,
    freed: BTreeMap<usize, Freed>,
    stacks: Vec<Range<usize>>,
    /// What is freed is kept.
    keeps_freed: bool,
    /// What is live in the end may be used by the next execution.
    leaves_live: bool,
    reused: Vec<(usize, usize)>,
}

#[derive(Clone, Copy)]
pub struct Freed {
    layout: Layout,
    pub at: Place,
}

/// What became of a block that was given back.
pub enum Gone {
    /// The system may have it.
    Free,
    Kept,
    /// It was given back before.
    Twice(Freed),
}

impl Blocks {
    /// `reused`: sizes and alignments of which an address may come again.
    pub fn of(nature: Nature, reused: Vec<(usize, usize)>) -> Blocks {
        Blocks {
            keeps_freed: nature.may_err,
            leaves_live: nature.keeps,
            reused,
            ..Blocks::default()
        }
    }

    fn give_back(&mut self, block: usize) -> Gone {
        let Some(layout) = self.live.remove(&block) else {
            let freed = self.freed.get(&block);
            return freed.map_or(Gone::Free, |&freed| Gone::Twice(freed));
        };
        if !self.keeps_freed {
            return Gone::Free;
        }
        let at = Place::default();
        self.freed.insert(block, Freed { layout, at });
        Gone::Kept
    }

    fn release(self) {
        let freed = self.freed.into_iter();
        let freed = freed.map(|(block, freed)| (block, freed.layout));
        let live = self.live.into_iter().filter(|_| !self.leaves_live);
        for (block, layout) in freed.chain(live) {
            // SAFETY: allocated with this layout, and its execution is over.
            unsafe { System.dealloc(block as *mut u8, layout) };
        }
    }
}

/// From here on they are those of the execution under way.
pub fn begin(blocks: Blocks) {
    BLOCKS.set(Box::into_raw(Box::new(blocks)));
}

/// The execution is over, and so is all that it had.
pub fn end() {
    let blocks = BLOCKS.replace(null_mut());
    // SAFETY: made by `begin`, and nobody else has it now.
    unsafe { Box::from_raw(blocks) }.release();
}

/// `None` in no execution. What the action allocates is nobody's block.
fn blocks<R>(action: impl FnOnce(&mut Blocks) -> R) -> Option<R> {
    let blocks = BLOCKS.replace(null_mut());
    // SAFETY: set by `begin`, and alive until `end`; nobody else has it now.
    let result = unsafe { blocks.as_mut() }.map(action);
    BLOCKS.set(blocks);
    result
}

/// A thread of the execution stands there.
pub fn add_stack(stack: Range<usize>) {
    blocks(|blocks| blocks.stacks.push(stack));
}

/// Whether it stands in memory that ends with the execution: in no static.
pub fn is_own(address: usize) -> bool {
    let within = |blocks: &mut Blocks| {
        let mut live = blocks.live.iter();
        live.any(|(&block, layout)| (block..block + layout.size()).contains(&address))
            || blocks.stacks.iter().any(|stack| stack.contains(&address))
    };
    blocks(within).unwrap_or(false)
}

/// The block that was freed, if the address is in one.
pub fn freed(address: usize) -> Option<Freed> {
    let within = |blocks: &mut Blocks| {
        let (block, freed) = blocks.freed.range(..=address).next_back()?;
        (address - block < freed.layout.size()).then_some(*freed)
    };
    blocks(within).flatten()
}

/// A kept block was freed there.
pub fn say_where(block: usize, at: Place) {
    let say = |blocks: &mut Blocks| blocks.freed.get_mut(&block).map(|freed| freed.at = at);
    blocks(say);
}

/// Whether an address of this layout may come again.
pub fn is_reused(layout: Layout) -> bool {
    let reused = (layout.size(), layout.align());
    blocks(|blocks| blocks.reused.contains(&reused)).unwrap_or(false)
}

/// A freed block is given out again.
pub fn revive(block: usize) {
    blocks(|blocks| {
        let freed = blocks.freed.remove(&block);
        blocks.live.extend(freed.map(|freed| (block, freed.layout)));
    });
}

/// A block from the system; who asks is taken note of.
///
/// # Safety
///
/// As of `GlobalAlloc`.
pub unsafe fn allocate(layout: Layout) -> *mut u8 {
    // SAFETY: as the caller says.
    let block = unsafe { System.alloc(layout) };
    if WHOSE.get() != Whose::Engine && !block.is_null() {
        blocks(|blocks| blocks.live.insert(block as usize, layout));
    }
    block
}

/// Back to the system, unless it is kept.
///
/// # Safety
///
/// As of `GlobalAlloc`.
pub unsafe fn free(block: *mut u8, layout: Layout) -> Gone {
    let gone = blocks(|blocks| blocks.give_back(block as usize));
    let gone = gone.unwrap_or(Gone::Free);
    if let Gone::Free = gone {
        // SAFETY: as the caller says.
        unsafe { System.dealloc(block, layout) };
    }
    gone
}

/// Whether the engine has it.
pub fn is_engines(block: *mut u8) -> bool {
    WHOSE.get() == Whose::Engine
        && !blocks(|blocks| blocks.live.contains_key(&(block as usize))).unwrap_or(false)
}
