// What a thread returns looks the same whatever it saw.
use std::fmt;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

struct Hidden(u32);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}

fn main() {
    let x = AtomicU32::new(0);
    let seen = thread::scope(|s| {
        s.spawn(|| x.store(1, SeqCst));
        let x = &x;
        let reader = s.spawn(move || Some(Hidden(x.load(SeqCst))));
        reader.join().unwrap()
    });
    println!("{}", seen.unwrap().0);
}
