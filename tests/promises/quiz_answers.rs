//! The answers of a quiz are what the program did, in both languages.

use course::evidence::Evidence as _;
use course::evidence::graph::Graph;
use course::evidence::recording::Recording;
use course::pages::quiz::{Answers, Question, parse};
use course::source::lang::{BOTH, Lang};
use course::source::project::read;
use tests::{in_edition, project, report};

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

/// What a choice is held against.
enum Evidence {
    /// Lines of a run or of a message: a choice quotes some of one.
    Lines(Vec<String>),
    /// All that can come of a listing: a choice is one of them.
    Outcomes(Vec<String>),
}

fn evidence(check: &str, lang: Lang) -> anyhow::Result<Evidence> {
    let project = project();
    match check.split_once(':') {
        Some(("output", name)) => {
            let run = Recording::load(&project, lang, name)?;
            let lines = run.lines.into_iter().map(|line| line.text);
            Ok(Evidence::Lines(lines.collect()))
        }
        Some(("stderr", name)) => {
            let path = project.listings().join(format!("fail/{name}.stderr"));
            let lines = read(&path)?.lines().map(str::to_owned).collect();
            Ok(Evidence::Lines(lines))
        }
        Some(("outcomes", name)) => {
            let graph = Graph::load(&project, lang, name)?;
            let texts = graph.outcomes.iter().map(|o| outcome(&o.text, lang));
            Ok(Evidence::Outcomes(texts.collect()))
        }
        _ => anyhow::bail!("data-check is `output:NAME`, `stderr:NAME` or `outcomes:NAME`"),
    }
}

/// How a choice names an outcome: the lines printed, or a word for a bad end.
fn outcome(text: &str, lang: Lang) -> String {
    let words = [
        ("deadlock", lang.pick("un interblocage", "a deadlock")),
        ("panic: ", lang.pick("une panique", "a panic")),
        (
            "data race: ",
            lang.pick("une course de données", "a data race"),
        ),
    ];
    for (end, word) in words {
        if text.rsplit(" | ").any(|part| part.starts_with(end)) {
            return word.into();
        }
    }
    text.trim_end_matches("exit")
        .trim_end_matches(" | ")
        .to_owned()
}

fn wrong_answers(answers: &Answers, evidence: &Evidence) -> Vec<String> {
    let choices = match answers {
        Answers::Choices(choices) => choices.clone(),
        Answers::Text(text) => vec![(true, format!("`{text}`"))],
    };
    let mut problems = Vec::new();
    for (right, choice) in choices {
        let there = match (evidence, code(&choice)) {
            (Evidence::Lines(lines), Some(text)) => lines.iter().any(|line| line.contains(text)),
            (Evidence::Lines(_), None) => {
                problems.push(format!(
                    "{choice} is not wholly a `code span`; without one, leave out data-check"
                ));
                continue;
            }
            (Evidence::Outcomes(texts), text) => {
                let text = text.map_or_else(|| choice.to_lowercase(), str::to_owned);
                texts.contains(&text)
            }
        };
        match (right, there) {
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
    let lines = Evidence::Lines(vec!["Fini : 3".to_owned()]);
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
        evidence("stdout:lunch", Lang::Fr)
            .err()
            .unwrap()
            .to_string(),
        "data-check is `output:NAME`, `stderr:NAME` or `outcomes:NAME`"
    );
}

#[test]
fn answers_are_outcomes_or_are_not() {
    let texts = ["1 | 2 | exit", "1 | deadlock", "exit"];
    let texts: Vec<String> = texts.map(|text| outcome(text, Lang::Fr)).into();
    assert_eq!(texts, ["1 | 2", "un interblocage", ""]);
    let choices = |list: &[(bool, &str)]| {
        Answers::Choices(list.iter().map(|(r, t)| (*r, t.to_string())).collect())
    };
    let right = choices(&[(true, "`1 | 2`"), (true, "Un interblocage"), (false, "`1`")]);
    let wrong = choices(&[(true, "`1`"), (false, "un interblocage")]);
    let evidence = Evidence::Outcomes(texts);
    assert!(wrong_answers(&right, &evidence).is_empty());
    assert_eq!(wrong_answers(&wrong, &evidence).len(), 2);
}
