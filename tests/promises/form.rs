//! Every chapter page has the same parts, and every part can be linked to.

use std::path::Path;

use course::pages::quiz::{CLOSE, OPEN, parse};
use course::pages::{Part, heading, parts};
use course::source::project::read;
use regex::Regex;
use tests::{Offence, Page, offence, pages, project, report};

/// Where pages are looked up, and nothing is learnt: a title and an opening are enough.
const LOOKED_UP: &str = "src/appendix/";

#[test]
fn chapters_have_their_parts() {
    let pages = pages();
    let missing = pages.iter().flat_map(missing_parts);
    report(
        "write what these pages lack (CONTRIBUTING.md, a page)",
        missing.map(|offence| offence.message),
    );
}

fn missing_parts(page: &Page) -> Vec<Offence> {
    let titles: Vec<(usize, &str, &str)> = headings(&page.text);
    let has = |level: usize, id: &str| titles.iter().any(|(l, _, i)| *l == level && *i == id);
    let questions = page
        .text
        .lines()
        .filter(|line| line.starts_with(OPEN))
        .count();
    let items = |id: &str| section(&page.text, id).matches("\n- [ ] ").count();
    let checks = [
        (
            "title",
            titles.iter().filter(|(level, ..)| *level == 1).count() == 1,
            "exactly one `# Title`",
        ),
        (
            "opening",
            opening(&page.text),
            "a paragraph between the title and the goals: a concrete situation",
        ),
        (
            "goals",
            page.text.contains("\n<div class=\"goals\">\n"),
            "its `<div class=\"goals\">`",
        ),
        ("quiz", has(2, "quiz"), "`## Quiz {#quiz}`"),
        (
            "questions",
            (3..=6).contains(&questions),
            "3 to 6 questions",
        ),
        (
            "checklist",
            has(2, "checklist") && items("checklist") > 0,
            "`## À retenir {#checklist}` and its `- [ ] …`",
        ),
    ];
    let wanted = match page.path.starts_with(LOOKED_UP) {
        true => &checks[..2],
        false => &checks,
    };
    let missing = wanted.iter().filter(|(_, present, _)| !present);
    missing
        .map(|(what, _, how)| {
            offence(
                format!("{} {what}", page.path),
                format!("{}: {how}", page.path),
            )
        })
        .collect()
}

fn opening(markdown: &str) -> bool {
    let after_title = markdown
        .split_once("# ")
        .and_then(|(_, rest)| rest.split_once('\n'));
    let first = after_title.and_then(|(_, rest)| rest.lines().find(|line| !line.trim().is_empty()));
    first.is_some_and(|line| line.starts_with(|c: char| c.is_alphabetic() || "«*`_".contains(c)))
}

/// The headings outside code: level, title, id.
fn headings(markdown: &str) -> Vec<(usize, &str, &str)> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in markdown.lines() {
        fenced ^= line.starts_with("```");
        if let (false, Some((title, id))) = (fenced, heading(line)) {
            found.push((line.len() - line.trim_start_matches('#').len(), title, id));
        }
    }
    found
}

fn section<'a>(markdown: &'a str, id: &str) -> &'a str {
    let start = markdown
        .find(&format!("{{#{id}}}"))
        .unwrap_or(markdown.len());
    let rest = &markdown[start..];
    &rest[..rest.find("\n## ").unwrap_or(rest.len())]
}

/// The introduction promises what exists: a row for each part, in the
/// summary's order. Appendices are not learnt.
#[test]
fn the_introduction_names_the_parts() {
    let text = |file: &str| read(&project().root.join(file)).unwrap();
    let summary = text("src/SUMMARY.md");
    let there = summary.lines().filter_map(|line| line.strip_prefix("# "));
    let there: Vec<&str> = there
        .filter(|part| !["Sommaire", "Annexes"].contains(part))
        .collect();
    let introduction = text("src/introduction.md");
    let named = promised(&introduction);
    report(
        "give each part a row of the table of src/introduction.md, and no other",
        (named != there).then(|| format!("it has {named:?}; src/SUMMARY.md has {there:?}")),
    );
}

/// The first cells of the introduction's table of parts.
fn promised(introduction: &str) -> Vec<&str> {
    let rows = introduction
        .lines()
        .skip_while(|l| !l.starts_with("| Partie |"));
    let rows = rows.skip(2).take_while(|line| line.starts_with('|'));
    rows.filter_map(|row| Some(row.split('|').nth(1)?.trim()))
        .collect()
}

/// The language link keeps the section, and a heading may be reworded: so ids
/// are written, in English.
#[test]
fn headings_have_ids() {
    let problems = pages().into_iter().flat_map(|page| {
        let wrong = wrong_ids(&page.text).into_iter();
        wrong.map(move |problem| format!("{}: {problem}", page.path))
    });
    report(
        "write `## Title {#english-id}`, each id once a page",
        problems,
    );
}

fn wrong_ids(markdown: &str) -> Vec<String> {
    let kebab = Regex::new(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$").unwrap();
    let mut seen = Vec::new();
    let mut problems = Vec::new();
    for (level, title, id) in headings(markdown) {
        if level == 1 {
            continue;
        }
        if !kebab.is_match(id) {
            problems.push(format!("`{title}` has the id `{id}`"));
        } else if seen.contains(&id) {
            problems.push(format!("`{title}` has the id `{id}` of an earlier heading"));
        }
        seen.push(id);
    }
    problems
}

#[test]
fn questions_are_whole() {
    let problems = pages().into_iter().flat_map(|page| {
        let wrong = questions(&page.text)
            .into_iter()
            .filter_map(|text| parse(text).err());
        let wrong: Vec<String> = wrong
            .map(|error| format!("{}: {error}", page.path))
            .collect();
        wrong
    });
    report("mend these questions", problems);
}

/// The questions of a page, from `<div class="quiz"` to `</div>`.
pub fn questions(markdown: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = markdown;
    while let Some(start) = rest.find(OPEN) {
        let end = rest[start..]
            .find(CLOSE)
            .map_or(rest.len(), |end| start + end + CLOSE.len());
        found.push(&rest[start..end]);
        rest = &rest[end..];
    }
    found
}

#[test]
fn pages_are_linked_by_their_files() {
    let problems = pages().into_iter().flat_map(|page| {
        let wrong = wrong_links(&page, &project().root).into_iter();
        wrong.map(move |problem| format!("{}:{problem}", page.path))
    });
    report("link a page as [text](../part/page.md#id)", problems);
}

/// Links that are not a page's relative path, or whose page or id is missing.
fn wrong_links(page: &Page, root: &Path) -> Vec<String> {
    let link = Regex::new(r"\]\(([^)\s]+)\)").unwrap();
    let code = Regex::new(r"`[^`]+`").unwrap();
    let mut problems = Vec::new();
    for part in parts(&page.text) {
        let Part::Prose { line, text } = part else {
            continue;
        };
        for (at, prose) in text.lines().enumerate() {
            for found in link.captures_iter(&code.replace_all(prose, "")) {
                let to = &found[1];
                if !to.starts_with("https://") && !leads_somewhere(page, to, root) {
                    problems.push(format!("{}: {to}", line + at));
                }
            }
        }
    }
    problems
}

fn leads_somewhere(page: &Page, to: &str, root: &Path) -> bool {
    let (file, id) = to.split_once('#').unwrap_or((to, ""));
    if !file.is_empty() && (!file.ends_with(".md") || file.starts_with('/')) {
        return false;
    }
    let path = root.join(&page.path);
    let text = match file {
        "" => Ok(page.text.clone()),
        _ => std::fs::read_to_string(path.parent().unwrap_or(root).join(file)),
    };
    text.is_ok_and(|text| id.is_empty() || headings(&text).iter().any(|(_, _, i)| *i == id))
}

fn sample(text: &str) -> Page {
    Page {
        path: "src/why/waiting.md".into(),
        text: text.into(),
    }
}

#[test]
fn missing_parts_are_found() {
    let question = "<div class=\"quiz\">\n\n</div>\n\n".repeat(3);
    let good = format!(
        "# A\n\nIl pleut.\n\n<div class=\"goals\">\n\n</div>\n\n## Quiz {{#quiz}}\n\n{question}## Fin {{#checklist}}\n\n- [ ] Je sais.\n"
    );
    assert_eq!(missing_parts(&sample(&good)), []);
    for (from, to, key) in [
        ("# A\n", "# A\n\n# B\n", "title"),
        ("Il pleut.\n\n", "", "opening"),
        ("goals", "gaols", "goals"),
        ("{#quiz}", "", "quiz"),
        ("<div class=\"quiz\">", "<div>", "questions"),
        ("- [ ]", "-", "checklist"),
    ] {
        let keys: Vec<String> = missing_parts(&sample(&good.replacen(from, to, 1)))
            .into_iter()
            .map(|o| o.key)
            .collect();
        assert!(
            keys.contains(&format!("src/why/waiting.md {key}")),
            "{key}: {keys:?}"
        );
    }
}

#[test]
fn wrong_ids_are_found() {
    assert_eq!(
        wrong_ids("# A\n\n## B {#first-step}\n\n```console\n## no\n```\n").len(),
        0
    );
    assert_eq!(
        wrong_ids("## B\n\n### C {#élan}\n\n## D {#d}\n\n## E {#d}\n\n## F {#a_b}\n").len(),
        4
    );
}

#[test]
fn wrong_links_are_found() {
    let root = project().root;
    let wrong = |text: &str| wrong_links(&sample(text), &root).len();
    assert_eq!(
        wrong("[a](vocabulary.md) [b](../introduction.md) [c](https://a.org) `[d](e)`"),
        0
    );
    assert_eq!(
        wrong("[a](/why/vocabulary.md) [b](vocabulary.html) [c](none.md) [d](vocabulary.md#none)"),
        4
    );
}
