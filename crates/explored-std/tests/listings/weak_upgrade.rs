// The last owner goes before the upgrade, or after it.
use std::sync::Arc;
use std::thread;

fn main() {
    let owner = Arc::new(5);
    let weak = Arc::downgrade(&owner);
    let other = thread::spawn(move || println!("{:?}", weak.upgrade()));
    drop(owner);
    other.join().unwrap();
}
