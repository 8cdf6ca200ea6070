//! Every file of a published site: `files.json`, its last step.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Unreadable;
use crate::unreadable::parse;

const FORMAT: &str = "site/1";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    format: String,
    /// By path from the site's root, with `/`; without the manifest itself.
    pub files: BTreeMap<String, File>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    pub bytes: usize,
    pub sha256: String,
}

impl Manifest {
    /// Where it stands in the site.
    pub const NAME: &str = "files.json";

    pub fn new(files: BTreeMap<String, File>) -> Manifest {
        Manifest {
            format: FORMAT.into(),
            files,
        }
    }

    pub fn parse(text: &str) -> Result<Manifest, Unreadable> {
        parse(text, FORMAT)
    }
}
