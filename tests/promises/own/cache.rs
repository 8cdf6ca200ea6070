// A cache that looks, then computes, then writes: two may compute one answer.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, RwLock};
use std::thread;

struct Cache {
    answers: RwLock<BTreeMap<u64, u64>>,
    computed: AtomicU32,
}

impl Cache {
    fn get(&self, key: u64) -> u64 {
        if let Some(answer) = self.answers.read().unwrap().get(&key) {
            return *answer;
        }
        let answer = self.compute(key);
        self.answers.write().unwrap().insert(key, answer);
        answer
    }

    fn compute(&self, key: u64) -> u64 {
        self.computed.fetch_add(1, Ordering::Relaxed);
        (1..=key).product()
    }
}

fn main() {
    let cache = Arc::new(Cache {
        answers: RwLock::default(),
        computed: AtomicU32::new(0),
    });
    let readers = [5, 5, 6].map(|key| {
        let cache = cache.clone();
        thread::spawn(move || cache.get(key))
    });
    let answers = readers.map(|reader| reader.join().unwrap());
    assert_eq!(answers, [120, 120, 720]);
    assert_eq!(cache.computed.load(Ordering::Relaxed), 2);
}
