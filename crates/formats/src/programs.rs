//! The programs that run in a page: what the page is told of them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A program as it is kept and as the page is told of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// `NAME.HASH.wasm`, beside the list.
    pub file: String,
    pub bytes: usize,
    /// The page checks it before anything runs.
    pub sha256: String,
    /// In pages of 64 KB.
    pub memory: Memory,
    /// What it was made from: another source, or compiler, has another one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// One language's programs: `index.json` of the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// The compiler, which may be another than the pages quote.
    pub rustc: String,
    pub programs: BTreeMap<String, Program>,
}

/// The memory that a program asks of the page, in pages of 64 KB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    pub initial: u64,
    pub maximum: u64,
}
