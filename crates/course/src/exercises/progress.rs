//! What a reader has done, kept beside their answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::source::exercise::{answers, mine};
use crate::source::project::{Project, read, write};

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Progress {
    /// Exercises with the hash of the answer that was right.
    passed: BTreeMap<String, String>,
    /// How many hints were given.
    hints: BTreeMap<String, usize>,
    /// Whose solution was asked for.
    asked: BTreeSet<String>,
}

fn path(project: &Project) -> PathBuf {
    answers(project).join("progress.json")
}

/// The exercises whose answer is right, and has not changed since.
pub fn done(project: &Project) -> Result<Vec<String>> {
    let passed = Progress::load(project)?.passed;
    let is_same = |name: &str, hash: &str| {
        read(&mine(project, name)).is_ok_and(|answer| self::hash(&answer) == hash)
    };
    let done = passed
        .into_iter()
        .filter(|(name, hash)| is_same(name, hash));
    Ok(done.map(|(name, _)| name).collect())
}

impl Progress {
    pub fn load(project: &Project) -> Result<Progress> {
        let path = path(project);
        if !fs::exists(&path)? {
            return Ok(Progress::default());
        }
        serde_json::from_str(&read(&path)?).with_context(|| {
            format!(
                "{} is damaged; delete it: your answers stay, and are graded again",
                project.relative(&path)
            )
        })
    }

    pub fn save(&self, project: &Project) -> Result<()> {
        write(&path(project), &serde_json::to_string_pretty(self)?).map(drop)
    }

    pub fn pass(&mut self, name: &str, answer: &str) {
        self.passed.insert(name.into(), hash(answer));
    }

    /// The rank of the hint that comes now; the last one again after it.
    pub fn next_hint(&mut self, name: &str, of: usize) -> usize {
        let given = self.hints.entry(name.into()).or_default();
        let rank = (*given).min(of - 1);
        *given = rank + 1;
        rank
    }

    /// Whether a solution is shown: to whom has one, or has asked before.
    pub fn may_see(&mut self, name: &str) -> bool {
        !self.asked.insert(name.into()) || self.passed.contains_key(name)
    }
}

fn hash(answer: &str) -> String {
    let digest = Sha256::digest(answer.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::small::SmallCourse;

    #[test]
    fn what_was_right_is_done_until_it_changes() {
        let project = SmallCourse::new("//- exercises/mine/counter.rs\nfn a() {}\n");
        let answer = read(&mine(&project, "counter")).unwrap();
        let mut progress = Progress::load(&project).unwrap();
        progress.pass("counter", &answer);
        progress.save(&project).unwrap();
        assert_eq!(done(&project).unwrap(), ["counter"]);
        write(&mine(&project, "counter"), "fn b() {}\n").unwrap();
        assert!(done(&project).unwrap().is_empty());
    }

    #[test]
    fn hints_come_one_by_one_and_the_solution_when_asked_twice() {
        let mut progress = Progress::default();
        let ranks: Vec<usize> = (0..4).map(|_| progress.next_hint("counter", 3)).collect();
        assert_eq!(ranks, [0, 1, 2, 2]);
        assert!(!progress.may_see("counter"));
        assert!(progress.may_see("counter"));
        progress.pass("latch", "");
        assert!(progress.may_see("latch"));
    }

    #[test]
    fn damage_is_named_with_its_remedy() {
        let project = SmallCourse::new("//- exercises/mine/progress.json\n{\n");
        let error = done(&project).unwrap_err().to_string();
        assert!(
            error.contains("exercises/mine/progress.json is damaged; delete it"),
            "{error}"
        );
    }
}
