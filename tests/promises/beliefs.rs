//! Each misconception is met by a listing that a page shows, and by a question
//! on a page that shows one: the table of the appendix holds for the pages.

use std::collections::BTreeSet;

use course::pages::quiz::parse;
use regex::Regex;
use tests::{Page, pages, report};

use crate::form::questions;

const TABLE: &str = "src/appendix/misconceptions.md";
/// A row whose page is not written says so, in French.
const TO_COME: &str = "à venir";

const BELIEFS: usize = 18;

#[test]
fn misconceptions_are_met() {
    report(
        "mark the question that meets it (`<div class=\"quiz\" data-belief=\"m5\">`), show its listing on that page, or mend the table",
        problems(&pages()),
    );
}

struct Row<'a> {
    /// `m` and its rank, which stands in questions: a row is never moved.
    id: String,
    to_come: bool,
    listings: Vec<&'a str>,
    /// Where its questions are, from `src/`.
    pages: Vec<&'a str>,
}

fn problems(pages: &[Page]) -> Vec<String> {
    let table = pages.iter().find(|page| page.path == TABLE);
    let rows: Vec<Row> = table.map_or(Vec::new(), |page| rows(&page.text));
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let wanted: Vec<String> = (1..=BELIEFS).map(|n| format!("m{n}")).collect();
    let mut found = Vec::new();
    if ids != wanted {
        found.push(format!(
            "{TABLE}: its rows are m1 to m{BELIEFS}, not {ids:?}"
        ));
    }
    for row in &rows {
        let unmet = unmet(row, pages).into_iter();
        found.extend(unmet.map(|why| format!("{}: {why}", row.id)));
    }
    for page in pages {
        for id in beliefs(page) {
            if !ids.contains(&id.as_str()) {
                found.push(format!("{}: `{id}` is no row of {TABLE}", page.path));
            }
        }
    }
    found
}

/// What a row promises and no page keeps.
fn unmet(row: &Row, pages: &[Page]) -> Vec<String> {
    if row.to_come {
        let is_met = pages.iter().any(|page| beliefs(page).contains(&row.id));
        let why = "a question meets it; name its page and its listing";
        return is_met.then(|| why.to_owned()).into_iter().collect();
    }
    let linked = |page: &&Page| row.pages.iter().any(|path| is(page, path));
    let linked: Vec<&Page> = pages.iter().filter(linked).collect();
    let shows = |page: &Page, listing: &str| {
        let include = format!("/src/bin/{listing}.rs");
        page.text.contains(&include)
    };
    let is_hidden = |listing: &&&str| !linked.iter().any(|page| shows(page, listing));
    let hidden = row.listings.iter().filter(is_hidden);
    let mut found: Vec<String> = hidden
        .map(|listing| format!("no page that it leads to shows `{listing}`"))
        .collect();
    let meets = |page: &&Page| {
        let shown = row.listings.iter().any(|listing| shows(page, listing));
        shown && beliefs(page).contains(&row.id)
    };
    if !linked.iter().any(meets) {
        let pages = row.pages.join(", ");
        found.push(format!("no question of {pages} says so beside its listing"));
    }
    found
}

fn is(page: &Page, path: &str) -> bool {
    page.path.strip_prefix("src/") == Some(path)
}

fn beliefs(page: &Page) -> BTreeSet<String> {
    let questions = questions(&page.text).into_iter();
    // A question that cannot be read is the form's problem.
    questions
        .filter_map(|text| parse(text).ok()?.belief)
        .collect()
}

/// The items of the list: ``5. **belief** : `listing` ; [page](../page.md#quiz)``.
fn rows(markdown: &str) -> Vec<Row<'_>> {
    let item = Regex::new(r"(?m)^(\d+)\. \*\*.+?\*\*(.+)$").unwrap();
    let code = Regex::new("`([^`]+)`").unwrap();
    let link = Regex::new(r"\]\(\.\./([^)#]+)").unwrap();
    let every = |pattern: &Regex, text| -> Vec<_> {
        let found = pattern.captures_iter(text);
        found.map(|found| found.get(1).unwrap().as_str()).collect()
    };
    let items = item.captures_iter(markdown);
    items
        .map(|item| {
            let [number, rest] = [1, 2].map(|group| item.get(group).unwrap().as_str());
            Row {
                id: format!("m{number}"),
                to_come: rest.ends_with(TO_COME),
                listings: every(&code, rest),
                pages: every(&link, rest),
            }
        })
        .collect()
}

#[test]
fn what_is_not_met_is_named() {
    let row = |n: usize| format!("{n}. **…** : `{n}` ; [a](../sync/a.md#quiz)\n");
    let table: String = (1..BELIEFS).map(row).collect();
    let page = |path: &str, text: String| Page {
        path: path.into(),
        text,
    };
    let question = |id: String| {
        format!(
            "<div class=\"quiz\" data-belief=\"{id}\">\n\nQue ?\n\n- = 1\n\n> Un.\n\n</div>\n\n"
        )
    };
    let shown = |n: usize| format!("{{{{#include ../../listings/src/bin/{n}.rs}}}}\n");
    let asked: String = (1..BELIEFS)
        .map(|n| shown(n) + &question(format!("m{n}")))
        .collect();
    let to_come = format!("{table}{BELIEFS}. **…** : {TO_COME}\n");
    let whole = [
        page(TABLE, to_come.clone()),
        page("src/sync/a.md", asked.clone()),
    ];
    assert_eq!(problems(&whole), Vec::<String>::new());

    let asked = asked
        .replace("\"m3\"", "\"m19\"")
        .replace("/4.rs", "/other.rs");
    let broken = [page(TABLE, to_come), page("src/sync/a.md", asked)];
    assert_eq!(
        problems(&broken),
        [
            "m3: no question of sync/a.md says so beside its listing",
            "m4: no page that it leads to shows `4`",
            "m4: no question of sync/a.md says so beside its listing",
            "src/sync/a.md: `m19` is no row of src/appendix/misconceptions.md",
        ]
    );
    assert!(problems(&[page(TABLE, table)])[0].contains("its rows are m1 to m18"));

    let early = page("src/sync/b.md", question(format!("m{BELIEFS}")));
    let [table, a] = whole;
    assert_eq!(
        problems(&[table, a, early]),
        ["m18: a question meets it; name its page and its listing"]
    );
}
