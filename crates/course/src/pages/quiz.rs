//! Quizzes and checklists: plain Markdown for translators, form controls for
//! readers, usable without JavaScript.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use mdbook_driver::book::Book;
use sha2::{Digest, Sha256};

use super::{block, escape, pages};
use crate::source::lang::Lang;
use crate::source::project::all_or_nothing;

#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    /// What the answer of a reader is kept under: see `identified`.
    pub id: Option<String>,
    /// What the answers are checked against: `output:NAME`, `stderr:NAME`.
    pub check: Option<String>,
    /// The misconception that it meets: a row of `appendix/misconceptions.md`.
    pub belief: Option<String>,
    /// Whether the choices stay as they are written: numbers, in their order.
    pub in_sequence: bool,
    pub prompt: String,
    pub answers: Answers,
    pub explanation: String,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Answers {
    /// Each choice, and whether it is right.
    Choices(Vec<(bool, String)>),
    Text(String),
}

pub const OPEN: &str = "<div class=\"quiz\"";
pub const CLOSE: &str = "</div>";
/// Carries the ids of a checklist past its translation.
const IDS: &str = "<div data-ids=\"";

/// Puts the choices of all questions in an order that no author chose. What is
/// kept of a reader does not depend on it.
const SALT: &str = "23";

impl Question {
    /// The choices as a page shows them: their ranks in the source.
    pub fn order(&self) -> Vec<usize> {
        let Answers::Choices(choices) = &self.answers else {
            return Vec::new();
        };
        let mut order: Vec<usize> = (0..choices.len()).collect();
        if !self.in_sequence {
            let id = self.id.as_deref().unwrap_or_default();
            // By rank and not by text: both editions have the same order, and a
            // choice that is reworded stays in its place.
            order.sort_by_key(|rank| hash(&format!("{SALT} {id} {rank}")));
        }
        order
    }
}

fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest[..6]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What a reader does on a page that is kept: an answer, a tick.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kept {
    Question,
    Item,
}

/// What is kept of a French page: on which line (counted from 0), and under
/// which id. It comes from the text alone: neither another page nor another
/// place on it changes what a reader has done.
fn kept(markdown: &str) -> Vec<(usize, Kept, String)> {
    let lines: Vec<&str> = markdown.lines().collect();
    let mut found = Vec::new();
    let mut in_checklist = false;
    for (at, line) in lines.iter().enumerate() {
        if line.starts_with('#') {
            in_checklist = super::heading(line).is_some_and(|(_, id)| id == "checklist");
        }
        let (kind, text) = if line.starts_with(OPEN) {
            let own = lines[at + 1..].iter().take_while(|line| !is_answer(line));
            let words = own.flat_map(|line| line.split_whitespace());
            (Kept::Question, words.collect::<Vec<_>>().join(" "))
        } else if let (true, Some(item)) = (in_checklist, line.strip_prefix("- [ ] ")) {
            (Kept::Item, item.trim().to_owned())
        } else {
            continue;
        };
        found.push((at, kind, hash(&text)));
    }
    found
}

/// Where the question's own text has ended.
fn is_answer(line: &str) -> bool {
    line.starts_with("- ") || line.starts_with('>') || line.trim() == CLOSE
}

/// Writes the ids of a French text beside what they name: translated, it has
/// the same.
pub fn identified(markdown: &str) -> String {
    let found = kept(markdown);
    let items = found.iter().filter(|(_, kind, _)| *kind == Kept::Item);
    let items: Vec<&str> = items.map(|(.., id)| id.as_str()).collect();
    let first = found.iter().find(|(_, kind, _)| *kind == Kept::Item);
    let mut text = String::new();
    for (at, line) in markdown.lines().enumerate() {
        if first.is_some_and(|(first, ..)| *first == at) {
            text.push_str(&format!("{IDS}{}\"></div>\n\n", items.join(" ")));
        }
        match found.iter().find(|(line, ..)| *line == at) {
            Some((_, Kept::Question, id)) => {
                text.push_str(&line.replacen(OPEN, &format!("{OPEN} data-id=\"{id}\""), 1));
            }
            _ => text.push_str(line),
        }
        text.push('\n');
    }
    text
}

/// Of a French book: what is kept under one id must be one thing.
pub fn check_ids(book: &Book) -> Result<()> {
    let mut seen = BTreeMap::new();
    let mut problems = Vec::new();
    for chapter in pages(book) {
        let Some(path) = &chapter.path else { continue };
        for (at, kind, id) in kept(&chapter.content) {
            let place = format!("src/{}:{}", path.display(), at + 1);
            if let Some(other) = seen.insert((kind, id), place.clone()) {
                let what = match kind {
                    Kept::Question => "question",
                    Kept::Item => "item of a checklist",
                };
                problems.push(format!(
                    "{place}: this {what} has the words of the one at {other}; reword one, for what a reader does is kept under its words"
                ));
            }
        }
    }
    all_or_nothing(problems)
}

/// What is wrong with the questions of a text, and on which of its lines
/// (counted from 0).
pub fn problems(markdown: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (at, line) in markdown.lines().enumerate() {
        if line.starts_with(OPEN) {
            if open.is_some() {
                found.push((
                    at,
                    "a question begins inside another; close the first with </div>".into(),
                ));
            }
            open = Some((at, format!("{line}\n")));
        } else if let Some((start, mut text)) = open.take() {
            text.push_str(line);
            text.push('\n');
            if line.trim() == CLOSE {
                if let Err(error) = parse(&text) {
                    found.push((start, error.to_string()));
                }
            } else {
                open = Some((start, text));
            }
        }
    }
    if let Some((start, _)) = open {
        found.push((
            start,
            "this question does not end; close it with </div> (no code block in a question)".into(),
        ));
    }
    found
}

/// A question, from its `<div class="quiz">` to its `</div>`.
pub fn parse(markdown: &str) -> Result<Question> {
    let mut lines = markdown.trim().lines();
    let tag = lines.next().unwrap_or_default();
    let id = super::attribute(tag, "data-id").map(str::to_owned);
    let check = super::attribute(tag, "data-check").map(str::to_owned);
    let belief = super::attribute(tag, "data-belief").map(str::to_owned);
    let in_sequence = match super::attribute(tag, "data-order") {
        None => false,
        Some("kept") => true,
        Some(other) => bail!("data-order is \"kept\" or is left out, not {other:?}"),
    };
    let (mut prompt, mut explanation) = (String::new(), String::new());
    let mut choices: Vec<(bool, String)> = Vec::new();
    let mut text = None;
    for line in lines.filter(|line| line.trim() != CLOSE) {
        if let Some(choice) = line.strip_prefix("- [ ] ") {
            choices.push((false, choice.into()));
        } else if let Some(choice) = line.strip_prefix("- [x] ") {
            choices.push((true, choice.into()));
        } else if let Some(answer) = line.strip_prefix("- = ") {
            text = Some(answer.trim().to_owned());
        } else if let Some(line) = line.trim_start().strip_prefix('>') {
            explanation.push_str(line.strip_prefix(' ').unwrap_or(line));
            explanation.push('\n');
        } else if choices.is_empty() && text.is_none() {
            prompt.push_str(line);
            prompt.push('\n');
        } else if !line.trim().is_empty() {
            bail!("`{line}` is neither a choice (- [ ], - [x], - =) nor the explanation (> …)");
        }
    }
    let (prompt, explanation) = (prompt.trim().to_owned(), explanation.trim().to_owned());
    if prompt.is_empty() {
        bail!("this quiz has no question; write it above the choices");
    }
    if explanation.is_empty() {
        bail!("this question has no explanation; write it below the choices, after `> `");
    }
    let answers = match text {
        Some(text) if choices.is_empty() => Answers::Text(text),
        Some(_) => bail!("a question has choices or a typed answer (- =), not both"),
        None if choices.len() < 2 => {
            bail!("a question has two choices at least, or a typed answer (- = …)")
        }
        None if !choices.iter().any(|(right, _)| *right) => {
            bail!("this question has no right answer; mark it with - [x]")
        }
        None => Answers::Choices(choices),
    };
    Ok(Question {
        id,
        check,
        belief,
        in_sequence,
        prompt,
        answers,
        explanation,
    })
}

/// Replaces the questions of a page by form controls.
pub fn render_all(markdown: &str, lang: Lang) -> Result<String> {
    let total = markdown
        .lines()
        .filter(|line| line.starts_with(OPEN))
        .count();
    let mut number = 0;
    let mut text = String::new();
    let mut open: Option<String> = None;
    for line in markdown.lines() {
        if line.starts_with(OPEN) {
            open = Some(String::new());
        }
        match &mut open {
            None => {
                text.push_str(line);
                text.push('\n');
            }
            Some(question) => {
                question.push_str(line);
                question.push('\n');
                if line.trim() == CLOSE {
                    number += 1;
                    text.push_str(&block(&render(&parse(question)?, number, total, lang)?));
                    open = None;
                }
            }
        }
    }
    Ok(text)
}

fn render(question: &Question, number: usize, total: usize, lang: Lang) -> Result<String> {
    let id = (question.id.as_deref()).context("a question has no id; `expand` gives it")?;
    // Its own on print.html too, which has the questions of all pages.
    let name = format!("quiz-{id}");
    let (kind, controls, right) = match &question.answers {
        Answers::Text(answer) => (
            "text",
            format!(
                r#"<label class="cc-quiz__text"><span class="cc-visually-hidden">{}</span><input type="text" name="{name}" autocomplete="off" data-answer="{}"></label>"#,
                lang.pick("Votre réponse", "Your answer"),
                escape(answer)
            ),
            inline(answer),
        ),
        Answers::Choices(choices) => {
            let order = question.order();
            let right = order.iter().map(|rank| &choices[*rank]);
            let right: Vec<&(bool, String)> = right.filter(|(right, _)| *right).collect();
            let several = right.len() > 1;
            // Its rank in the source is what is kept of an answer.
            let control = |value: &usize| {
                let (right, text) = &choices[*value];
                format!(
                    r#"<label class="cc-quiz__choice"><input type="{}" name="{name}" value="{value}"{}><span>{}</span></label>"#,
                    if several { "checkbox" } else { "radio" },
                    if *right { " data-right" } else { "" },
                    inline(text)
                )
            };
            let controls: Vec<String> = order.iter().map(control).collect();
            let texts: Vec<String> = right.iter().map(|(_, text)| inline(text)).collect();
            let separator = lang.pick("\u{202f}; ", "; ");
            (
                if several { "many" } else { "one" },
                controls.join("\n"),
                texts.join(separator),
            )
        }
    };
    let several = match kind {
        "many" => format!(
            "<p class=\"cc-quiz__several\">{}</p>\n",
            lang.pick(
                "Plusieurs réponses sont justes.",
                "More than one answer is right."
            )
        ),
        _ => String::new(),
    };
    let legend = lang.pick(
        format!("Question {number} sur {total}"),
        format!("Question {number} of {total}"),
    );
    let show = lang.pick("Voir la réponse", "Show the answer");
    let right_label = match (kind, lang) {
        ("many", Lang::Fr) => "Bonnes réponses\u{a0}:",
        ("many", Lang::En) => "Right answers:",
        (_, Lang::Fr) => "Bonne réponse\u{a0}:",
        (_, Lang::En) => "Right answer:",
    };
    Ok(format!(
        r#"<cc-quiz data-id="{id}">
<fieldset class="cc-quiz" data-kind="{kind}">
<legend>{legend}</legend>
<div class="cc-quiz__prompt">{prompt}</div>
{several}{controls}
<details class="cc-quiz__answer">
<summary>{show}</summary>
<p class="cc-quiz__right">{right_label} {right}</p>
{explanation}
</details>
</fieldset>
</cc-quiz>"#,
        prompt = html(&question.prompt),
        explanation = html(&question.explanation),
    ))
}

/// Turns the task list under the heading `{#checklist}` into boxes to tick,
/// where `identified` has left its ids.
pub fn checklist(markdown: &str) -> Result<String> {
    let mut text = String::new();
    let mut items: Vec<String> = Vec::new();
    let mut ids = None;
    for line in markdown.lines() {
        if let Some(list) = line.strip_prefix(IDS) {
            ids = Some(list.trim_end_matches("\"></div>").split(' '));
            continue;
        }
        match (&mut ids, line.strip_prefix("- [ ] ")) {
            (Some(ids), Some(item)) => {
                let id = ids
                    .next()
                    .context("a checklist has more items than in French")?;
                items.push(format!(
                    "<li><label><input type=\"checkbox\" value=\"{id}\"><span>{}</span></label></li>",
                    inline(item)
                ));
            }
            _ => {
                if !line.trim().is_empty() {
                    text.push_str(&boxes(&std::mem::take(&mut items)));
                }
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text.push_str(&boxes(&items));
    Ok(text)
}

fn boxes(items: &[String]) -> String {
    if items.is_empty() {
        return String::new();
    }
    block(&format!(
        "<cc-checklist>\n<ul class=\"cc-checklist\">\n{}\n</ul>\n</cc-checklist>",
        items.join("\n")
    ))
}

pub fn html(markdown: &str) -> String {
    let parser = mdbook_i18n_helpers::new_cmark_parser(
        markdown,
        None::<fn(pulldown_cmark::BrokenLink<'_>) -> Option<_>>,
    );
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, parser);
    html.trim().to_owned()
}

/// One line of Markdown, without the paragraph around it.
fn inline(markdown: &str) -> String {
    let html = html(markdown);
    html.strip_prefix("<p>")
        .and_then(|h| h.strip_suffix("</p>"))
        .unwrap_or(&html)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIZ: &str = "<div class=\"quiz\" data-check=\"output:lunch\" data-belief=\"m5\">\n\nQue lit-on ?\n\n- [ ] `0`\n- [x] `1`\n\n> Un seul.\n\n</div>\n";

    #[track_caller]
    fn check_problem(from: &str, to: &str, expected: &str) {
        let problems = problems(&format!("\n{}", QUIZ.replace(from, to)));
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].1.contains(expected), "{problems:?}");
        assert_eq!(problems[0].0, 1, "the line of the question");
    }

    #[test]
    fn a_question_is_read() {
        assert_eq!(
            parse(QUIZ).unwrap(),
            Question {
                id: None,
                check: Some("output:lunch".into()),
                belief: Some("m5".into()),
                in_sequence: false,
                prompt: "Que lit-on ?".into(),
                answers: Answers::Choices(vec![(false, "`0`".into()), (true, "`1`".into())]),
                explanation: "Un seul.".into(),
            }
        );
        assert_eq!(problems(QUIZ), []);
    }

    #[test]
    fn what_is_missing_is_named() {
        check_problem("[x]", "[ ]", "no right answer; mark it with - [x]");
        check_problem("> Un seul.", "", "no explanation");
        check_problem("Que lit-on ?", "", "no question");
        check_problem("- [ ] `0`\n", "", "two choices at least");
        check_problem("</div>", "", "does not end");
        check_problem(
            "data-check",
            "data-order=\"written\" data-check",
            "data-order",
        );
    }

    #[test]
    fn the_number_of_right_answers_chooses_the_control() {
        let one = render_all(&identified(QUIZ), Lang::En).unwrap();
        assert!(
            one.contains("type=\"radio\"") && one.contains("Question 1 of 1"),
            "{one}"
        );
        let many = render_all(&identified(&QUIZ.replace("[ ]", "[x]")), Lang::En).unwrap();
        assert!(
            many.contains("type=\"checkbox\"") && many.contains("Right answers:"),
            "{many}"
        );
        let text = QUIZ.replace("- [ ] `0`\n- [x] `1`", "- = 42");
        let text = render_all(&identified(&text), Lang::Fr).unwrap();
        assert!(
            text.contains("data-answer=\"42\"") && text.contains("Votre réponse"),
            "{text}"
        );
    }

    #[test]
    fn only_the_checklist_becomes_boxes() {
        let page = "- [ ] a\n\n## Fin {#checklist}\n\n- [ ] Je *sais*\n- [ ] b\n";
        let html = checklist(&identified(page)).unwrap();
        assert!(html.starts_with("- [ ] a\n"), "{html}");
        assert!(html.contains("<span>Je <em>sais</em></span>"), "{html}");
        assert_eq!(html.matches("<li>").count(), 2);
    }

    const LIST: &str = "## Fin {#checklist}\n\n- [ ] Un.\n- [ ] Deux.\n";

    fn ids(markdown: &str) -> Vec<String> {
        kept(markdown).into_iter().map(|(.., id)| id).collect()
    }

    /// A reader keeps what he did: on a page that is renamed, beside a question
    /// that is new, with choices that are longer.
    #[test]
    fn an_id_comes_from_the_words_of_a_question_or_an_item() {
        let page = format!("{QUIZ}\n{LIST}");
        let [question, first, second] = &ids(&page)[..] else {
            panic!("a question and two items: {:?}", ids(&page));
        };
        let other = QUIZ.replace("Que lit-on", "Qu’écrit-on");
        let list = LIST.replace("- [ ] Deux", "- [ ] Trois.\n- [ ] Deux");
        let longer = QUIZ.replace("- [ ] `0`", "- [ ] `0`, car rien n’est écrit");
        let later = ids(&format!("{other}\n{longer}\n{list}"));
        assert_eq!([&later[1], &later[2], &later[4]], [question, first, second]);
        assert!(later[0] != *question && later[3] != *second);
    }

    #[test]
    fn ids_and_the_order_of_choices_outlive_translation() {
        let french = identified(&format!("{QUIZ}\n{LIST}"));
        let english = french
            .replace("Que lit-on", "What is read")
            .replace("Un.", "One.");
        let shown = |text: &str, lang| {
            let html = checklist(&render_all(text, lang).unwrap()).unwrap();
            let marks = regex::Regex::new(r#" (?:value|data-id)="(\w+)""#).unwrap();
            let found = marks.captures_iter(&html).map(|mark| mark[1].to_owned());
            found.collect::<Vec<_>>()
        };
        assert_eq!(shown(&french, Lang::Fr), shown(&english, Lang::En));
        assert_eq!(shown(&french, Lang::Fr).len(), 1 + 2 + 2);
    }

    #[test]
    fn numbers_in_sequence_stay_so() {
        let choices: String = (0..9).map(|n| format!("- [ ] {n}\n")).collect();
        let many = QUIZ.replace("- [ ] `0`\n", &choices);
        let order = |text: &str| parse(&identified(text)).unwrap().order();
        let written: Vec<usize> = (0..10).collect();
        assert_ne!(order(&many), written);
        let many = many.replace("data-check", "data-order=\"kept\" data-check");
        assert_eq!(order(&many), written);
    }

    #[test]
    fn two_questions_of_the_same_words_are_refused() {
        let mut book = Book::default();
        for path in ["a.md", "b/c.md"] {
            let page = format!("# A\n\n{QUIZ}\n{LIST}");
            book.push_item(mdbook_driver::book::Chapter::new(
                "A",
                page,
                path,
                Vec::new(),
            ));
        }
        let error = check_ids(&book).unwrap_err().to_string();
        for place in [
            "src/b/c.md:3: this question has the words of the one at src/a.md:3",
            "src/b/c.md:16: this item of a checklist has the words of the one at src/a.md:16",
        ] {
            assert!(error.contains(place), "{error}");
        }
    }
}
