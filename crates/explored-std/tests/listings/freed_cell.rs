// A node is freed while another thread may still read the cell in it.
use std::cell::UnsafeCell;
use std::ptr::null_mut;
use std::sync::atomic::AtomicPtr;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

struct Node(UnsafeCell<u32>);

static HEAD: AtomicPtr<Node> = AtomicPtr::new(null_mut());

fn take() {
    let node = HEAD.swap(null_mut(), SeqCst);
    // SAFETY: made by `Box::new`, and taken once.
    drop(unsafe { Box::from_raw(node) });
}

fn main() {
    let node = Box::new(Node(UnsafeCell::new(7)));
    HEAD.store(Box::into_raw(node), SeqCst);
    let taker = thread::spawn(take);
    let node = HEAD.load(SeqCst);
    let _ = HEAD.load(SeqCst);
    if !node.is_null() {
        // SAFETY: none.
        println!("{}", unsafe { *(*node).0.get() });
    }
    taker.join().unwrap();
}
