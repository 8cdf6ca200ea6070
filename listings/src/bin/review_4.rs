// Le drapeau se lève après la dernière lettre : toutes sont relevées.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc;
use std::{hint, thread};

static ALL_POSTED: AtomicBool = AtomicBool::new(false);

fn main() {
    let (slot, letters) = mpsc::channel();
    thread::scope(|s| {
        let _writer = s.spawn(|| {
            slot.send("Alice").unwrap();
            slot.send("Bob").unwrap();
            ALL_POSTED.store(true, SeqCst);
        });
        let mut collected = 0;
        loop {
            let last_round = ALL_POSTED.load(SeqCst);
            collected += letters.try_iter().count();
            if last_round {
                break;
            }
            hint::spin_loop(); // Le tour suivant.
        }
        println!("lettres relevées : {collected}");
    });
}
