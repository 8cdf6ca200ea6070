//! Why a file cannot be read.

use std::fmt;

use serde::Deserialize;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// What is wrong, and where.
    Damaged(String),
    /// Written by an older or a newer tool.
    OtherVersion { found: String, wanted: &'static str },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Damaged(what) => write!(f, "it is damaged: {what}"),
            Unreadable::OtherVersion { found, wanted } => {
                write!(f, "its format is `{found}`, and this tool reads `{wanted}`")
            }
        }
    }
}

impl std::error::Error for Unreadable {}

/// Reads JSON that says in `format` which version it is.
pub(crate) fn parse<T: for<'de> Deserialize<'de>>(
    text: &str,
    wanted: &'static str,
) -> Result<T, Unreadable> {
    #[derive(Deserialize)]
    struct Head {
        format: String,
    }
    let damaged = |error: serde_json::Error| Unreadable::Damaged(error.to_string());
    let Head { format: found } = serde_json::from_str(text).map_err(damaged)?;
    if found != wanted {
        return Err(Unreadable::OtherVersion { found, wanted });
    }
    serde_json::from_str(text).map_err(damaged)
}
