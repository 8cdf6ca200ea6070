// The same, with a number of pushes in the low bits of each pointer.
use std::ptr::null_mut;
use std::sync::atomic::AtomicPtr;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

// What four bits tell.
#[repr(align(16))]
struct Node {
    next: *mut Node,
    value: u32,
}

fn untagged(head: *mut Node) -> *mut Node {
    head.map_addr(|address| address & !15)
}

fn tagged(head: *mut Node, other: *mut Node) -> *mut Node {
    head.map_addr(|address| address | (other.addr() + 1) & 15)
}

static HEAD: AtomicPtr<Node> = AtomicPtr::new(null_mut());

fn push(value: u32) {
    let next = null_mut();
    let node = Box::into_raw(Box::new(Node { next, value }));
    loop {
        let head = HEAD.load(SeqCst);
        // SAFETY: nobody else has it yet.
        unsafe { (*node).next = untagged(head) };
        let node = tagged(node, head);
        if HEAD.compare_exchange(head, node, SeqCst, SeqCst).is_ok() {
            return;
        }
    }
}

fn pop() -> u32 {
    loop {
        let head = HEAD.load(SeqCst);
        // SAFETY: none.
        let next = match unsafe { untagged(head).as_ref() } {
            Some(head) => head.next,
            None => return 0,
        };
        if HEAD.compare_exchange(head, tagged(next, head), SeqCst, SeqCst).is_ok() {
            // SAFETY: made by `Box::new`.
            return unsafe { Box::from_raw(untagged(head)) }.value;
        }
    }
}

fn main() {
    push(1);
    push(2);
    let other = thread::spawn(|| {
        let taken = pop() + pop();
        push(4);
        taken
    });
    let taken = pop() + other.join().unwrap();
    let mut left = 0;
    let mut head = untagged(HEAD.load(SeqCst));
    // SAFETY: none.
    while let Some(node) = unsafe { head.as_ref() } {
        left += node.value;
        head = node.next;
    }
    assert_eq!(taken + left, 7, "each is taken once");
}
