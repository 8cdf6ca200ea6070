// Of those who take the value, one gets it; of those who try, maybe none.
use std::sync::Arc;
use std::thread;

fn main() {
    for take in [Arc::into_inner, |shared| Arc::try_unwrap(shared).ok()] {
        let shared = Arc::new(7);
        let other = shared.clone();
        let thread = thread::spawn(move || take(other).is_some());
        let mine = take(shared).is_some();
        print!("{} ", u32::from(mine) + u32::from(thread.join().unwrap()));
    }
}
