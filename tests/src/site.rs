//! The built site, once a run, and sites built from a variant of the project.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use course::house::{House, files, read, write};
use course::site::{Site, index, remove};

use crate::house;

/// Both editions with their search index, built once a run.
pub fn site() -> &'static Path {
    static SITE: OnceLock<(PathBuf, File)> = OnceLock::new();
    let (folder, _) = SITE.get_or_init(|| {
        let house = house();
        let folder = house.target().join("promises/site");
        // Held until the end: a second run at the same time waits.
        let lock = house.target().join("promises/lock");
        write(&lock, "").expect("target/ can be written");
        let lock = File::open(lock).expect("the lock is there");
        lock.lock().expect("the lock can be held");
        remove(&folder).expect("the old site can be deleted");
        build(&house, &folder);
        (folder, lock)
    });
    folder
}

fn build(house: &House, folder: &Path) {
    if let Err(error) = Site::new(house, None).build(folder).and_then(|_| index(folder)) {
        panic!("the site cannot be built; run `cargo course build`:\n{error:#}");
    }
}

/// The same project with another `book.toml`, built.
pub struct Twin {
    folder: tempfile::TempDir,
}

impl Twin {
    pub fn build(change: impl Fn(&str) -> String) -> anyhow::Result<Twin> {
        let folder = tempfile::tempdir()?;
        let (old, new) = (house(), folder.path().join("project"));
        for room in ["src", "listings", "po", "theme"] {
            for path in every_file(&old.root.join(room))? {
                let to = new.join(path.strip_prefix(&old.root)?);
                fs::create_dir_all(to.parent().expect("a file has a folder"))?;
                fs::copy(&path, to)?;
            }
        }
        let book = read(&old.root.join("book.toml"))?;
        write(&new.join("book.toml"), &change(&book))?;
        build(&House { root: new }, &folder.path().join("site"));
        Ok(Twin { folder })
    }

    pub fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }
}

fn every_file(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => found.extend(every_file(&path)?),
            false => found.push(path),
        }
    }
    Ok(found)
}

/// The pages of a site, by their path in it, with their text.
pub fn html_files(site: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut pages = Vec::new();
    for path in files(site, "html")? {
        let name = path.strip_prefix(site)?.to_string_lossy().replace('\\', "/");
        pages.push((name, read(&path)?));
    }
    Ok(pages)
}
