// `park` peut rendre la main sans que personne n’ait appelé `unpark`.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static PARCEL: AtomicU32 = AtomicU32::new(0);

fn main() {
    let receiver = thread::spawn(|| {
        thread::park();
        PARCEL.load(SeqCst)
    });
    PARCEL.store(7, SeqCst);
    receiver.thread().unpark();
    println!("colis : {}", receiver.join().unwrap());
}
