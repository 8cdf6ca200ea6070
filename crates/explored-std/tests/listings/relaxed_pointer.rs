// A node is made, and its pointer published by a store that orders nothing.
use std::cell::UnsafeCell;
use std::ptr::null_mut;
use std::sync::atomic::AtomicPtr;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

struct Node(UnsafeCell<u32>);

static HEAD: AtomicPtr<Node> = AtomicPtr::new(null_mut());

fn push() {
    let node = Box::new(Node(UnsafeCell::new(7)));
    HEAD.store(Box::into_raw(node), Relaxed);
}

fn main() {
    let pusher = thread::spawn(push);
    let head = HEAD.load(Relaxed);
    if !head.is_null() {
        // SAFETY: none.
        println!("{}", unsafe { *(*head).0.get() });
    }
    pusher.join().unwrap();
}
