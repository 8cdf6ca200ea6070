// A reader's panic harms nobody; a writer's does.
use std::sync::RwLock;
use std::thread;

fn main() {
    let lock = RwLock::new(1);
    thread::scope(|s| {
        let reader = s.spawn(|| {
            let _read = lock.read();
            panic!("while reading");
        });
        assert!(reader.join().is_err());
        println!("{}", lock.is_poisoned());
        let writer = s.spawn(|| {
            let _write = lock.write();
            panic!("while writing");
        });
        assert!(writer.join().is_err());
    });
    println!("{}", lock.read().is_err());
    lock.clear_poison();
    println!("{}", lock.into_inner().unwrap());
}
