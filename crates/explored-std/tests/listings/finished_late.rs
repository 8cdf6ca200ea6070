// Whether a thread has ended, before or after what its locals do at the end.
use std::thread;

struct Log;

impl Drop for Log {
    fn drop(&mut self) {
        println!("local");
    }
}

thread_local! {
    static LOG: Log = const { Log };
}

fn main() {
    let thread = thread::spawn(|| LOG.with(|_| ()));
    if thread.is_finished() {
        println!("finished");
    }
    thread.join().unwrap();
}
