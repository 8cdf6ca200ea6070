//! Every section of the five source chapters has its place: the table of the
//! appendix names sections, and these show the programs that it names.

use regex::Regex;
use tests::{Page, pages, report};

const TABLE: &str = "src/appendix/origin.md";

/// The sections of the sources. A row may be reworded, and is never left out.
const ROWS: [&str; 5] = [
    "000.0 000.1 000.2 000.3 000.4 000.5 000.6 000.7 000.8 000.S 000.W 000.E1 000.E2 000.E3 000.X1 000.X2 000.X3 000.X4",
    "001.intro 001.def 001.why 001.types 001.fund 001.gil 001.sync 001.race 001.deadlock 001.starve 001.debug 001.when 001.table 001.cases 001.8.1 001.8.2 001.8.3 001.8.4 001.objectives 001.prereq 001.method 001.tools 001.modules 001.monitoring",
    "002.intro 002.simple 002.class 002.lock 002.queue 002.proc 002.ipc 002.X1 002.X2 002.X3 002.best1 002.best2 002.best3 002.when 002.summary",
    "003.intro 003.concepts 003.gil 003.ex1 003.ex2 003.ex3 003.ex4 003.ex5 003.guided 003.pitfalls 003.tips 003.mini 003.X1 003.X2 003.X3 003.X4 003.X5 003.recap 003.checklist 003.quiz",
    "004.a 004.b",
];

#[test]
fn every_section_of_the_sources_has_its_place() {
    report(
        "lead the row to the section that shows its programs, or mend the row (src/appendix/origin.md)",
        problems(&pages()),
    );
}

fn problems(pages: &[Page]) -> Vec<String> {
    let table = pages.iter().find(|page| page.path == TABLE);
    let rows = table.map_or(Vec::new(), |page| rows(&page.text));
    let ids: Vec<&str> = rows.iter().map(|row| row.id).collect();
    let wanted: Vec<&str> = ROWS.iter().flat_map(|part| part.split(' ')).collect();
    let mut found = Vec::new();
    for id in &wanted {
        if !ids.contains(id) {
            found.push(format!("{id}: no row of {TABLE}"));
        }
    }
    for row in &rows {
        if !wanted.contains(&row.id) {
            found.push(format!("{}: no section of the sources", row.id));
        }
        found.extend(row.problems(pages));
    }
    found
}

struct Row<'a> {
    id: &'a str,
    rest: &'a str,
}

/// The items of the list: ``- **`000.1`**, idea : `listing` ; [section](../page.md#id)``.
fn rows(markdown: &str) -> Vec<Row<'_>> {
    let item = Regex::new(r"(?m)^- \*\*`([^`]+)`\*\*,(.+)$").unwrap();
    let items = item.captures_iter(markdown);
    items
        .map(|item| Row {
            id: item.get(1).unwrap().as_str(),
            rest: item.get(2).unwrap().as_str(),
        })
        .collect()
}

impl Row<'_> {
    fn problems(&self, pages: &[Page]) -> Vec<String> {
        let link = Regex::new(r"\]\(\.\./([^)#]+)(?:#([^)]+))?\)").unwrap();
        let code = Regex::new("`(\\w+)`").unwrap();
        let mut sections = Vec::new();
        let mut found = Vec::new();
        for link in link.captures_iter(self.rest) {
            let (path, id) = (&link[1], link.get(2).map(|id| id.as_str()));
            let page = pages
                .iter()
                .find(|page| page.path.strip_prefix("src/") == Some(path));
            match page.and_then(|page| section(&page.text, id)) {
                Some(section) => sections.push(section),
                None => found.push(format!("{}: there is no section {}", self.id, &link[0])),
            }
        }
        if sections.is_empty() && found.is_empty() {
            found.push(format!("{}: it leads nowhere", self.id));
        }
        // What stands before the first link is an idea in words, and programs.
        let named = self.rest.split("[").next().unwrap_or_default();
        for name in code.captures_iter(named) {
            let name = &name[1];
            let marks = [
                format!("/{name}.rs"),
                format!("/projects/{name}/"),
                format!("{{{{#exercise {name}}}}}"),
            ];
            let is_shown = |section: &&str| marks.iter().any(|mark| section.contains(mark));
            if !LANGUAGE.contains(&name) && !sections.iter().any(is_shown) {
                found.push(format!("{}: no section of it shows `{name}`", self.id));
            }
        }
        found
    }
}

/// Code that is no program's name.
const LANGUAGE: [&str; 4] = ["async", "await", "asyncio", "gather"];

/// From the heading with this id to the next one that is no deeper; all of the
/// page, without one.
fn section<'a>(page: &'a str, id: Option<&str>) -> Option<&'a str> {
    let Some(id) = id else {
        return Some(page);
    };
    let end = format!("{{#{id}}}");
    let mut start = None;
    let mut at = 0;
    for line in page.split_inclusive('\n') {
        let depth = line.bytes().take_while(|byte| *byte == b'#').count();
        match start {
            None if depth > 0 && line.trim_end().ends_with(&end) => start = Some((at, depth)),
            Some((from, deep)) if depth > 0 && depth <= deep => return Some(&page[from..at]),
            _ => {}
        }
        at += line.len();
    }
    start.map(|(from, _)| &page[from..])
}

#[test]
fn a_row_that_leads_astray_is_named() {
    let page = |path: &str, text: &str| Page {
        path: path.into(),
        text: text.into(),
    };
    let a = page(
        "src/a.md",
        "# A\n\n## Un {#one}\n\n{{#include ../listings/src/bin/alone.rs}}\n\n### Plus {#more}\n\n{{#exercise adds}}\n\n## Deux {#two}\n\n{{#include ../listings/src/bin/other.rs}}\n\n{{#include ../projects/kept/src/main.rs}}\n",
    );
    let said = |row: &str| {
        let table = page(TABLE, row);
        let whole = problems(&[
            table,
            Page {
                path: a.path.clone(),
                text: a.text.clone(),
            },
        ]);
        let of_row = |problem: &String| problem.starts_with("000.1:") || problem.starts_with("9:");
        whole.into_iter().filter(of_row).collect::<Vec<_>>()
    };
    let nothing: [&str; 0] = [];
    assert_eq!(
        said("- **`000.1`**, idée : `alone`, `adds` ; [Un](../a.md#one)"),
        nothing
    );
    assert_eq!(said("- **`000.1`**, `async` ; [A](../a.md)"), nothing);
    assert_eq!(
        said("- **`000.1`**, idée : `kept` ; [Deux](../a.md#two)"),
        nothing
    );
    assert_eq!(
        said("- **`000.1`**, idée : `other` ; [Un](../a.md#one)"),
        ["000.1: no section of it shows `other`"]
    );
    assert_eq!(
        said("- **`000.1`**, idée ; [Trois](../a.md#three)"),
        ["000.1: there is no section ](../a.md#three)"]
    );
    assert_eq!(said("- **`000.1`**, idée"), ["000.1: it leads nowhere"]);
    assert_eq!(
        said("- **`9`**, idée ; [A](../a.md)"),
        [
            "000.1: no row of src/appendix/origin.md",
            "9: no section of the sources"
        ]
    );
    assert_eq!(said(""), ["000.1: no row of src/appendix/origin.md"]);
}
