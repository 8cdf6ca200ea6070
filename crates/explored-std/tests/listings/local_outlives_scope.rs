// A scope waits for its threads' bodies, not for what their locals do at the end.
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
    thread::scope(|s| {
        s.spawn(|| LOG.with(|_| ()));
    });
    println!("after");
}
