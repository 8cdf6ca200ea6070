// Two threads unwind at a time; a third does not, and poisons nothing.
use std::panic::catch_unwind;
use std::sync::Mutex;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

struct Report<'a>(&'a AtomicU32);

impl Drop for Report<'_> {
    fn drop(&mut self) {
        catch_unwind(|| panic!("inside")).unwrap_err();
        assert!(thread::panicking());
        self.0.fetch_add(1, SeqCst);
        self.0.fetch_add(1, SeqCst);
        assert!(thread::panicking());
    }
}

fn main() {
    let (sum, told) = (Mutex::new(0), AtomicU32::new(0));
    thread::scope(|s| {
        let broken = || {
            let _report = Report(&told);
            panic!("on purpose");
        };
        let threads = [s.spawn(broken), s.spawn(broken)];
        if told.load(SeqCst) == 2 {
            *sum.lock().unwrap() += 1;
        }
        for thread in threads {
            thread.join().unwrap_err();
        }
    });
    println!("{} {}", sum.is_poisoned(), thread::panicking());
}
