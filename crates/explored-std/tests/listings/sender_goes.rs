// A sender that is not the last may go late: the channel is still open then.
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (tx, rx) = channel::<()>();
    let other = tx.clone();
    let said = AtomicBool::new(false);
    thread::scope(|s| {
        s.spawn(|| {
            let _tx = tx;
            said.store(true, SeqCst);
        });
        let said = said.load(SeqCst);
        drop(other);
        if said {
            println!("{:?}", rx.try_recv());
        }
    });
}
