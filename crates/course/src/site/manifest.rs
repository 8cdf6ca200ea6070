//! What a site holds, for who keeps it to read it without a network.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use formats::site::{File, Manifest};
use sha2::{Digest, Sha256};

use crate::source::project::every_file;

/// The path, bytes and hash of every file that a folder has by now.
pub fn manifest(folder: &Path) -> Result<Manifest> {
    let mut files = BTreeMap::new();
    for path in every_file(folder)? {
        let name = path.strip_prefix(folder)?.to_string_lossy();
        let name = name.replace('\\', "/");
        if name == Manifest::NAME {
            continue;
        }
        let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let digest = Sha256::digest(&bytes);
        let file = File {
            bytes: bytes.len(),
            sha256: digest.iter().map(|byte| format!("{byte:02x}")).collect(),
        };
        files.insert(name, file);
    }
    Ok(Manifest::new(files))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::project::write;

    #[test]
    fn a_file_is_told_by_its_path_and_what_is_in_it() {
        let folder = tempfile::tempdir().unwrap();
        write(&folder.path().join("en/a.html"), "abc").unwrap();
        write(&folder.path().join(Manifest::NAME), "itself").unwrap();
        let text = serde_json::to_string(&manifest(folder.path()).unwrap()).unwrap();
        // The hash of « abc » that the standard gives.
        let expected = r#"{"format":"site/1","files":{"en/a.html":{"bytes":3,"sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}}}"#;
        assert_eq!(text, expected);
        assert_eq!(Manifest::parse(&text).unwrap().files.len(), 1);
        assert!(Manifest::parse(&text.replace("site/1", "site/0")).is_err());
    }
}
