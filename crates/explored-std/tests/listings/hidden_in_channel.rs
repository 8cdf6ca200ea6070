// Two messages look the same and are not.
use std::fmt;
use std::sync::mpsc::channel;
use std::thread;

struct Hidden(u32);

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hidden")
    }
}

fn main() {
    let (tx, rx) = channel();
    thread::scope(|s| {
        for number in [1, 2] {
            let tx = tx.clone();
            s.spawn(move || tx.send(Hidden(number)));
        }
    });
    println!("{}", rx.recv().unwrap().0);
}
