// Une table en seize parts, chacune sous son propre verrou.

use std::array;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::Mutex;
use std::thread;

// ANCHOR: map
const SHARDS: usize = 16;

struct ShardedMap {
    hasher: RandomState,
    shards: [Mutex<HashMap<String, u64>>; SHARDS],
}

impl ShardedMap {
    fn new() -> ShardedMap {
        ShardedMap {
            hasher: RandomState::new(),
            shards: array::from_fn(|_| Mutex::default()),
        }
    }

    fn shard(&self, key: &str) -> &Mutex<HashMap<String, u64>> {
        let hash = self.hasher.hash_one(key);
        &self.shards[hash as usize % SHARDS]
    }

    fn add(&self, key: &str) {
        let mut shard = self.shard(key).lock().unwrap();
        *shard.entry(key.to_owned()).or_default() += 1;
    }

    fn get(&self, key: &str) -> Option<u64> {
        self.shard(key).lock().unwrap().get(key).copied()
    }
}
// ANCHOR_END: map

// ANCHOR: main
fn main() {
    let views = ShardedMap::new();
    thread::scope(|s| {
        for _ in 0..4 {
            s.spawn(|| {
                for n in 0..100_000 {
                    views.add(&format!("page-{}", n % 100));
                }
            });
        }
    });
    println!("page-7 : {:?}", views.get("page-7"));
    assert!((0..100).all(|n| views.get(&format!("page-{n}")) == Some(4_000)));
}
// ANCHOR_END: main
