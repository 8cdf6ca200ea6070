// The second message does not fit before the first is taken.
use std::sync::mpsc::sync_channel;
use std::thread;

fn main() {
    let (tx, rx) = sync_channel(1);
    thread::scope(|s| {
        s.spawn(move || {
            tx.send(1).unwrap();
            tx.send(2).unwrap();
            println!("sent");
        });
        println!("took {}", rx.recv().unwrap());
        rx.recv().unwrap();
    });
}
