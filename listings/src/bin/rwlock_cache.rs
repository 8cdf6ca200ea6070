// Plusieurs lecteurs ensemble ; un seul écrivain, qui revérifie.

use std::sync::RwLock;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static RATE: RwLock<Option<u32>> = RwLock::new(None);
static REQUESTS: AtomicU32 = AtomicU32::new(0);

fn ask_bank() -> u32 {
    REQUESTS.fetch_add(1, SeqCst);
    108
}

fn rate() -> u32 {
    if let Some(rate) = *RATE.read().unwrap() {
        return rate;
    }
    // Ici, un autre thread peut avoir rempli le cache.
    *RATE.write().unwrap().get_or_insert_with(ask_bank)
}

fn main() {
    let rates = thread::scope(|s| {
        let alice = s.spawn(rate);
        let bob = s.spawn(rate);
        [alice.join().unwrap(), bob.join().unwrap()]
    });
    let requests = REQUESTS.load(SeqCst);
    println!("taux : {rates:?}, demandes : {requests}");
    assert_eq!((rates, requests), ([108, 108], 1));
}
