//! Remembering what pure functions gave: while the book is served, an edit
//! redoes one page and not all of them.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Mutex;

use anyhow::Result;

pub struct Memo<V> {
    known: Mutex<Option<HashMap<u64, V>>>,
}

impl<V: Clone> Memo<V> {
    pub const fn new() -> Memo<V> {
        Memo {
            known: Mutex::new(None),
        }
    }

    /// What `make` gives for this key; made once.
    pub fn get(&self, key: impl Hash, make: impl FnOnce() -> Result<V>) -> Result<V> {
        let key = hash(key);
        let known = self.known.lock().expect("no holder panics");
        if let Some(value) = known.as_ref().and_then(|known| known.get(&key)) {
            return Ok(value.clone());
        }
        drop(known);
        let value = make()?;
        let mut known = self.known.lock().expect("no holder panics");
        known.get_or_insert_default().insert(key, value.clone());
        Ok(value)
    }
}

pub fn hash(key: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

impl<V: Clone> Default for Memo<V> {
    fn default() -> Memo<V> {
        Memo::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_made_once_and_a_failure_is_not_kept() {
        let memo = Memo::new();
        assert!(memo.get("a", || anyhow::bail!("not yet")).is_err());
        assert_eq!(memo.get("a", || Ok(1)).unwrap(), 1);
        assert_eq!(memo.get("a", || Ok(2)).unwrap(), 1);
        assert_eq!(memo.get("b", || Ok(3)).unwrap(), 3);
    }
}
