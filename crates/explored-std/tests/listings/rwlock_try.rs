// While one reads, another may read and none may write.
use std::sync::{RwLock, RwLockWriteGuard};

fn main() {
    let map = RwLock::new(1);
    let writer = map.write().unwrap();
    assert!(map.try_read().is_err());
    let reader = RwLockWriteGuard::downgrade(writer);
    println!("{} {}", map.try_read().is_ok(), map.try_write().is_ok());
    drop(reader);
    println!("{}", map.try_write().is_ok());
}
