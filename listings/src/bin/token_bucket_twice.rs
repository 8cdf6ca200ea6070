// Deux threads voient le même top passer, et remplissent deux fois.

use std::sync::Mutex;
use std::thread;

struct Bucket {
    size: u64,
    state: Mutex<State>,
}

struct State {
    tokens: u64,
    filled: u64, // Le dernier top pour lequel on a rempli.
}

// ANCHOR: bucket
impl Bucket {
    fn elapsed(&self, now: u64) -> u64 {
        now.saturating_sub(self.state.lock().unwrap().filled)
    }

    fn fill(&self, tokens: u64) {
        let mut state = self.state.lock().unwrap();
        state.tokens = self.size.min(state.tokens + tokens);
        state.filled += tokens;
    }

    fn take(&self) -> bool {
        let mut state = self.state.lock().unwrap();
        let admitted = state.tokens > 0;
        state.tokens -= u64::from(admitted);
        admitted
    }

    fn admits(&self, now: u64) -> bool {
        let elapsed = self.elapsed(now);
        if elapsed > 0 {
            self.fill(elapsed);
        }
        self.take()
    }
}
// ANCHOR_END: bucket

// ANCHOR: main
fn main() {
    let (tokens, filled) = (0, 0); // Le seau est vide.
    let state = Mutex::new(State { tokens, filled });
    let bucket = Bucket { size: 1, state };
    let ask = || u32::from(bucket.admits(1));
    let admitted = thread::scope(|s| {
        let alice = s.spawn(ask);
        let bob = s.spawn(ask);
        alice.join().unwrap() + bob.join().unwrap()
    });
    println!("admises au top 1 : {admitted}");
}
// ANCHOR_END: main
