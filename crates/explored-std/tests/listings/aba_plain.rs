// A stack that frees at once, two threads, and an address that comes again.
use std::ptr::null_mut;
use std::sync::atomic::AtomicPtr;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

struct Node {
    next: *mut Node,
    value: u32,
}

static HEAD: AtomicPtr<Node> = AtomicPtr::new(null_mut());

fn push(value: u32) {
    let next = null_mut();
    let node = Box::into_raw(Box::new(Node { next, value }));
    loop {
        let head = HEAD.load(SeqCst);
        // SAFETY: nobody else has it yet.
        unsafe { (*node).next = head };
        if HEAD.compare_exchange(head, node, SeqCst, SeqCst).is_ok() {
            return;
        }
    }
}

fn pop() -> u32 {
    loop {
        let head = HEAD.load(SeqCst);
        // SAFETY: none.
        let next = match unsafe { head.as_ref() } {
            Some(head) => head.next,
            None => return 0,
        };
        if HEAD.compare_exchange(head, next, SeqCst, SeqCst).is_ok() {
            // SAFETY: made by `Box::new`.
            return unsafe { Box::from_raw(head) }.value;
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
    let mut head = HEAD.load(SeqCst);
    // SAFETY: none.
    while let Some(node) = unsafe { head.as_ref() } {
        left += node.value;
        head = node.next;
    }
    assert_eq!(taken + left, 7, "each is taken once");
}
