// S’endormir tant que le colis n’est pas là, et revérifier au réveil.

use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::SeqCst;
use std::thread;

static PARCEL: AtomicU32 = AtomicU32::new(0);

fn main() {
    let receiver = thread::spawn(|| {
        while PARCEL.load(SeqCst) == 0 {
            thread::park();
        }
        PARCEL.load(SeqCst)
    });
    PARCEL.store(7, SeqCst);
    receiver.thread().unpark();
    let parcel = receiver.join().unwrap();
    println!("colis : {parcel}");
    assert_eq!(parcel, 7);
}
