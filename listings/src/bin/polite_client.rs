// Un client poli : il attend un jeton avant chaque appel.

use std::sync::Mutex;
use tokio::time::{Duration, Instant, sleep};

struct Bucket {
    size: u64,
    state: Mutex<State>,
}

struct State {
    tokens: u64,
    filled: u64, // Le dernier top pour lequel on a rempli.
}

impl Bucket {
    fn full(size: u64) -> Self {
        let (tokens, filled) = (size, 0);
        let state = Mutex::new(State { tokens, filled });
        Self { size, state }
    }

    fn admits(&self, now: u64) -> bool {
        let mut state = self.state.lock().unwrap();
        let elapsed = now.saturating_sub(state.filled);
        state.tokens = self.size.min(state.tokens + elapsed);
        state.filled += elapsed;
        let admitted = state.tokens > 0;
        state.tokens -= u64::from(admitted);
        admitted
    }
}

// ANCHOR: main
const TICK: Duration = Duration::from_millis(200);

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let bucket = Bucket::full(3);
    let start = Instant::now();
    let tick = || start.elapsed().as_millis() as u64 / 200;
    for call in 1..=6 {
        while !bucket.admits(tick()) {
            sleep(TICK).await;
        }
        println!("appel {call} à {} ms", start.elapsed().as_millis());
    }
}
// ANCHOR_END: main
