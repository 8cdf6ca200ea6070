//! The exercises: what stands in `exercises/NAME/`, and where the reader's own
//! answer is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::po::{Template, Translations};
use super::project::{Project, closest, files, read};

/// `exercises/NAME/exercise.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exercise {
    #[serde(skip)]
    pub name: String,
    /// The page that it stands on, below `src/`, without its ending.
    pub page: String,
    /// From a question to a sketch.
    pub hints: Vec<String>,
    /// The programs that call the answer, each with how it may end. Whatever else
    /// it does is wrong, and so is an answer under which one of these ends cannot
    /// be any more.
    pub right: BTreeMap<String, Vec<String>>,
    /// What the reader is told of an end: `deadlock`, `panic`, `stopped` (a loop
    /// that may run for ever), or of any `other`.
    #[serde(default)]
    pub says: BTreeMap<String, String>,
    /// What the reader is told where a right end cannot be any more.
    pub lost: Option<String>,
    /// Explored waits may end for no reason.
    #[serde(default)]
    pub spurious: bool,
    /// The files of `wrong/`, each with how it is found out: the end that betrays
    /// it, `lost: END`, or `unseen` where it is not.
    pub wrong: BTreeMap<String, String>,
}

/// Files of an exercise that every one has.
pub const STUB: &str = "stub.rs";
pub const SOLUTION: &str = "solution.rs";
/// Right as well, with other means.
pub const OTHER: &str = "other.rs";

fn folder(project: &Project) -> PathBuf {
    project.root.join("exercises")
}

/// Where the reader's answers are: in the exercises' folder, unless the variable
/// `COURSE_ANSWERS` names another.
pub fn answers(project: &Project) -> PathBuf {
    let named = std::env::var_os("COURSE_ANSWERS").map(PathBuf::from);
    named.unwrap_or_else(|| folder(project).join("mine"))
}

/// The reader's answer to an exercise.
pub fn mine(project: &Project, name: &str) -> PathBuf {
    answers(project).join(format!("{name}.rs"))
}

impl Exercise {
    /// All of them, in the order of their pages.
    pub fn all(project: &Project) -> Result<Vec<Exercise>> {
        let contents = read(&project.pages().join("SUMMARY.md"))?;
        let mut all = Vec::new();
        for name in names(project)? {
            all.push(Exercise::load(project, &name)?);
        }
        all.sort_by_key(|exercise| contents.find(&format!("({}.md)", exercise.page)));
        Ok(all)
    }

    pub fn named(project: &Project, name: &str) -> Result<Exercise> {
        let names = names(project)?;
        if !names.iter().any(|known| known == name) {
            let close = closest(name, names.iter().map(String::as_str));
            bail!("no exercise is called `{name}` ({close}); `cargo course exercise` lists them");
        }
        Exercise::load(project, name)
    }

    fn load(project: &Project, name: &str) -> Result<Exercise> {
        let path = folder(project).join(name).join("exercise.toml");
        let load = || -> Result<Exercise> {
            let mut exercise: Exercise = toml::from_str(&read(&path)?)?;
            exercise.name = name.into();
            exercise.check(project)?;
            Ok(exercise)
        };
        load().with_context(|| format!("{} is not as it should be", project.relative(&path)))
    }

    fn check(&self, project: &Project) -> Result<()> {
        if self.right.is_empty() || self.hints.len() < 2 {
            bail!("it needs `right`, and two `hints` at least");
        }
        let always = [STUB, SOLUTION, OTHER, "statement.md"].into_iter();
        for file in always.chain(self.right.keys().map(String::as_str)) {
            if !self.file(project, file).is_file() {
                bail!("its {file} is missing");
            }
        }
        let there: Vec<String> = files(&self.file(project, "wrong"), "rs")?
            .iter()
            .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
            .collect();
        let listed: Vec<&String> = self.wrong.keys().collect();
        if there.iter().collect::<Vec<_>>() != listed {
            bail!("[wrong] lists {listed:?}, and the folder wrong/ has {there:?}");
        }
        Ok(())
    }

    /// One of its files.
    pub fn file(&self, project: &Project, file: &str) -> PathBuf {
        folder(project).join(&self.name).join(file)
    }

    /// A file of Rust, with its comments and texts in the reader's language.
    pub fn code(
        &self,
        project: &Project,
        file: &str,
        translations: Option<&Translations>,
    ) -> Result<String> {
        let french = read(&self.file(project, file))?;
        match translations {
            Some(translations) => translations.listing(&french),
            None => Ok(french),
        }
    }

    pub fn statement(&self, project: &Project) -> Result<String> {
        read(&self.file(project, "statement.md"))
    }

    /// What the reader is told of an end, behind what was printed before it.
    pub fn says(&self, end: &str) -> Option<&str> {
        let last = end.rsplit(" | ").next().unwrap_or_default();
        let known = ["deadlock", "panic", "stopped"].into_iter();
        let key = known.clone().find(|key| last.starts_with(key));
        self.says.get(key.unwrap_or("other")).map(String::as_str)
    }

    /// What translators see of it; its statement stands in its page.
    pub fn extract(&self, project: &Project, template: &mut Template) -> Result<()> {
        let source = |file: &str| project.relative(&self.file(project, file));
        let told = self
            .hints
            .iter()
            .chain(self.says.values())
            .chain(&self.lost);
        for text in told {
            template.add(&source("exercise.toml"), text);
        }
        for file in [STUB, SOLUTION, OTHER] {
            template.extract_code(&source(file), &read(&self.file(project, file))?);
        }
        Ok(())
    }
}

fn names(project: &Project) -> Result<Vec<String>> {
    let folder = folder(project);
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).into_iter().flatten() {
        let path = entry?.path();
        if path.join("exercise.toml").is_file() {
            names.push(name(&path));
        }
    }
    names.sort();
    Ok(names)
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::small::SmallCourse;

    const COUNTER: &str = "
//- exercises/counter/exercise.toml
page = \"sync/mutex\"
hints = [\"Qui ?\", \"Quand ?\"]
right = { \"driver.rs\" = [\"2 | exit\"] }
wrong = { racy = \"1 | exit\" }
says = { deadlock = \"Personne n’avance.\", other = \"Il en manque.\" }
//- exercises/counter/stub.rs
//- exercises/counter/driver.rs
//- exercises/counter/solution.rs
//- exercises/counter/other.rs
//- exercises/counter/statement.md
//- exercises/counter/wrong/racy.rs
";

    #[track_caller]
    fn check_refused(files: &str, name: &str, expected: &str) {
        let project = SmallCourse::new(files);
        let error = format!("{:#}", Exercise::named(&project, name).unwrap_err());
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn of_an_end_is_told_what_fits_its_last_part() {
        let project = SmallCourse::new(COUNTER);
        let exercise = Exercise::named(&project, "counter").unwrap();
        assert_eq!(exercise.says("1 | deadlock"), Some("Personne n’avance."));
        assert_eq!(exercise.says("1 | exit"), Some("Il en manque."));
        assert_eq!(exercise.says("panic: x"), None);
    }

    #[test]
    fn what_is_missing_or_unknown_is_named() {
        check_refused(COUNTER, "conter", "closest: counter");
        let lacks = COUNTER.replace("//- exercises/counter/other.rs\n", "");
        check_refused(&lacks, "counter", "its other.rs is missing");
        let more = format!("{COUNTER}//- exercises/counter/wrong/slow.rs\n");
        check_refused(&more, "counter", "has [\"racy\", \"slow\"]");
        let one = COUNTER.replace(", \"Quand ?\"", "");
        check_refused(&one, "counter", "two `hints`");
        let typo = COUNTER.replace("says =", "said =");
        check_refused(&typo, "counter", "unknown field `said`");
    }
}
