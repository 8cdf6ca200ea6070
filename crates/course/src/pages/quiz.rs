//! Quizzes and checklists: plain Markdown for translators, form controls for
//! readers, usable without JavaScript.

use anyhow::{Result, bail};

use super::{block, escape};
use crate::source::lang::Lang;

#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    /// What the answers are checked against: `output:NAME`, `stderr:NAME`.
    pub check: Option<String>,
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
    let check = super::attribute(tag, "data-check").map(str::to_owned);
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
        check,
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
                    text.push_str(&block(&render(&parse(question)?, number, total, lang)));
                    open = None;
                }
            }
        }
    }
    Ok(text)
}

fn render(question: &Question, number: usize, total: usize, lang: Lang) -> String {
    let name = format!("quiz-{number}");
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
            let right: Vec<&(bool, String)> = choices.iter().filter(|(right, _)| *right).collect();
            let several = right.len() > 1;
            let control = |(value, (right, text)): (usize, &(bool, String))| {
                format!(
                    r#"<label class="cc-quiz__choice"><input type="{}" name="{name}" value="{value}"{}><span>{}</span></label>"#,
                    if several { "checkbox" } else { "radio" },
                    if *right { " data-right" } else { "" },
                    inline(text)
                )
            };
            let controls: Vec<String> = choices.iter().enumerate().map(control).collect();
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
    format!(
        r#"<cc-quiz>
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
    )
}

/// Turns the task list under the heading `{#checklist}` into boxes to tick.
pub fn checklist(markdown: &str) -> String {
    let mut text = String::new();
    let mut items: Vec<&str> = Vec::new();
    let mut here = false;
    for line in markdown.lines() {
        if line.starts_with('#') {
            here = super::heading(line).is_some_and(|(_, id)| id == "checklist");
        }
        match line.strip_prefix("- [ ] ") {
            Some(item) if here => items.push(item),
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
    text
}

fn boxes(items: &[&str]) -> String {
    if items.is_empty() {
        return String::new();
    }
    let boxes: Vec<String> = items
        .iter()
        .map(|item| {
            format!(
                "<li><label><input type=\"checkbox\"><span>{}</span></label></li>",
                inline(item)
            )
        })
        .collect();
    block(&format!(
        "<cc-checklist>\n<ul class=\"cc-checklist\">\n{}\n</ul>\n</cc-checklist>",
        boxes.join("\n")
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

    const QUIZ: &str = "<div class=\"quiz\" data-check=\"output:lunch\">\n\nQue lit-on ?\n\n- [ ] `0`\n- [x] `1`\n\n> Un seul.\n\n</div>\n";

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
                check: Some("output:lunch".into()),
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
    }

    #[test]
    fn the_number_of_right_answers_chooses_the_control() {
        let one = render_all(QUIZ, Lang::En).unwrap();
        assert!(
            one.contains("type=\"radio\"") && one.contains("Question 1 of 1"),
            "{one}"
        );
        let many = render_all(&QUIZ.replace("[ ]", "[x]"), Lang::En).unwrap();
        assert!(
            many.contains("type=\"checkbox\"") && many.contains("Right answers:"),
            "{many}"
        );
        let text = render_all(&QUIZ.replace("- [ ] `0`\n- [x] `1`", "- = 42"), Lang::Fr).unwrap();
        assert!(
            text.contains("data-answer=\"42\"") && text.contains("Votre réponse"),
            "{text}"
        );
    }

    #[test]
    fn only_the_checklist_becomes_boxes() {
        let page = "- [ ] a\n\n## Fin {#checklist}\n\n- [ ] Je *sais*\n- [ ] b\n";
        let html = checklist(page);
        assert!(html.starts_with("- [ ] a\n"), "{html}");
        assert!(html.contains("<span>Je <em>sais</em></span>"), "{html}");
        assert_eq!(html.matches("<li>").count(), 2);
    }
}
