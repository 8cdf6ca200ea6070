//! The built site, once a run, and sites built from a variant of the project.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::Result;
use course::site::{Run, Site, Step, publish};
use course::source::project::{Project, every_file, files, read, remove, write};

use crate::project;

/// Both editions with their search index, built once a run.
pub fn site() -> &'static Path {
    static SITE: OnceLock<PathBuf> = OnceLock::new();
    SITE.get_or_init(|| {
        let project = project();
        let folder = emptied("site");
        let steps = [&Step::PAGES[..], &[Step::Index]].concat();
        if let Err(error) = Site::new(&project, &folder, None).take(&steps) {
            panic!("the site cannot be built; run `cargo course build`:\n{error:#}");
        }
        folder
    })
}

/// The same project, published under a path of its host, with a page that has
/// moved: once a run too.
pub fn twin() -> &'static Project {
    static TWIN: OnceLock<Project> = OnceLock::new();
    TWIN.get_or_init(|| {
        let twin = Project {
            root: emptied("twin"),
        };
        if let Err(error) = copy(&project(), &twin).and_then(|_| publish(&twin, Run::Nothing)) {
            panic!("the site cannot be published under a path:\n{error:#}");
        }
        twin
    })
}

/// The address of the twin, and its page that has moved.
const TWIN: &str = r#"[preprocessor.course]
site = "https://example.org/a/course/"
"#;
const MOVED: &str = r#"[output.html.redirect]
"/old/name.html" = "../why/waiting.html"
"#;

fn copy(from: &Project, to: &Project) -> Result<()> {
    for room in ["src", "listings", "exercises", "projects", "po", "theme"] {
        for path in every_file(&from.root.join(room))? {
            let copy = to.root.join(path.strip_prefix(&from.root)?);
            fs::create_dir_all(copy.parent().expect("a file has a folder"))?;
            fs::copy(&path, copy)?;
        }
    }
    let book = read(&from.root.join("book.toml"))?;
    let book = book
        .replace("[preprocessor.course]\n", TWIN)
        .replace("[output.html.redirect]\n", MOVED);
    write(&to.root.join("book.toml"), &book)?;
    Ok(())
}

/// An empty folder of `target/promises`, which is held until this run ends: a
/// second run at the same time waits.
fn emptied(name: &str) -> PathBuf {
    static LOCK: OnceLock<File> = OnceLock::new();
    let promises = project().target().join("promises");
    LOCK.get_or_init(|| {
        let path = promises.join("lock");
        write(&path, "").expect("target/ can be written");
        let lock = File::open(path).expect("the lock was written");
        lock.lock().expect("the lock can be held");
        lock
    });
    let folder = promises.join(name);
    remove(&folder).expect("what the last run left can be deleted");
    folder
}

/// The pages of a site, by their path in it, with their text.
pub fn html_files(site: &Path) -> Result<Vec<(String, String)>> {
    let mut pages = Vec::new();
    for path in files(site, "html")? {
        let name = path
            .strip_prefix(site)?
            .to_string_lossy()
            .replace('\\', "/");
        pages.push((name, read(&path)?));
    }
    Ok(pages)
}
