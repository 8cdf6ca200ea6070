// Un seau à jetons : un jeton par top, et jamais plus que sa taille.

use std::sync::Mutex;
use std::thread;

// ANCHOR: bucket
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
// ANCHOR_END: bucket

// ANCHOR: main
fn main() {
    let bucket = Bucket::full(1);
    let ask = || [2, 3].map(|now| u32::from(bucket.admits(now)));
    let [alice, bob] = thread::scope(|s| {
        let alice = s.spawn(ask);
        let bob = s.spawn(ask);
        [alice.join().unwrap(), bob.join().unwrap()]
    });
    let [at_2, at_3] = [alice[0] + bob[0], alice[1] + bob[1]];
    println!("admises : {at_2} au top 2, {at_3} au top 3");
    assert_eq!([at_2, at_3], [1, 1]);
}
// ANCHOR_END: main

// ANCHOR: properties
#[cfg(test)]
mod tests {
    use super::Bucket;
    use proptest::collection::vec;
    use proptest::prelude::*;

    // Des demandes, et pour chacune son top et la réponse du seau.
    fn ask(size: u64, gaps: &[u64]) -> Vec<(u64, bool)> {
        let bucket = Bucket::full(size);
        let mut now = 0;
        let mut answer = |gap| {
            now += gap;
            (now, bucket.admits(now))
        };
        gaps.iter().map(|gap| answer(*gap)).collect()
    }

    fn admitted(answers: &[(u64, bool)], from: u64, to: u64) -> u64 {
        let counts = |(at, yes): &(u64, bool)| *yes && from <= *at && *at <= to;
        answers.iter().filter(|answer| counts(answer)).count() as u64
    }

    proptest! {
        #[test]
        fn no_window_gets_more_than_its_share(
            size in 1..5_u64,
            gaps in vec(0..4_u64, 0..40),
        ) {
            let answers = ask(size, &gaps);
            for (rank, (to, _)) in answers.iter().enumerate() {
                for (from, _) in &answers[..=rank] {
                    let most = size + (to - from);
                    prop_assert!(admitted(&answers, *from, *to) <= most);
                }
            }
        }

        #[test]
        fn one_more_would_have_been_too_many(
            size in 1..5_u64,
            gaps in vec(0..4_u64, 0..40),
        ) {
            let answers = ask(size, &gaps);
            let ranks = answers.iter().enumerate();
            for (rank, (to, _)) in ranks.filter(|(_, (_, yes))| !yes) {
                let before = &answers[..rank];
                let is_full = |(from, _): &(u64, bool)| {
                    admitted(before, *from, *to) == size + (to - from)
                };
                prop_assert!(before.iter().any(is_full));
            }
        }
    }
}
// ANCHOR_END: properties
