//! What a command made and a page shows: where each file stands, how it is
//! read, what is said when it is missing or damaged. Starts no process, writes
//! no HTML.

pub mod graph;
pub mod measure;
pub mod order;
pub mod outcomes;
pub mod plain;
pub mod python;
pub mod recording;
pub mod report;
pub mod session;
pub mod timeline;
pub mod walk;

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::source::lang::Lang;
use crate::source::listing::Listings;
use crate::source::project::{Project, files, read};

/// A kind of file below `listings/evidence/`, one for each name that asks for it.
pub trait Evidence: Sized {
    /// What it is called in a message.
    const WHAT: &str;
    /// What makes it, before a name.
    const COMMAND: &str;
    /// What an author says to ask for it, where not every listing has it.
    const ASK: Option<&str> = None;
    const FOLDER: &str;
    const ENDING: &str;
    /// Those whose files are apart: French alone stands for both.
    const LANGS: &[Lang] = &[Lang::Fr];

    /// The value of a file's text; `name` is the file's.
    fn read(text: &str, name: &str) -> Result<Self>;

    /// The names that ask for it.
    fn wanted(listings: &Listings) -> Vec<&str>;

    /// The figure that `{{#value KIND:NAME:KEY}}` shows.
    fn value(&self, key: &str, _: Lang) -> Result<String> {
        bail!("`{key}`: a {} has no figures", Self::WHAT)
    }

    fn path(project: &Project, lang: Lang, name: &str) -> PathBuf {
        let folder = project.listings().join("evidence").join(Self::FOLDER);
        match Self::LANGS.len() {
            1 => folder,
            _ => folder.join(lang.code()),
        }
        .join(format!("{name}.{}", Self::ENDING))
    }

    fn load(project: &Project, lang: Lang, name: &str) -> Result<Self> {
        let (what, command) = (Self::WHAT, Self::COMMAND);
        let path = Self::path(project, lang, name);
        if !path.is_file() {
            let lang = match Self::LANGS.len() {
                1 => String::new(),
                _ => format!(" in {}", lang.code()),
            };
            let ask = Self::ASK.map_or(String::new(), |ask| format!("{ask}, then "));
            bail!("`{name}` has no {what}{lang} yet; {ask}run `{command} {name}`");
        }
        Self::read(&read(&path)?, name).with_context(|| {
            let file = project.relative(&path);
            format!("{file} is not a {what} that can be read; run `{command} {name}`")
        })
    }
}

/// Names without their file, and files that no name asks for.
pub fn unmatched<E: Evidence>(project: &Project, listings: &Listings) -> Result<Vec<String>> {
    let wanted = E::wanted(listings);
    let wanted: BTreeSet<PathBuf> = (E::LANGS.iter())
        .flat_map(|lang| wanted.iter().map(|name| E::path(project, *lang, name)))
        .collect();
    let folder = project.listings().join("evidence").join(E::FOLDER);
    let there: BTreeSet<PathBuf> = match folder.is_dir() {
        true => files(&folder, E::ENDING)?.into_iter().collect(),
        false => BTreeSet::new(),
    };
    let missing = wanted.difference(&there).map(|path| {
        let file = project.relative(path);
        format!("{file} is missing; run `{}`", E::COMMAND)
    });
    let alone = there.difference(&wanted).map(|path| {
        let file = project.relative(path);
        let ask = E::ASK.map_or(String::new(), |ask| format!(", or {ask}"));
        format!("{file} is a {} of nothing; delete it{ask}", E::WHAT)
    });
    Ok(missing.chain(alone).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::project::write;
    use crate::source::small::SmallCourse;

    struct Note(String);

    impl Evidence for Note {
        const WHAT: &str = "note";
        const COMMAND: &str = "cargo course jot";
        const ASK: Option<&str> = Some("say `note = true` in listings.toml");
        const FOLDER: &str = "notes";
        const ENDING: &str = "txt";

        fn read(text: &str, _: &str) -> Result<Note> {
            match text {
                "" => bail!("it is empty"),
                _ => Ok(Note(text.into())),
            }
        }

        fn wanted(_: &Listings) -> Vec<&str> {
            vec!["lunch"]
        }
    }

    #[test]
    fn what_is_missing_or_damaged_comes_with_its_command() {
        let project = SmallCourse::new("");
        let load = || Note::load(&project, Lang::En, "lunch").map_err(|e| format!("{e:#}"));
        assert_eq!(
            load().err().unwrap(),
            "`lunch` has no note yet; say `note = true` in listings.toml, then run `cargo course jot lunch`"
        );
        let unmatched = || unmatched::<Note>(&project, &Listings::default()).unwrap();
        assert_eq!(
            unmatched(),
            ["listings/evidence/notes/lunch.txt is missing; run `cargo course jot`"]
        );
        write(&Note::path(&project, Lang::En, "lunch"), " ").unwrap();
        std::fs::write(Note::path(&project, Lang::En, "lunch"), "").unwrap();
        assert_eq!(
            load().err().unwrap(),
            "listings/evidence/notes/lunch.txt is not a note that can be read; run `cargo course jot lunch`: it is empty"
        );
        write(&Note::path(&project, Lang::En, "lunch"), "soup").unwrap();
        write(&Note::path(&project, Lang::En, "dinner"), "fish").unwrap();
        assert_eq!(load().unwrap().0, "soup");
        assert_eq!(
            unmatched(),
            [
                "listings/evidence/notes/dinner.txt is a note of nothing; delete it, or say `note = true` in listings.toml"
            ]
        );
    }
}
