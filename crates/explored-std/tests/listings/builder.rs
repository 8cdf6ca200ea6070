// Names, in a scope and out of it; `get_mut` needs no lock.
use std::sync::Mutex;
use std::thread::{self, Builder};

fn main() {
    let mut log = Mutex::new(Vec::new());
    thread::scope(|s| {
        let named = Builder::new().name("ann".into());
        let ann = named.spawn_scoped(s, || {
            let name = thread::current().name().map(String::from);
            log.lock().unwrap().push(name);
        });
        ann.unwrap().join().unwrap();
    });
    log.get_mut()
        .unwrap()
        .push(thread::current().name().map(String::from));
    println!(
        "{:?} {}",
        log.lock().unwrap(),
        thread::available_parallelism().unwrap()
    );
}
