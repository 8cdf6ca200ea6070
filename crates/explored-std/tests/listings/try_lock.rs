// One of the two may find it taken; at least one gets it.
use std::sync::Mutex;
use std::thread;

fn main() {
    let till = Mutex::new(0);
    let got = thread::scope(|s| {
        let clerks = [0, 1].map(|_| s.spawn(|| till.try_lock().map(|mut till| *till += 1).is_ok()));
        clerks.map(|clerk| clerk.join().unwrap())
    });
    println!("{got:?} {}", till.into_inner().unwrap());
}
