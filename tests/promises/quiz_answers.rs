//! The answers of a quiz are what the program did, in both languages.

use course::house::read;
use course::lang::{BOTH, Lang};
use course::pages::quiz::{Answers, Question, parse};
use course::recording::Recording;
use tests::{house, in_edition, report};

use crate::form::questions;

#[test]
fn checked_answers_are_right() {
    let mut problems = Vec::new();
    for lang in BOTH {
        for page in in_edition(lang).expect("both editions can be made; run `cargo course build`") {
            for question in questions(&page.text) {
                let Ok(question) = parse(question) else {
                    continue; // The form's promise.
                };
                let wrong = check(&question, lang);
                problems.extend(
                    wrong
                        .into_iter()
                        .map(|p| format!("{} ({}): {p}", page.path, lang.code())),
                );
            }
        }
    }
    report(
        "correct the question, its English messages in po/en.po, or run `cargo course record` and read the change",
        problems,
    );
}

fn check(question: &Question, lang: Lang) -> Vec<String> {
    let Some(check) = &question.check else {
        return Vec::new();
    };
    match evidence(check, lang) {
        Ok(lines) => wrong_answers(&question.answers, &lines)
            .into_iter()
            .map(|p| format!("{check}: {p}"))
            .collect(),
        Err(error) => vec![format!("{check}: {error:#}")],
    }
}

/// What the program printed, or what the compiler said of it.
fn evidence(check: &str, lang: Lang) -> anyhow::Result<Vec<String>> {
    let house = house();
    match check.split_once(':') {
        Some(("output", name)) => {
            let run = Recording::load(&house, lang, name)?;
            Ok(run.lines.into_iter().map(|line| line.text).collect())
        }
        Some(("stderr", name)) => {
            let path = house.listings().join(format!("fail/{name}.stderr"));
            Ok(read(&path)?.lines().map(str::to_owned).collect())
        }
        _ => anyhow::bail!("data-check is `output:NAME` or `stderr:NAME`"),
    }
}

fn wrong_answers(answers: &Answers, lines: &[String]) -> Vec<String> {
    let seen = |text: &str| lines.iter().any(|line| line.contains(text));
    let choices = match answers {
        Answers::Choices(choices) => choices.clone(),
        Answers::Text(text) => vec![(true, format!("`{text}`"))],
    };
    let mut problems = Vec::new();
    for (right, choice) in choices {
        let Some(text) = code(&choice) else {
            problems.push(format!(
                "{choice} is not wholly a `code span`; without one, leave out data-check"
            ));
            continue;
        };
        match (right, seen(text)) {
            (true, false) => problems.push(format!("{choice} is given as right, and is not there")),
            (false, true) => problems.push(format!("{choice} is given as wrong, and is there")),
            _ => {}
        }
    }
    problems
}

/// The text of a choice that is one code span.
fn code(choice: &str) -> Option<&str> {
    let choice = choice.trim();
    let ticks = choice.len() - choice.trim_start_matches('`').len();
    let inner = choice.get(ticks..choice.len().checked_sub(ticks)?)?;
    (ticks > 0 && choice.ends_with(&"`".repeat(ticks)) && !inner.contains(&"`".repeat(ticks)))
        .then(|| inner.trim())
}

#[test]
fn wrong_answers_are_found() {
    let lines = ["Fini : 3".to_owned()];
    let choices = |list: &[(bool, &str)]| {
        Answers::Choices(list.iter().map(|(r, t)| (*r, t.to_string())).collect())
    };
    assert!(wrong_answers(&choices(&[(true, "`Fini : 3`"), (false, "``4``")]), &lines).is_empty());
    assert_eq!(
        wrong_answers(&choices(&[(true, "`Fini : 4`"), (false, "`3`")]), &lines).len(),
        2
    );
    assert_eq!(
        wrong_answers(&choices(&[(true, "la ligne `Fini`")]), &lines).len(),
        1
    );
    assert_eq!(wrong_answers(&Answers::Text("5".into()), &lines).len(), 1);
    assert_eq!(
        evidence("stdout:lunch", Lang::Fr).unwrap_err().to_string(),
        "data-check is `output:NAME` or `stderr:NAME`"
    );
}
