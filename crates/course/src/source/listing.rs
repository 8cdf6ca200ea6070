//! The listings: their files, their anchors, and what `listings.toml` says of them.

mod ground;
mod threads;

pub use ground::{Ground, MANY_THREADS};
pub use threads::Threads;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::source::comparisons::Comparisons;
use crate::source::project::{Project, closest, files, read};
use crate::source::session::Sessions;

/// How two runs of a listing are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Output {
    #[default]
    Exact,
    AnyOrder,
    /// One of the outcomes that the exploration found.
    Set,
}

/// How a run of a listing must end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ends {
    #[default]
    Exit,
    Panic,
    Hang,
}

/// What differs from run to run, and is not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mask {
    Duration,
    ThreadId,
    Number,
}

/// What an exploration of every interleaving must find.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Explore {
    /// Something that must not happen, and can.
    Bug,
    /// Nothing that must not happen.
    Fixed,
}

/// What an explored load may return.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Memory {
    /// Also an old value, as far as the orderings allow.
    Weak,
}

/// What ThreadSanitizer must say of twenty runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sanitizer {
    Race,
    Clean,
}

/// What the file cannot say: one entry of `listings.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rule {
    pub output: Output,
    pub ends: Ends,
    pub limit_s: u64,
    pub mask: Vec<Mask>,
    pub browser: Option<Ground>,
    pub threads: Option<Threads>,
    pub explore: Option<Explore>,
    pub memory: Option<Memory>,
    /// Explored waits may end for no reason.
    pub spurious: bool,
    /// Explored allocations may get an address that was freed.
    pub reuse: bool,
    /// In an exploration, timers may run out while somebody can move.
    pub slow: bool,
    /// How often time may run out at one place of an exploration before anything else.
    pub timeouts: Option<usize>,
    pub max_states: Option<usize>,
    pub max_steps: Option<usize>,
    pub sanitizer: Option<Sanitizer>,
    /// One run is timed, for a figure.
    pub timeline: bool,
}

impl Default for Rule {
    fn default() -> Rule {
        Rule {
            output: Output::Exact,
            ends: Ends::Exit,
            limit_s: 10,
            mask: Vec::new(),
            browser: None,
            threads: None,
            explore: None,
            memory: None,
            spurious: false,
            reuse: false,
            slow: false,
            timeouts: None,
            max_states: None,
            max_steps: None,
            sanitizer: None,
            timeline: false,
        }
    }
}

impl Rule {
    /// Why it does not run in a page, if it does not.
    pub fn excepted(&self) -> Option<Ground> {
        let weak = self.memory == Some(Memory::Weak);
        self.browser.or(weak.then_some(Ground::WeakMemory))
    }
}

/// The programs that run, by name, with their rules, what is compared, and what is
/// typed.
#[derive(Default)]
pub struct Listings {
    rules: BTreeMap<String, Rule>,
    pub comparisons: Comparisons,
    pub sessions: Sessions,
}

impl Listings {
    pub fn load(project: &Project) -> Result<Listings> {
        let names = Kind::Runs.names(project)?;
        let path = project.listings().join("listings.toml");
        let source = |name: &str| read(&Kind::Runs.path(project, name));
        let rules = rules(&read(&path)?, &names, source)
            .with_context(|| format!("{} is not as it should be", project.relative(&path)))?;
        Ok(Listings {
            rules,
            comparisons: Comparisons::load(project)?,
            sessions: Sessions::load(project)?,
        })
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.rules.keys().map(String::as_str)
    }

    pub fn rule(&self, name: &str) -> Result<&Rule> {
        self.rules.get(name).with_context(|| {
            format!(
                "there is no listing `{name}` in listings/src/bin/ ({})",
                closest(name, self.names())
            )
        })
    }
}

/// Reads `listings.toml`: an entry for no listing, or that changes nothing, is
/// an error. Some are held to the listing's `source`.
fn rules(
    text: &str,
    names: &[String],
    source: impl Fn(&str) -> Result<String>,
) -> Result<BTreeMap<String, Rule>> {
    let table: toml::Table = text.parse()?;
    let mut rules: BTreeMap<String, Rule> =
        names.iter().map(|n| (n.clone(), Rule::default())).collect();
    for (name, entry) in table {
        let line = 1 + text
            .lines()
            .position(|l| l.trim() == format!("[{name}]"))
            .unwrap_or_default();
        if !rules.contains_key(&name) {
            let near = closest(&name, names.iter().map(String::as_str));
            bail!(
                "line {line}: [{name}] names no file of listings/src/bin/ ({near}); rename or delete the entry"
            );
        }
        for key in entry.as_table().into_iter().flat_map(|t| t.keys()) {
            let mut alone = toml::Table::new();
            alone.insert(key.clone(), entry[key].clone());
            let rule: Rule = alone
                .try_into()
                .with_context(|| format!("line {line}: [{name}] {key}"))?;
            if rule == Rule::default() {
                bail!("line {line}: [{name}] {key} is what holds anyway; delete it");
            }
        }
        let rule: Rule = entry
            .try_into()
            .with_context(|| format!("line {line}: [{name}]"))?;
        if rule == Rule::default() {
            bail!("line {line}: [{name}] changes nothing; delete it");
        }
        if rule.memory.is_some() && rule.browser == Some(Ground::WeakMemory) {
            bail!("line {line}: [{name}] browser is what `memory` says already; delete it");
        }
        if rule.output == Output::Set && rule.explore.is_none() {
            bail!(
                "line {line}: [{name}] output = \"set\" is for explored listings; add explore = …, or say \"any-order\""
            );
        }
        let bounds = [
            ("spurious", rule.spurious),
            ("reuse", rule.reuse),
            ("slow", rule.slow),
            ("timeouts", rule.timeouts.is_some()),
            ("max_states", rule.max_states.is_some()),
            ("max_steps", rule.max_steps.is_some()),
        ];
        let bound = bounds.into_iter().find(|&(_, is_said)| is_said);
        if let (None, Some((key, _))) = (rule.explore, bound) {
            bail!(
                "line {line}: [{name}] {key} is for explored listings; add explore = …, or delete it"
            );
        }
        if let Some(threads) = &rule.threads
            && !threads.is_read_in(&source(&name)?)
        {
            bail!(
                "line {line}: [{name}] threads names {0}, which listings/src/bin/{name}.rs never reads; read it there (`env::var(\"{0}\")`), or mend the name",
                threads.variable
            );
        }
        rules.insert(name, rule);
    }
    Ok(rules)
}

/// The programs that must not compile.
pub fn fail_names(project: &Project) -> Result<Vec<String>> {
    Kind::Fails.names(project)
}

/// What the compiler says of one of them.
pub fn message_path(project: &Project, name: &str) -> PathBuf {
    project.listings().join(format!("fail/{name}.stderr"))
}

/// A program shown by a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Runs,
    Fails,
    /// A file of one of the projects.
    Project,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Runs, Kind::Fails, Kind::Project];

    /// What it is called in a block that was expanded.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Runs => "runs",
            Kind::Fails => "fails",
            Kind::Project => "project",
        }
    }

    /// Where its files stand, from the project's folder.
    pub fn folder(self) -> &'static str {
        match self {
            Kind::Runs => "listings/src/bin",
            Kind::Fails => "listings/fail",
            Kind::Project => "projects",
        }
    }

    /// A listing's name is its file's; that of a project's file is `PROJECT/src/FILE`.
    pub fn path(self, project: &Project, name: &str) -> PathBuf {
        project.root.join(self.folder()).join(format!("{name}.rs"))
    }

    /// What there is of it, sorted; of a project, without its tests.
    pub fn names(self, project: &Project) -> Result<Vec<String>> {
        let folder = project.root.join(self.folder());
        if self == Kind::Project && !folder.is_dir() {
            return Ok(Vec::new());
        }
        let name = |path: &PathBuf| {
            let inside = path.strip_prefix(&folder).ok()?.with_extension("");
            Some(inside.to_str()?.replace('\\', "/"))
        };
        let mut names: Vec<String> = files(&folder, "rs")?.iter().filter_map(name).collect();
        if self == Kind::Project {
            names.retain(|name| name.contains("/src/") || name.contains("/examples/"));
        }
        Ok(names)
    }
}

/// The text of a listing as a page shows it whole: without the anchors' lines.
pub fn without_anchors(source: &str) -> String {
    let kept: Vec<&str> = source
        .lines()
        .filter(|line| anchor(line).is_none())
        .collect();
    let mut text = kept.join("\n");
    text.push('\n');
    text
}

/// The lines between an anchor's two marks, or the anchors that there are.
pub fn slice(source: &str, name: &str) -> Result<String, Vec<String>> {
    let mut inside = false;
    let mut found = false;
    let mut text = String::new();
    for line in source.lines() {
        match anchor(line) {
            Some(Anchor::Start(n)) if n == name => (inside, found) = (true, true),
            Some(Anchor::End(n)) if n == name => inside = false,
            Some(_) => {}
            None if inside => {
                text.push_str(line);
                text.push('\n');
            }
            None => {}
        }
    }
    if found {
        Ok(text)
    } else {
        Err(anchors(source))
    }
}

pub fn anchors(source: &str) -> Vec<String> {
    source
        .lines()
        .filter_map(|line| match anchor(line) {
            Some(Anchor::Start(name)) => Some(name.to_owned()),
            _ => None,
        })
        .collect()
}

pub enum Anchor<'a> {
    Start(&'a str),
    End(&'a str),
}

pub fn anchor(line: &str) -> Option<Anchor<'_>> {
    let line = line.trim();
    let comment = line.strip_prefix("// ").or(line.strip_prefix("# "))?;
    if let Some(name) = comment.strip_prefix("ANCHOR: ") {
        return Some(Anchor::Start(name.trim()));
    }
    comment
        .strip_prefix("ANCHOR_END: ")
        .map(|name| Anchor::End(name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "use a;\n\n// ANCHOR: cook\nfn cook() {}\n// ANCHOR_END: cook\n";

    fn tried(text: &str) -> Result<BTreeMap<String, Rule>> {
        let names = ["lunch".to_owned(), "dinner".to_owned()];
        rules(text, &names, |_| Ok("env::var(\"COOKS\")".into()))
    }

    fn check_rules(text: &str, expected: &str) {
        let error = format!("{:#}", tried(text).unwrap_err());
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn an_anchor_is_a_slice_of_the_file() {
        assert_eq!(slice(SOURCE, "cook").unwrap(), "fn cook() {}\n");
        assert_eq!(slice(SOURCE, "eat").unwrap_err(), ["cook"]);
        assert_eq!(without_anchors(SOURCE), "use a;\n\nfn cook() {}\n");
    }

    #[test]
    fn an_entry_for_no_listing_is_refused() {
        check_rules(
            "# x\n[lunhc]\noutput = \"any-order\"\n",
            "line 2: [lunhc] names no file",
        );
    }

    #[test]
    fn an_entry_without_effect_is_refused() {
        check_rules("[lunch]\n", "line 1: [lunch] changes nothing");
        check_rules(
            "[lunch]\nlimit_s = 10\nmask = [\"duration\"]\n",
            "limit_s is what holds anyway",
        );
        check_rules(
            "[lunch]\noutput = \"set\"\n",
            "output = \"set\" is for explored listings",
        );
    }

    #[test]
    fn what_bounds_an_exploration_is_for_explored_listings() {
        let rules = tried("[lunch]\nexplore = \"bug\"\ntimeouts = 2\nmax_steps = 9\n").unwrap();
        assert_eq!(rules["lunch"].timeouts, Some(2));
        assert_eq!(rules["lunch"].max_steps, Some(9));
        for bound in [
            "spurious = true",
            "reuse = true",
            "slow = true",
            "timeouts = 2",
            "max_states = 9",
            "max_steps = 9",
        ] {
            let key = bound.split(' ').next().unwrap();
            check_rules(
                &format!("\n[lunch]\n{bound}\n"),
                &format!("line 2: [lunch] {key} is for explored listings"),
            );
        }
        check_rules("[lunch]\ntimeouts = -1\n", "line 1: [lunch] timeouts");
    }

    #[test]
    fn an_unknown_value_is_refused_with_its_line() {
        check_rules("\n[lunch]\noutput = \"sorted\"\n", "line 2: [lunch]");
        check_rules(
            "[lunch]\nbrowser = \"no: it reads files\"\n",
            "is no ground for an exception",
        );
    }

    #[test]
    fn a_number_of_threads_that_the_listing_never_reads_is_refused() {
        let rules = tried("[lunch]\nthreads = \"COOKS 1..8\"\n").unwrap();
        assert_eq!(rules["lunch"].threads.as_ref().unwrap().variable, "COOKS");
        check_rules(
            "\n[lunch]\nthreads = \"CHEFS 1..8\"\n",
            "line 2: [lunch] threads names CHEFS, which listings/src/bin/lunch.rs never reads",
        );
        check_rules(
            "[lunch]\nthreads = \"COOKS 0..8\"\n",
            "is no range of threads",
        );
    }

    #[test]
    fn weak_memory_is_an_exception_by_itself() {
        let weak = "explore = \"bug\"\nmemory = \"weak\"\n";
        let rules = tried(&format!("[lunch]\n{weak}")).unwrap();
        assert_eq!(rules["lunch"].excepted(), Some(Ground::WeakMemory));
        assert_eq!(rules["dinner"].excepted(), None);
        check_rules(
            &format!("[lunch]\n{weak}browser = \"no: weak-memory\"\n"),
            "browser is what `memory` says already",
        );
    }
}
