//! The heap: blocks of some sixty sizes, each size with a list of free blocks.
//!
//! Sizes grow by a quarter of a power of two (80, 96, 112, 128, 160, …): at
//! most a fifth of a block is lost. Blocks are never split or joined. This is
//! enough for a listing, which asks for little and ends soon; it is no
//! allocator to measure.

/// What C's `malloc` promises to align to.
pub const ALIGN: usize = 16;

/// A block larger than this is refused: pointers are of 32 bits there.
pub const LARGEST: usize = 1 << 30;

const CLASSES: usize = class(LARGEST / ALIGN) + 1;

/// Before what the caller gets: the class and the start of the block.
type Header = [usize; 2];
const HEADER: usize = size_of::<Header>();

/// New memory: where it starts and ends. It may follow the last one.
pub type Fresh = Option<(usize, usize)>;

pub struct Heap {
    /// The part of the memory that no block has used yet.
    top: usize,
    end: usize,
    /// The first free block of each class; each holds the next one's address.
    free: [usize; CLASSES],
}

/// The class of blocks of at least this many units of 16 bytes.
const fn class(units: usize) -> usize {
    if units <= 4 {
        return units.saturating_sub(1);
    }
    let shift = (units - 1).ilog2() as usize - 2;
    4 + 4 * shift + (((units - 1) >> shift) - 4)
}

const fn size(class: usize) -> usize {
    if class < 4 {
        return ALIGN * (class + 1);
    }
    ALIGN * ((5 + class % 4) << ((class - 4) / 4))
}

impl Heap {
    pub const fn new() -> Heap {
        Heap {
            top: 0,
            end: 0,
            free: [0; CLASSES],
        }
    }

    /// Nothing was asked of it yet.
    pub fn is_new(&self) -> bool {
        self.end == 0
    }

    /// The address of `wanted` bytes, or 0. `more` is asked for at least so
    /// many bytes when the heap is used up.
    ///
    /// # Safety
    /// What `more` gives is the heap's alone from then on.
    pub unsafe fn allocate(
        &mut self,
        wanted: usize,
        align: usize,
        more: impl FnOnce(usize) -> Fresh,
    ) -> usize {
        let align = align.max(ALIGN);
        // A block starts a header before a multiple of 16.
        let Some(total) = wanted.checked_add(HEADER + align - ALIGN) else {
            return 0;
        };
        if total > LARGEST {
            return 0;
        }
        let wanted_class = class(total.div_ceil(ALIGN));
        let mut class = wanted_class;
        let mut start = self.pop(class);
        if start == 0 {
            start = self.carve(size(class), more);
        }
        while start == 0 && class + 1 < CLASSES {
            class += 1;
            start = self.pop(class);
        }
        if start == 0 {
            return 0;
        }
        let address = (start + HEADER).next_multiple_of(align);
        // SAFETY: the block is this call's alone, and the header lies in it.
        unsafe { ((address - HEADER) as *mut Header).write([class, start]) };
        address
    }

    /// # Safety
    /// `address` comes from `allocate` and was not freed since.
    pub unsafe fn free(&mut self, address: usize) {
        // SAFETY: `allocate` wrote the header; the block is nobody's now.
        unsafe {
            let [class, start] = header(address);
            (start as *mut usize).write(self.free[class]);
            self.free[class] = start;
        }
    }

    fn pop(&mut self, class: usize) -> usize {
        let start = self.free[class];
        if start != 0 {
            // SAFETY: a free block holds the address of the next one.
            self.free[class] = unsafe { *(start as *const usize) };
        }
        start
    }

    fn carve(&mut self, size: usize, more: impl FnOnce(usize) -> Fresh) -> usize {
        if self.end - self.top < size {
            let Some((start, end)) = more(size + ALIGN) else {
                return 0;
            };
            if start != self.end {
                self.top = start.next_multiple_of(ALIGN) + ALIGN - HEADER;
            }
            self.end = end;
        }
        let start = self.top;
        self.top += size;
        start
    }
}

/// # Safety
/// As for `Heap::free`.
unsafe fn header(address: usize) -> Header {
    // SAFETY: the caller's.
    unsafe { *((address - HEADER) as *const Header) }
}

/// How many bytes may be used at this address: at least what was asked for.
///
/// # Safety
/// As for `Heap::free`.
pub unsafe fn usable(address: usize) -> usize {
    // SAFETY: the caller's.
    let [class, start] = unsafe { header(address) };
    start + size(class) - address
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The memory of a test: a fixed number of bytes, given out in steps.
    struct Arena {
        bytes: Vec<u128>,
        given: usize,
    }

    const STEP: usize = 1 << 16;

    impl Arena {
        fn new(steps: usize) -> Arena {
            Arena {
                bytes: vec![0; steps * STEP / 16],
                given: 0,
            }
        }

        fn start(&self) -> usize {
            self.bytes.as_ptr() as usize
        }

        fn end(&self) -> usize {
            self.start() + 16 * self.bytes.len()
        }

        fn more(&mut self, wanted: usize) -> Fresh {
            let from = self.start() + self.given;
            let to = from + wanted.next_multiple_of(STEP);
            if to > self.end() {
                return None;
            }
            self.given = to - self.start();
            Some((from, to))
        }
    }

    #[test]
    fn a_class_is_the_smallest_that_holds_the_units() {
        for units in 1..100_000 {
            let class = class(units);
            assert!(size(class) >= ALIGN * units, "{units}");
            assert!(class == 0 || size(class - 1) < ALIGN * units, "{units}");
            assert!(
                units < 5 || size(class) * 4 <= ALIGN * units * 5,
                "{units}: over a quarter is lost"
            );
        }
    }

    #[test]
    fn what_is_too_large_is_refused() {
        let mut heap = Heap::new();
        for wanted in [usize::MAX, usize::MAX - 31, LARGEST, isize::MAX as usize] {
            let address = unsafe { heap.allocate(wanted, 16, |_| panic!("not asked for")) };
            assert_eq!(address, 0);
        }
    }

    #[test]
    fn when_memory_ends_a_larger_free_block_serves() {
        let mut arena = Arena::new(1);
        let mut heap = Heap::new();
        let mut allocate = |wanted| unsafe { heap.allocate(wanted, 16, |n| arena.more(n)) };
        let large = allocate(40_000);
        assert_ne!(large, 0);
        assert_eq!(allocate(40_000), 0);
        unsafe { heap.free(large) };
        let mut allocate = |wanted| unsafe { heap.allocate(wanted, 16, |n| arena.more(n)) };
        while allocate(16_000) != large {}
    }

    #[derive(Clone, Debug)]
    enum Step {
        Allocate {
            size: usize,
            align: usize,
        },
        Free(prop::sample::Index),
        Grow {
            which: prop::sample::Index,
            size: usize,
        },
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let size = prop_oneof![0..200_usize, 0..20_000_usize];
        let align = (0..9_u32).prop_map(|power| 1 << power);
        let step = prop_oneof![
            3 => (size.clone(), align).prop_map(|(size, align)| Step::Allocate { size, align }),
            2 => any::<prop::sample::Index>().prop_map(Step::Free),
            1 => (any::<prop::sample::Index>(), size)
                .prop_map(|(which, size)| Step::Grow { which, size }),
        ];
        prop::collection::vec(step, 1..200)
    }

    /// A live block beside the copy that a plain `Vec` keeps of it.
    struct Live {
        address: usize,
        copy: Vec<u8>,
    }

    fn fill(address: usize, length: usize, seed: u8) -> Live {
        let copy: Vec<u8> = (0..length).map(|i| (i as u8).wrapping_add(seed)).collect();
        unsafe { core::ptr::copy(copy.as_ptr(), address as *mut u8, length) };
        Live { address, copy }
    }

    fn bytes(address: usize, length: usize) -> &'static [u8] {
        unsafe { core::slice::from_raw_parts(address as *const u8, length) }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever is asked and given back, every block is aligned, inside the
        /// memory, apart from the others, and keeps what was written to it.
        #[test]
        fn blocks_are_apart_and_keep_their_bytes(steps in steps()) {
            let mut arena = Arena::new(8);
            let mut heap = Heap::new();
            let mut live: Vec<Live> = Vec::new();
            for (at, step) in steps.into_iter().enumerate() {
                match step {
                    Step::Allocate { size, align } => {
                        let address = unsafe { heap.allocate(size, align, |n| arena.more(n)) };
                        if address == 0 {
                            continue;
                        }
                        prop_assert_eq!(address % align.max(ALIGN), 0);
                        let usable = unsafe { usable(address) };
                        prop_assert!(usable >= size);
                        live.push(fill(address, size, at as u8));
                    }
                    Step::Free(which) if !live.is_empty() => {
                        let which = which.index(live.len());
                        let block = live.swap_remove(which);
                        prop_assert_eq!(bytes(block.address, block.copy.len()), &block.copy[..]);
                        unsafe { heap.free(block.address) };
                    }
                    Step::Grow { which, size } if !live.is_empty() => {
                        let which = which.index(live.len());
                        let block = &mut live[which];
                        if unsafe { usable(block.address) } >= size {
                            *block = fill(block.address, size, at as u8);
                        }
                    }
                    Step::Free(_) | Step::Grow { .. } => {}
                }
                let mut taken: Vec<(usize, usize)> = live
                    .iter()
                    .map(|b| (b.address - HEADER, b.address + unsafe { usable(b.address) }))
                    .collect();
                taken.sort();
                prop_assert!(taken.windows(2).all(|pair| pair[0].1 <= pair[1].0));
                if let (Some(first), Some(last)) = (taken.first(), taken.last()) {
                    prop_assert!(first.0 >= arena.start() && last.1 <= arena.end());
                }
            }
            for block in &live {
                prop_assert_eq!(bytes(block.address, block.copy.len()), &block.copy[..]);
            }
        }
    }
}
