//! Fingerprints, by which states are told apart.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The same in every run, unlike the hashes of a `HashMap`.
pub fn fingerprint(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
