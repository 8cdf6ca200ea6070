//! `{{#KIND ARGUMENT}}`: what a page asks the tool for. The one list of kinds.

use std::sync::LazyLock;

use anyhow::{Context as _, Result, bail};
use regex::{Captures, Regex};

use super::try_replace;
use crate::source::project::closest;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Directive {
    Command,
    Compiler,
    /// The exercise's statement, and a figure.
    Exercise,
    Explore,
    /// In a block of Rust only.
    Include,
    Level,
    Measure,
    Output,
    Sanitizer,
    Session,
    Timeline,
    /// In a sentence; all others stand alone, and become figures.
    Value,
}

use Directive::*;

const NAMES: [(&str, Directive); 12] = [
    ("command", Command),
    ("compiler", Compiler),
    ("exercise", Exercise),
    ("explore", Explore),
    ("include", Include),
    ("level", Level),
    ("measure", Measure),
    ("output", Output),
    ("sanitizer", Sanitizer),
    ("session", Session),
    ("timeline", Timeline),
    ("value", Value),
];

static WRITTEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\{\{#(\w+)(?: ([^}]*))?\}\}").unwrap());
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"<div data-course="(\w+)" data-name="([\w =-]+)"></div>"#).unwrap()
});

impl Directive {
    fn named(name: &str) -> Result<Directive> {
        match NAMES.iter().find(|(known, _)| *known == name) {
            Some((_, directive)) => Ok(*directive),
            None => bail!(
                "unknown directive `{name}` ({})",
                closest(name, NAMES.map(|(known, _)| known))
            ),
        }
    }

    fn name(self) -> &'static str {
        let known = NAMES.iter().find(|(_, directive)| *directive == self);
        known.map_or("", |(name, _)| name)
    }

    /// Those of a line, with their arguments.
    pub fn written_in(line: &str) -> impl Iterator<Item = Result<(Directive, &str)>> {
        WRITTEN.captures_iter(line).map(|found| {
            let argument = found.get(2).map_or("", |argument| argument.as_str().trim());
            Ok((Directive::named(&found[1])?, argument))
        })
    }

    /// What stands for a figure while the page is translated: HTML that
    /// translators never see.
    pub fn mark(self, argument: &str, line: &str) -> Result<String> {
        let kind = self.name();
        let written = format!("{{{{#{kind} {argument}}}}}");
        if line.trim() != written {
            bail!("{written} stands on a line of its own, between blank lines");
        }
        Ok(format!(
            r#"<div data-course="{kind}" data-name="{argument}"></div>"#
        ))
    }

    /// A text with `figure` in the place of each mark.
    pub fn replace_marks(
        text: &str,
        mut figure: impl FnMut(Directive, &str) -> Result<String>,
    ) -> Result<String> {
        try_replace(&MARK, text, |found| {
            figure(Directive::named(&found[1])?, &found[2])
        })
    }

    /// A text with what `value` gives in the place of each `{{#value …}}`.
    pub fn replace_values(
        text: &str,
        mut value: impl FnMut(&str) -> Result<String>,
    ) -> Result<String> {
        try_replace(&WRITTEN, text, |found: &Captures| match &found[1] {
            "value" => value(found.get(2).context("a value has a key")?.as_str().trim()),
            _ => Ok(found[0].to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_as_it_was_written() {
        for (name, directive) in NAMES {
            let mark = directive.mark("lunch", &format!("{{{{#{name} lunch}}}}"));
            let read = Directive::replace_marks(&mark.unwrap(), |read, argument| {
                assert_eq!((read, argument), (directive, "lunch"));
                Ok("a figure".into())
            });
            assert_eq!(read.unwrap(), "a figure");
        }
    }
}
