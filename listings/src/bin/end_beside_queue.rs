// Un drapeau « fini » à côté de la file : deux regards pour une seule question.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc;
use std::{hint, thread};

static FINISHED: AtomicBool = AtomicBool::new(false);

fn main() {
    let (sender, receiver) = mpsc::channel();
    thread::scope(|s| {
        let _producer = s.spawn(|| {
            sender.send("colis 1").unwrap();
            sender.send("colis 2").unwrap();
            FINISHED.store(true, SeqCst);
        });
        let mut handled = 0;
        loop {
            if receiver.try_recv().is_ok() {
                handled += 1;
            } else if FINISHED.load(SeqCst) {
                break;
            }
            hint::spin_loop(); // Sinon, on revient voir.
        }
        println!("colis traités : {handled}");
    });
}
