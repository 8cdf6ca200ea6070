// Le thread qui verrouille est celui qui relâche : la garde reste chez lui.

use std::sync::Mutex;
use std::thread;

fn main() {
    let done = Mutex::new(0);
    let mut guard = done.lock().unwrap();
    thread::scope(|s| {
        s.spawn(move || *guard += 1);
    });
}
