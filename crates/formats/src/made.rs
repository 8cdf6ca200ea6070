//! Where and when something was run.

use serde::{Deserialize, Serialize};

/// Times mean nothing without it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Made {
    pub date: String,
    pub cores: String,
    pub rustc: String,
}
