// Un dossier, un numéro : deux guichets lisent toujours le même.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static NEXT: AtomicU32 = AtomicU32::new(1);
static FILE: Mutex<Option<u32>> = Mutex::new(None);

fn number() -> u32 {
    if let Some(number) = *FILE.lock().unwrap() {
        return number;
    }
    let drawn = NEXT.fetch_add(1, SeqCst); // Sans tenir le verrou.
    *FILE.lock().unwrap().get_or_insert(drawn)
}

fn main() {
    let [alice, bob] = thread::scope(|s| {
        let desks = [s.spawn(number), s.spawn(number)];
        desks.map(|desk| desk.join().unwrap())
    });
    println!("numéros lus : {alice} et {bob}");
}
