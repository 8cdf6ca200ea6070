// Les mêmes virements : tous prennent d’abord le compte courant.

use std::sync::Mutex;
use std::thread;

fn main() {
    let checking = Mutex::new(100);
    let savings = Mutex::new(100);
    thread::scope(|s| {
        let alice = s.spawn(|| {
            let mut from = checking.lock().unwrap();
            let mut to = savings.lock().unwrap();
            *from -= 10;
            *to += 10;
        });
        let bob = s.spawn(|| {
            let mut to = checking.lock().unwrap();
            let mut from = savings.lock().unwrap();
            *from -= 20;
            *to += 20;
        });
        alice.join().unwrap();
        bob.join().unwrap();
    });
    let checking = checking.into_inner().unwrap();
    let savings = savings.into_inner().unwrap();
    println!("courant : {checking}, épargne : {savings}");
    assert_eq!((checking, savings), (110, 90));
}
