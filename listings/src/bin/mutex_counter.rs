// La clé fait de la lecture et de l’écriture un seul geste.

use std::sync::Mutex;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static KEY: Mutex<()> = Mutex::new(());
static VISITS: AtomicU64 = AtomicU64::new(0);

fn visit() {
    let _key = KEY.lock().unwrap();
    let seen = VISITS.load(SeqCst);
    VISITS.store(seen + 1, SeqCst);
} // `_key` est détruite ici : le verrou est relâché.

fn main() {
    let alice = thread::spawn(visit);
    let bob = thread::spawn(visit);
    alice.join().unwrap();
    bob.join().unwrap();
    let visits = VISITS.load(SeqCst);
    println!("visites : {visits}");
    assert_eq!(visits, 2);
}
