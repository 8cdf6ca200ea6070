// Bars in what is printed, and in a panic's text.
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

fn main() {
    let swapped = AtomicBool::new(false);
    let one_line = thread::scope(|s| {
        s.spawn(|| swapped.store(true, SeqCst));
        swapped.load(SeqCst)
    });
    if one_line {
        println!("a | b");
        panic!("never | exit");
    }
    println!("a\nb");
}
