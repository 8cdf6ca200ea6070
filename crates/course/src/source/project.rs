//! Where the rooms stand, found from any folder of the project.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

#[derive(Clone, Debug)]
pub struct Project {
    pub root: PathBuf,
}

impl Project {
    /// The project that holds the current folder.
    pub fn find() -> Result<Project> {
        Project::above(&std::env::current_dir()?)
    }

    pub fn above(start: &Path) -> Result<Project> {
        start
            .ancestors()
            .find(|dir| dir.join("book.toml").is_file() && dir.join("listings").is_dir())
            .map(|dir| Project { root: dir.into() })
            .with_context(|| {
                format!(
                    "{}: no folder above holds book.toml and listings/; go into your clone of the course, then run `cargo course` again",
                    start.display()
                )
            })
    }

    pub fn pages(&self) -> PathBuf {
        self.root.join("src")
    }

    pub fn po(&self) -> PathBuf {
        self.root.join("po/en.po")
    }

    pub fn listings(&self) -> PathBuf {
        self.root.join("listings")
    }

    pub fn target(&self) -> PathBuf {
        self.root.join("target")
    }

    /// A path as messages name it: from the root, with `/`.
    pub fn relative(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        path.to_string_lossy().replace('\\', "/")
    }
}

/// Where nothing may be missing, because it is the last to look: `CI=true`.
pub fn ci() -> bool {
    std::env::var("CI").is_ok_and(|ci| ci == "true")
}

/// Reads a file; the message names it.
pub fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file and the folders above it, only when its text changes: tools
/// that look at dates (cargo, the watcher) are not woken for nothing.
pub fn write(path: &Path, text: &str) -> Result<bool> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(false);
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(true)
}

/// The files of a folder and of those below it, sorted.
pub fn every_file(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        match path.is_dir() {
            true => found.extend(every_file(&path)?),
            false => found.push(path),
        }
    }
    found.sort();
    Ok(found)
}

/// Those with this ending.
pub fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = every_file(folder)?;
    found.retain(|path| path.extension().is_some_and(|e| e == ending));
    Ok(found)
}

/// Empties a folder and takes it away.
pub fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    Ok(())
}

/// A symbolic link; without leave to make one (Windows asks for it), it says so.
pub fn link(original: &Path, link: &Path) -> Result<()> {
    #[cfg(unix)]
    let made = std::os::unix::fs::symlink(original, link);
    #[cfg(windows)]
    let made = match original.is_dir() {
        true => std::os::windows::fs::symlink_dir(original, link),
        false => std::os::windows::fs::symlink_file(original, link),
    };
    made.with_context(|| format!("cannot link {} to {}", link.display(), original.display()))
}

pub fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The names closest to one that does not exist, for a message.
pub fn closest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    let mut near: Vec<(f64, &str)> = names
        .into_iter()
        .map(|name| (strsim::jaro_winkler(wanted, name), name))
        .filter(|(score, _)| *score > 0.6)
        .collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    if near.is_empty() {
        return "no name is close".into();
    }
    let names: Vec<&str> = near.iter().take(3).map(|(_, name)| *name).collect();
    format!("closest: {}", names.join(", "))
}

/// Fails with every problem at once.
pub fn all_or_nothing(problems: Vec<String>) -> Result<()> {
    if problems.is_empty() {
        return Ok(());
    }
    bail!("{}", problems.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closest_names_come_best_first() {
        let names = ["mutex_scope", "threads_scope", "threads_steps"];
        assert_eq!(
            closest("thread_scope", names),
            "closest: threads_scope, threads_steps, mutex_scope"
        );
        assert_eq!(closest("zzz", names), "no name is close");
    }

    #[test]
    fn outside_the_project_the_message_says_where_to_go() {
        let error = Project::above(Path::new("/")).unwrap_err().to_string();
        assert!(error.contains("go into your clone"), "{error}");
    }
}
