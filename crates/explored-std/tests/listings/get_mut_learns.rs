// Who finds itself alone knows what those who went knew.
use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

static DATA: AtomicU32 = AtomicU32::new(0);

fn main() {
    let mut shared = Arc::new(());
    let other = shared.clone();
    let thread = thread::spawn(move || {
        DATA.store(1, Relaxed);
        drop(other);
    });
    if Arc::strong_count(&shared) == 1 {
        print!("counted {} ", DATA.load(Relaxed));
    }
    if Arc::get_mut(&mut shared).is_some() {
        print!("alone {}", DATA.load(Relaxed));
    }
    thread.join().unwrap();
}
