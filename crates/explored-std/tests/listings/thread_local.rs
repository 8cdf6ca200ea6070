// Each thread has its own value, dropped as the thread ends.
use std::cell::{Cell, RefCell};
use std::thread;

struct Log(&'static str);

impl Drop for Log {
    fn drop(&mut self) {
        println!("{} ends", self.0);
    }
}

thread_local! {
    static COUNT: Cell<u32> = const { Cell::new(0) };
    static LOG: RefCell<Option<Log>> = RefCell::new(None);
}

fn main() {
    COUNT.set(5);
    let other = thread::spawn(|| {
        LOG.set(Some(Log("worker")));
        COUNT.set(COUNT.get() + 1);
        COUNT.get()
    });
    println!("{} {}", other.join().unwrap(), COUNT.get());
}
