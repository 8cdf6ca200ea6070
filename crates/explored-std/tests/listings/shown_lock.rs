// Whoever shows a lock holds it for a moment: another try finds it held.
use std::sync::Mutex;
use std::thread;

fn main() {
    let dishes = Mutex::new(0);
    thread::scope(|s| {
        let shown = s.spawn(|| format!("{dishes:?}").contains("locked"));
        let tried = dishes.try_lock().is_err();
        println!("{tried} {}", shown.join().unwrap());
    });
}
