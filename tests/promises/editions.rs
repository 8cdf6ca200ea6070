//! Both editions have the same pages, and each page the same parts.

use std::collections::BTreeMap;

use course::source::lang::{BOTH, Lang};
use scraper::{Html, Selector};
use tests::{html_files, report, site};

#[test]
fn both_editions_have_the_same_pages() {
    let [french, english] = BOTH.map(pages);
    let mut problems = Vec::new();
    for (one, other, lang) in [
        (&french, &english, "English"),
        (&english, &french, "French"),
    ] {
        let alone = one.keys().filter(|name| !other.contains_key(*name));
        problems.extend(alone.map(|name| format!("{name} has no {lang} page")));
    }
    report("run `cargo course build` and see why", problems);
}

#[test]
fn both_editions_of_a_page_have_the_same_parts() {
    let [french, english] = BOTH.map(pages);
    // print.html is the others again, with numbers on the ids that repeat.
    let chapters = french.iter().filter(|(name, _)| *name != "print.html");
    let problems = chapters.flat_map(|(name, french)| {
        let english = english.get(name).map(String::as_str).unwrap_or_default();
        let differ = differences(french, english).into_iter();
        differ.map(move |problem| format!("{name}: {problem}"))
    });
    report(
        "mend the page's messages in po/en.po: the English page lost or gained a part",
        problems,
    );
}

/// What readers are sent to, see or answer.
const PARTS: [(&str, &str); 7] = [
    ("h1", "titles"),
    ("figure.cc-listing", "programs"),
    ("figure.cc-output", "outputs"),
    ("cc-quiz", "questions"),
    (".cc-quiz input", "answers"),
    (".cc-checklist li", "things to know"),
    ("main table tr", "rows of tables"),
];

fn differences(french: &str, english: &str) -> Vec<String> {
    let [french, english] = [french, english].map(Html::parse_document);
    let mut problems = Vec::new();
    let [f, e] = [&french, &english].map(heading_ids);
    if let Some(at) = (0..f.len().max(e.len())).find(|at| f.get(*at) != e.get(*at)) {
        let [f, e] = [f, e].map(|ids| ids.get(at).cloned().unwrap_or("none".into()));
        problems.push(format!(
            "section {} is {f} in French, {e} in English",
            at + 1
        ));
    }
    for (selector, what) in PARTS {
        let selector = Selector::parse(selector).unwrap();
        let [f, e] = [&french, &english].map(|page| page.select(&selector).count());
        if f != e {
            problems.push(format!("{f} {what} in French, {e} in English"));
        }
    }
    problems
}

fn heading_ids(page: &Html) -> Vec<String> {
    let headings = Selector::parse("main h2, main h3").unwrap();
    let ids = page
        .select(&headings)
        .map(|h| h.attr("id").unwrap_or_default().to_owned());
    ids.collect()
}

#[test]
fn each_edition_says_its_language_and_subject() {
    let problems = BOTH.into_iter().flat_map(|lang| {
        let pages = pages(lang)
            .into_iter()
            // Nor a page that only leads on: both languages share it.
            .filter(|(name, page)| name != "toc.html" && !page.contains("http-equiv=\"refresh\""));
        pages.flat_map(move |(name, page)| {
            let wrong = wrong_head(&page, lang).into_iter();
            wrong.map(move |problem| format!("{name} ({}): {problem}", lang.code()))
        })
    });
    report("mend theme/index.hbs, book.toml or po/en.po", problems);
}

const SUBJECT: [(&str, &str); 2] = [
    ("La concurrence en Rust", "Un cours"),
    ("Concurrency in Rust", "course"),
];

fn wrong_head(page: &str, lang: Lang) -> Vec<String> {
    let page = Html::parse_document(page);
    let (title, description) = SUBJECT[lang.pick(0, 1)];
    let is = |selector: &str, attribute: &str| {
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector).next();
        found
            .map(|e| match attribute {
                "" => e.text().collect::<String>(),
                name => e.attr(name).unwrap_or_default().to_owned(),
            })
            .unwrap_or_default()
    };
    let mut problems = Vec::new();
    for (selector, attribute, expected) in [
        ("html", "lang", lang.code()),
        ("head > title", "", title),
        ("meta[name=description]", "content", description),
    ] {
        let found = is(selector, attribute);
        if !found.contains(expected) {
            problems.push(format!("{selector} says `{found}`, without `{expected}`"));
        }
    }
    problems
}

/// An edition's pages, by their path in it.
fn pages(lang: Lang) -> BTreeMap<String, String> {
    let all = html_files(site())
        .expect("the site can be read")
        .into_iter();
    let of_this = all.filter_map(|(name, text)| match name.strip_prefix("en/") {
        Some(name) => (lang == Lang::En).then(|| (name.to_owned(), text)),
        None => (lang == Lang::Fr).then_some((name, text)),
    });
    of_this.collect()
}

#[test]
fn pages_that_differ_are_found() {
    let page = "<main><h1>A</h1><h2 id=\"b\">B</h2><cc-quiz></cc-quiz><figure class=\"cc-output\"></figure></main>";
    assert!(differences(page, &page.replace(">B<", ">C<")).is_empty());
    for (from, to) in [
        ("id=\"b\"", "id=\"c\""),
        ("cc-quiz", "div"),
        ("cc-output", "other"),
        ("h1", "p"),
    ] {
        assert_eq!(
            differences(page, &page.replace(from, to)).len(),
            1,
            "{from}"
        );
    }
    assert_eq!(
        wrong_head(
            "<html lang=\"en\"><title>La concurrence en Rust</title>",
            Lang::En
        )
        .len(),
        2
    );
}
