//! A course of a few files, for tests.

use std::ops::Deref;

use tempfile::TempDir;

use super::project::{Project, write};

/// A project in a folder of its own, which goes with it.
pub struct SmallCourse {
    _folder: TempDir,
    project: Project,
}

impl SmallCourse {
    /// Made of one text, in which `//- PATH` begins a file.
    #[track_caller]
    pub fn new(text: &str) -> SmallCourse {
        let folder = tempfile::tempdir().expect("a folder of its own");
        let root = folder.path().canonicalize().expect("it is there");
        let project = Project { root };
        let (before, files) = text.split_once("//- ").unwrap_or((text, ""));
        assert!(before.trim().is_empty(), "`{before}` is in no file");
        for file in files.split("\n//- ").filter(|file| !file.is_empty()) {
            let (path, text) = file.split_once('\n').unwrap_or((file, ""));
            let ended = format!("{}\n", text.trim_end_matches('\n'));
            let text = if text.is_empty() { "" } else { &ended };
            write(&project.root.join(path), text).expect("it can be written");
        }
        SmallCourse {
            _folder: folder,
            project,
        }
    }
}

impl Deref for SmallCourse {
    type Target = Project;

    fn deref(&self) -> &Project {
        &self.project
    }
}

#[cfg(test)]
mod tests {
    use super::super::project::read;
    use super::*;

    #[test]
    fn each_file_has_its_text() {
        let small = SmallCourse::new(
            "
//- a/soup.rs
fn main() {}

//- empty.txt
//- b.md
# Une soupe
",
        );
        let text = |path: &str| read(&small.root.join(path)).unwrap();
        assert_eq!(text("a/soup.rs"), "fn main() {}\n");
        assert_eq!(text("empty.txt"), "");
        assert_eq!(text("b.md"), "# Une soupe\n");
    }
}
