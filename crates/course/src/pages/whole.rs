//! What each page of an edition holds, and in which section: for the pages that
//! tell of all the others.

use std::collections::BTreeSet;

use mdbook_driver::book::{Book, BookItem};

use super::directive::Directive;
use super::quiz::OPEN;
use super::{Part, heading, parts};
use crate::source::listing::Kind;

/// Words a minute, for prose; code counts half.
pub const PACE: usize = 200;

#[derive(Default)]
pub struct Whole {
    pub pages: Vec<Page>,
}

/// A page in the edition's language.
pub struct Page {
    /// From `src/`, without its ending: `sync/mutex`.
    pub path: String,
    pub title: String,
    pub part: Option<String>,
    pub words: usize,
    pub code_lines: usize,
    pub questions: usize,
    /// In their order, each with the id of its section.
    pub programs: Vec<(Kind, String, String)>,
    pub figures: Vec<(Directive, String, String)>,
    pub minutes: usize,
}

/// A program, its name, and the id of the section that shows it.
type Shown<'a> = (&'a Kind, &'a str, &'a str);

impl Whole {
    pub fn of(book: &Book) -> Whole {
        let mut part = None;
        let mut pages = Vec::new();
        for item in book.iter() {
            match item {
                BookItem::PartTitle(title) => part = Some(title.clone()),
                BookItem::Chapter(chapter) => {
                    if let Some(path) = &chapter.path {
                        let path = path.with_extension("").to_string_lossy().replace('\\', "/");
                        pages.push(Page::of(
                            path,
                            &chapter.name,
                            part.clone(),
                            &chapter.content,
                        ));
                    }
                }
                BookItem::Separator => {}
            }
        }
        Whole { pages }
    }

    /// The programs that each page is the first to show, with their sections.
    pub fn first_shown(&self) -> Vec<(&Page, Vec<Shown<'_>>)> {
        let mut seen = BTreeSet::new();
        let mut pages = Vec::new();
        for page in &self.pages {
            let mut programs = Vec::new();
            for (kind, name, section) in &page.programs {
                if seen.insert(name) {
                    programs.push((kind, name.as_str(), section.as_str()));
                }
            }
            pages.push((page, programs));
        }
        pages
    }

    /// The first place that shows this figure of a listing.
    pub fn figure(&self, wanted: &[Directive], name: &str) -> Option<&Page> {
        let has = |page: &&Page| {
            let mut figures = page.figures.iter();
            figures.any(|(kind, figure, _)| wanted.contains(kind) && figure == name)
        };
        self.pages.iter().find(has)
    }

    pub fn named(&self, stem: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.stem() == stem)
    }
}

impl Page {
    fn of(path: String, title: &str, part: Option<String>, markdown: &str) -> Page {
        let mut page = Page {
            path,
            title: title.into(),
            part,
            words: 0,
            code_lines: 0,
            questions: 0,
            programs: Vec::new(),
            figures: Vec::new(),
            minutes: minutes(markdown),
        };
        let mut section = String::new();
        for part in parts(markdown) {
            match part {
                Part::Code { info, text, .. } => {
                    page.code_lines += text.lines().count();
                    page.programs.extend(program(&info, &section));
                }
                Part::Prose { text, .. } => {
                    page.words += text.split_whitespace().count();
                    for line in text.lines() {
                        if let Some((_, id)) = heading(line).filter(|(_, id)| !id.is_empty()) {
                            section = id.to_owned();
                        }
                        page.questions += usize::from(line.starts_with(OPEN));
                        for (directive, name) in Directive::marked_in(line) {
                            page.figures.push((directive, name, section.clone()));
                        }
                    }
                }
            }
        }
        page
    }

    /// Its file's name, which no other page has.
    pub fn stem(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Its address from a page of the appendix, in its section.
    pub fn address(&self, section: &str) -> String {
        let hash = if section.is_empty() { "" } else { "#" };
        format!("../{}.html{hash}{section}", self.path)
    }

    pub fn count(&self, kind: Directive) -> usize {
        let of_kind = |(figure, ..): &&(Directive, String, String)| *figure == kind;
        self.figures.iter().filter(of_kind).count()
    }
}

/// The program of a block of Rust.
fn program(info: &str, section: &str) -> Option<(Kind, String, String)> {
    info.split(',')
        .filter_map(|word| word.split_once('='))
        .find_map(|(key, name)| {
            let kind = match key {
                "runs" => Kind::Runs,
                "fails" => Kind::Fails,
                _ => return None,
            };
            Some((kind, name.to_owned(), section.to_owned()))
        })
}

/// How long a page takes to read.
pub fn minutes(markdown: &str) -> usize {
    let words: usize = parts(markdown)
        .iter()
        .map(|part| match part {
            Part::Prose { text, .. } => text.split_whitespace().count(),
            Part::Code { text, .. } => text.split_whitespace().count() / 2,
        })
        .sum();
    words.div_ceil(PACE).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use mdbook_driver::book::Chapter;

    fn book() -> Book {
        let page = |name: &str, path: &str, text: &str| {
            BookItem::Chapter(Chapter::new(name, text.into(), path, Vec::new()))
        };
        let lunch = "```rust,runs=lunch,anchor=cook\nfn cook() {}\n```\n";
        let level = "<div data-course=\"level\" data-name=\"lunch\"></div>\n";
        Book::new_with_items(vec![
            BookItem::PartTitle("Manger".into()),
            page(
                "Midi",
                "why/noon.md",
                &format!(
                    "# Midi\n\nIl pleut.\n\n## Cuire {{#cook}}\n\n{lunch}\n{level}\n{OPEN}>\n"
                ),
            ),
            page(
                "Soir",
                "why/evening.md",
                &format!("{lunch}\n```rust,fails=burnt\nfn main() {{ x }}\n```\n"),
            ),
        ])
    }

    #[test]
    fn a_program_is_found_where_it_is_first_shown() {
        let whole = Whole::of(&book());
        let shown = whole.first_shown();
        assert_eq!(shown[0].1, [(&Kind::Runs, "lunch", "cook")]);
        assert_eq!(shown[1].1, [(&Kind::Fails, "burnt", "")]);
        let page = whole.figure(&[Directive::Level], "lunch").unwrap();
        assert_eq!(page.address("cook"), "../why/noon.html#cook");
        assert_eq!(page.part.as_deref(), Some("Manger"));
        assert_eq!((page.code_lines, page.questions), (1, 1));
        assert!(whole.figure(&[Directive::Explore], "lunch").is_none());
    }

    #[test]
    fn reading_time_counts_code_half() {
        assert_eq!(minutes(&"mot ".repeat(401)), 3);
        assert_eq!(minutes(&format!("```rust\n{}\n```\n", "x ".repeat(400))), 1);
    }
}
