//! What is compared, from `listings/measures/measures.toml`: cases, sizes, who
//! must be ahead, and the words in both languages.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::source::lang::Lang;
use crate::source::project::{Project, closest, read};

const FILE: &str = "listings/measures/measures.toml";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparisons {
    #[serde(default)]
    comparison: BTreeMap<String, Comparison>,
    /// What a case is called on a page.
    #[serde(default)]
    case: BTreeMap<String, Words>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comparison {
    #[serde(skip)]
    pub name: String,
    title: Words,
    pub cases: Vec<String>,
    /// How much work, and how much where only the results count.
    pub size: u64,
    pub small: u64,
    /// Whether the memory of the process is a figure too.
    #[serde(default)]
    pub memory: bool,
    /// The projects whose programs it runs.
    #[serde(default)]
    pub builds: Vec<String>,
    /// The command that a case cannot do without, and that not every machine has.
    #[serde(default)]
    pub needs: BTreeMap<String, String>,
    /// `A/B.ratio`, `A/B.memory`: between what and what it lies.
    pub bounds: BTreeMap<String, [f64; 2]>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    fr: String,
    en: String,
}

impl Words {
    fn pick(&self, lang: Lang) -> &str {
        lang.pick(&self.fr, &self.en)
    }
}

impl Comparisons {
    /// None, where there is no such file.
    pub fn load(project: &Project) -> Result<Comparisons> {
        let path = project.root.join(FILE);
        if !path.is_file() {
            return Ok(Comparisons::default());
        }
        Comparisons::parse(&read(&path)?)
    }

    pub fn parse(text: &str) -> Result<Comparisons> {
        let mut read: Comparisons = toml::from_str(text).with_context(|| FILE.to_owned())?;
        for (name, comparison) in &mut read.comparison {
            comparison.name.clone_from(name);
        }
        read.check().with_context(|| FILE.to_owned())?;
        Ok(read)
    }

    /// Every case has words and every word a case; bounds are of cases.
    fn check(&self) -> Result<()> {
        let mut used = BTreeSet::new();
        for Comparison {
            name,
            cases,
            bounds,
            needs,
            ..
        } in self.iter()
        {
            for case in cases {
                used.insert(case);
                if !self.case.contains_key(case) {
                    bail!(
                        "[comparison.{name}] case `{case}` has no words; add them below [case] ({})",
                        closest(case, self.case.keys().map(String::as_str))
                    );
                }
            }
            if let Some(case) = needs.keys().find(|case| !cases.contains(case)) {
                bail!(
                    "[comparison.{name}.needs] there is no case `{case}` ({})",
                    closest(case, cases.iter().map(String::as_str))
                );
            }
            if bounds.is_empty() {
                bail!("[comparison.{name}] say who is ahead, below [comparison.{name}.bounds]");
            }
            for key in bounds.keys() {
                let endings = [".ratio", ".memory", ".memory_each"];
                let named = endings.iter().find_map(|ending| key.strip_suffix(ending));
                let Some((a, b)) = named.and_then(|cases| cases.split_once('/')) else {
                    bail!(
                        "[comparison.{name}.bounds] `{key}` is none of `A/B.ratio`, `A/B.memory`, `A/B.memory_each`"
                    );
                };
                for case in [a, b] {
                    if !cases.iter().any(|known| known == case) {
                        bail!(
                            "[comparison.{name}.bounds] `{key}` names no case `{case}` ({})",
                            closest(case, cases.iter().map(String::as_str))
                        );
                    }
                }
            }
        }
        match self.case.keys().find(|case| !used.contains(case)) {
            Some(case) => bail!("[case] {case} is compared nowhere; delete it"),
            None => Ok(()),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Comparison> {
        self.comparison.values()
    }

    pub fn named(&self, name: &str) -> Result<&Comparison> {
        match self.comparison.get(name) {
            Some(known) => Ok(known),
            None => bail!(
                "there is no comparison `{name}` ({}); {FILE} lists them",
                closest(name, self.comparison.keys().map(String::as_str))
            ),
        }
    }

    /// A case in the page's language.
    pub fn label(&self, case: &str, lang: Lang) -> Result<&str> {
        match self.case.get(case) {
            Some(words) => Ok(words.pick(lang)),
            None => bail!("case `{case}` has no words; add them to {FILE}, below [case]"),
        }
    }
}

impl Comparison {
    pub fn title(&self, lang: Lang) -> &str {
        self.title.pick(lang)
    }

    /// The command that a case cannot do without.
    pub fn needs(&self, case: &str) -> Option<&str> {
        match is_python(case) {
            true => Some("python3"),
            false => self.needs.get(case).map(String::as_str),
        }
    }
}

pub fn is_python(case: &str) -> bool {
    case.starts_with("python_")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LUNCH: &str = r#"
        [comparison.lunch]
        title = { fr = "Manger", en = "Eating" }
        cases = ["alone", "together"]
        size = 10
        small = 1
        bounds = { "together/alone.ratio" = [0.1, 0.9] }
        [case]
        alone = { fr = "seul", en = "alone" }
        together = { fr = "ensemble", en = "together" }
    "#;

    #[track_caller]
    fn check_refused(from: &str, to: &str, expected: &str) {
        assert!(LUNCH.contains(from));
        let error = Comparisons::parse(&LUNCH.replace(from, to)).unwrap_err();
        let error = format!("{error:#}");
        assert!(error.starts_with(FILE), "{error}");
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn a_comparison_has_its_words() {
        let read = Comparisons::parse(LUNCH).unwrap();
        assert_eq!(read.named("lunch").unwrap().title(Lang::En), "Eating");
        assert_eq!(read.label("alone", Lang::Fr).unwrap(), "seul");
        let error = read.named("lunhc").unwrap_err().to_string();
        assert!(error.contains("(closest: lunch"), "{error}");
    }

    #[test]
    fn what_does_not_fit_is_refused_where_it_stands() {
        check_refused(
            "cases = [\"alone\"",
            "cases = [\"standing\", \"alone\"",
            "[comparison.lunch] case `standing` has no words",
        );
        check_refused(
            "alone = { fr",
            "quickly = { fr = \"\", en = \"\" }\nalone = { fr",
            "[case] quickly is compared nowhere; delete it",
        );
        check_refused(
            "\"together/alone.ratio\"",
            "\"together/alnoe.ratio\"",
            "names no case `alnoe` (closest: alone",
        );
        check_refused("alone.ratio", "alone", "is none of `A/B.ratio`,");
        check_refused(
            "\"together/alone.ratio\" = [0.1, 0.9]",
            "",
            "say who is ahead, below [comparison.lunch.bounds]",
        );
        check_refused("size", "length", "unknown field `length`");
        check_refused(
            "size",
            "needs = { toghether = \"curl\" }\nsize",
            "[comparison.lunch.needs] there is no case `toghether` (closest: together",
        );
    }
}
