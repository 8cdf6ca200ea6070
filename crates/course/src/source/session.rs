//! `listings/sessions/NAME.toml`: commands that a page shows with what they print.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use regex::Regex;
use serde::Deserialize;

use super::lang::Lang;
use super::project::{Project, closest, files, read};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Succeeds where its tools are there; the first line it prints is their version.
    pub needs: String,
    /// What to do where they are not.
    pub install: String,
    /// One after the other, by one bash, in the project's folder.
    pub commands: Vec<String>,
    /// What is kept of the lines printed: those that match one of these; all, if
    /// there is none.
    #[serde(default)]
    keep: Vec<String>,
    #[serde(skip)]
    pub kept: Vec<Regex>,
    /// What differs from run to run, and what stands in its place.
    #[serde(default)]
    replace: Vec<(String, String)>,
    #[serde(skip)]
    pub replaced: Vec<(Regex, String)>,
    /// Seconds, for all of them.
    #[serde(default = "two_minutes")]
    pub limit_s: u64,
}

fn two_minutes() -> u64 {
    120
}

#[derive(Default)]
pub struct Sessions(BTreeMap<String, Session>);

impl Sessions {
    pub fn load(project: &Project) -> Result<Sessions> {
        let folder = project.listings().join("sessions");
        let mut sessions = BTreeMap::new();
        if !folder.is_dir() {
            return Ok(Sessions::default());
        }
        for path in files(&folder, "toml")? {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            let session = Session::parse(&read(&path)?)
                .with_context(|| format!("{} is not as it should be", project.relative(&path)))?;
            sessions.insert(name.into_owned(), session);
        }
        Ok(Sessions(sessions))
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub fn get(&self, name: &str) -> Option<&Session> {
        self.0.get(name)
    }

    /// What this language's readers are shown: `NAME_en`, where there is one, prints
    /// English words.
    pub fn read_in<'a>(&'a self, name: &'a str, lang: Lang) -> Result<(&'a str, &'a Session)> {
        let own = self.named(name)?;
        let twin = format!("{name}_{}", Lang::En.code());
        let Some((twin, english)) = self.0.get_key_value(&twin).filter(|_| lang == Lang::En) else {
            return Ok((name, own));
        };
        if english.commands.len() != own.commands.len() {
            bail!("sessions `{name}` and `{twin}` have not as many commands");
        }
        Ok((twin, english))
    }

    pub fn named(&self, name: &str) -> Result<&Session> {
        self.get(name).with_context(|| {
            let near = closest(name, self.names());
            format!("there is no session `{name}` in listings/sessions/ ({near})")
        })
    }
}

impl Session {
    fn parse(text: &str) -> Result<Session> {
        let mut session: Session = toml::from_str(text)?;
        if session.commands.is_empty() {
            bail!("`commands` is empty; say what is typed");
        }
        if let Some(command) = session.commands.iter().find(|typed| typed.contains('\n')) {
            bail!("a command is one line: {command:?}");
        }
        for pattern in &session.keep {
            session.kept.push(Regex::new(pattern)?);
        }
        for (pattern, by) in &session.replace {
            session.replaced.push((Regex::new(pattern)?, by.clone()));
        }
        Ok(session)
    }
}

#[cfg(test)]
mod tests {
    use super::super::small::SmallCourse;
    use super::*;

    #[test]
    fn english_readers_are_shown_the_english_twin() {
        let session =
            |command: &str| format!("needs = \"true\"\ninstall = \"\"\ncommands = [{command}]\n");
        let (one, two) = (session("\"a\""), session("\"a\", \"b\""));
        let text = format!(
            "//- listings/sessions/x.toml\n{one}\n//- listings/sessions/x_en.toml\n{one}\n//- listings/sessions/y.toml\n{one}\n//- listings/sessions/y_en.toml\n{two}\n"
        );
        let sessions = Sessions::load(&SmallCourse::new(&text)).unwrap();
        assert_eq!(sessions.read_in("x", Lang::Fr).unwrap().0, "x");
        assert_eq!(sessions.read_in("x", Lang::En).unwrap().0, "x_en");
        assert_eq!(sessions.read_in("x_en", Lang::En).unwrap().0, "x_en");
        let error = sessions.read_in("y", Lang::En).err().unwrap().to_string();
        assert!(error.contains("not as many commands"), "{error}");
    }

    fn wrong(lines: &str) -> String {
        let text = format!(
            "//- listings/sessions/lunch.toml\nneeds = \"true\"\ninstall = \"buy it\"\n{lines}\n"
        );
        let project = SmallCourse::new(&text);
        let error = Sessions::load(&project).err().expect("an error");
        format!("{error:#}")
    }

    #[test]
    fn a_session_that_cannot_be_run_is_named_with_its_fault() {
        let empty = wrong("commands = []");
        assert!(
            empty.starts_with("listings/sessions/lunch.toml is not as it should be: "),
            "{empty}"
        );
        assert!(empty.contains("say what is typed"), "{empty}");
        let two = wrong(r#"commands = ["a\nb"]"#);
        assert!(two.contains("a command is one line"), "{two}");
        let pattern = wrong("commands = [\"a\"]\nkeep = [\"(\"]");
        assert!(pattern.contains("unclosed group"), "{pattern}");
        let word = wrong("commands = [\"a\"]\nlimit = 3");
        assert!(word.contains("unknown field `limit`"), "{word}");
    }
}
