// Two unparks may leave one token only.
use std::thread;

fn main() {
    let sleeper = thread::Builder::new().name("sleeper".into()).spawn(|| {
        thread::park();
        thread::park();
        println!("{:?}", thread::current().name());
    });
    let sleeper = sleeper.unwrap();
    sleeper.thread().unpark();
    sleeper.thread().unpark();
    sleeper.join().unwrap();
}
