//! Neither where a choice stands nor how long it is says whether it is right,
//! and a question needs no other to be understood.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use course::pages::quiz::{Answers, Question, parse};
use course::source::lang::{BOTH, Lang};
use regex::Regex;
use tests::{in_edition, prose, report};

use crate::form::questions;

/// Each place holds the right one of three so often.
const PLACES: std::ops::RangeInclusive<usize> = 25..=42;
/// The right choice is at most so often the longest.
const LONGEST: usize = 40;

#[test]
fn the_right_choice_cannot_be_guessed() {
    let mut problems = Vec::new();
    for lang in BOTH {
        let questions: Vec<Question> = asked(lang).into_iter().map(|(_, q)| q).collect();
        assert!(questions.len() > 100, "the questions are not found");
        for problem in guessed(&questions, Question::order) {
            problems.push(format!("{}: {problem}", lang.code()));
        }
    }
    report(
        "lengthen wrong choices, in both languages; for the places, take another SALT in crates/course/src/pages/quiz.rs, which changes no reader's answer",
        problems,
    );
}

/// The questions of an edition, each with its page.
fn asked(lang: Lang) -> Vec<(String, Question)> {
    let pages = in_edition(lang).expect("both editions can be made; run `cargo course build`");
    let asked = pages.iter().flat_map(|page| {
        let questions = questions(&page.text).into_iter();
        // The form's promise has those that are not whole.
        questions.filter_map(|text| Some((page.path.clone(), parse(text).ok()?)))
    });
    asked.collect()
}

/// The choices of a question with one right answer, and which it is.
fn one_right(question: &Question) -> Option<(&[(bool, String)], usize)> {
    let Answers::Choices(choices) = &question.answers else {
        return None;
    };
    let mut right = (0..choices.len()).filter(|rank| choices[*rank].0);
    let first = right.next()?;
    right.next().is_none().then_some((choices, first))
}

/// What somebody who reads no choice would find out.
fn guessed(questions: &[Question], order: impl Fn(&Question) -> Vec<usize>) -> Vec<String> {
    let (mut places, mut longest, mut all) = ([0; 3], 0, 0);
    for question in questions {
        let Some((choices, right)) = one_right(question) else {
            continue;
        };
        if choices.len() == 3 {
            let order = order(question);
            let place = order.iter().position(|rank| *rank == right);
            places[place.expect("an order holds every choice")] += 1;
        }
        let others = choices
            .iter()
            .enumerate()
            .filter(|(rank, _)| *rank != right);
        let other = others.map(|(_, (_, text))| length(text)).max();
        all += 1;
        longest += usize::from(Some(length(&choices[right].1)) > other);
    }
    let three: usize = places.iter().sum();
    println!("right one of three, by place: {places:?}; the longest: {longest} of {all}");
    let mut problems = Vec::new();
    if places
        .iter()
        .any(|n| !PLACES.contains(&(100 * n / three.max(1))))
    {
        problems.push(format!(
            "of {three} questions with three choices, the right one stands first, second, third in {places:?}; each must be within {PLACES:?} %"
        ));
    }
    if 100 * longest > LONGEST * all {
        problems.push(format!(
            "the right choice is the longest in {longest} of {all} questions; {LONGEST} % is the most"
        ));
    }
    problems
}

/// As a reader sees it.
fn length(choice: &str) -> usize {
    choice.chars().filter(|c| !"`*".contains(*c)).count()
}

#[test]
fn questions_stand_alone() {
    let mut problems = Vec::new();
    for lang in BOTH {
        for (page, question) in asked(lang) {
            let wrong = leans(&question, lang).into_iter();
            problems.extend(wrong.map(|p| format!("{page} ({}): {p}", lang.code())));
        }
    }
    report(
        "reword these questions, or their English in po/en.po",
        problems,
    );
}

static MANY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b(les|des|aux)?quel(le)?s\b").unwrap());
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(premi[eè]re?|second|deuxième|troisième|quatrième|derni[eè]re?|first|third|fourth|last|two)s? (réponse|proposition|choix|choice|answer|option|cas|case)s?\b|^(La|The) (première|deuxième|troisième|dernière|first|second|third|last) (est|is)\b|\bderniers cas\b",
    )
    .unwrap()
});
static NUMBER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\d+").unwrap());
static FIRST: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^`?(?:\p{L}+ )?(\d+)").unwrap());

/// Whether choices are numbers that ascend: all begin with one, or those that
/// have one are otherwise alike.
fn ascend(choices: &[(bool, String)]) -> bool {
    let texts = || choices.iter().map(|(_, text)| text.as_str());
    let first: Option<Vec<u64>> = texts()
        .map(|text| FIRST.captures(text)?[1].parse().ok())
        .collect();
    let with_one = || texts().filter(|text| NUMBER.is_match(text));
    let shapes: BTreeSet<_> = with_one().map(|text| NUMBER.replace(text, "#")).collect();
    let alike = || with_one().filter_map(|text| NUMBER.find(text)?.as_str().parse().ok());
    let numbers = match shapes.len() {
        1 => alike().collect(),
        _ => first.unwrap_or_default(),
    };
    numbers.len() > 1 && numbers.is_sorted_by(|a, b| a < b)
}

/// How a question gives itself away, or stands on another.
fn leans(question: &Question, lang: Lang) -> Vec<String> {
    let mut problems = Vec::new();
    let asked = &question.prompt;
    if asked.starts_with(lang.pick("Et ", "And ")) {
        problems.push(format!(
            "« {asked} » goes on from another question; ask it whole"
        ));
    }
    let Answers::Choices(choices) = &question.answers else {
        return problems;
    };
    if let Some(found) = PLACE.find(&prose(&question.explanation)) {
        problems.push(format!(
            "an explanation says « {} »; choices change places: say what the choice says",
            found.as_str()
        ));
    }
    match (ascend(choices), question.in_sequence) {
        (true, false) => problems.push(format!(
            "« {asked} »: its choices are numbers in sequence; say data-order=\"kept\""
        )),
        (false, true) => problems.push(format!(
            "« {asked} »: data-order=\"kept\" is for numbers that ascend"
        )),
        _ => {}
    }
    if lang == Lang::Fr && one_right(question).is_some() && MANY.is_match(asked) {
        problems.push(format!(
            "« {asked} » asks for several answers, and one is right"
        ));
    }
    problems
}

fn question(choices: &str, explanation: &str) -> Question {
    parse(&format!(
        "<div class=\"quiz\" data-id=\"1\">\n\nLequel ?\n\n{choices}\n> {explanation}\n\n</div>\n"
    ))
    .unwrap()
}

#[test]
fn what_can_be_guessed_is_found() {
    let written = |q: &Question| (0..q.order().len()).collect();
    let second = || question("- [ ] deux\n- [x] un\n- [ ] trois\n", "B");
    let short: Vec<Question> = (0..9).map(|_| second()).collect();
    assert_eq!(guessed(&short, written).len(), 1, "always second");
    let long = question("- [x] le plus long\n- [ ] a\n", "B");
    assert_eq!(
        guessed(&[long], written).len(),
        2,
        "no three, always longest"
    );
}

#[test]
fn what_leans_is_found() {
    let wrong =
        |choices: &str, explanation: &str| leans(&question(choices, explanation), Lang::Fr).len();
    let choices = "- [ ] a\n- [x] b\n";
    assert_eq!(wrong(choices, "Le premier thread attend."), 0);
    assert_eq!(wrong(choices, "La deuxième réponse est fausse."), 1);
    assert_eq!(wrong("- [ ] 1\n- [x] 20\n", "B"), 1);
    assert_eq!(wrong("- [ ] 20\n- [x] 1\n", "B"), 0);
    assert_eq!(
        wrong("- [ ] `lus : 1`\n- [x] `lus : 2`\n- [ ] rien\n", "B"),
        1
    );
    assert_eq!(
        wrong("- [ ] `lus : 1`\n- [x] `vus : 2`\n- [ ] rien\n", "B"),
        0
    );
    let mut several = question(choices, "B");
    several.prompt = "Et lesquels ?".into();
    assert_eq!(leans(&several, Lang::Fr).len(), 2);
    several.in_sequence = true;
    assert_eq!(leans(&several, Lang::Fr).len(), 3);
}
