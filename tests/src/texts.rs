//! The words of both editions, each with the place where it is mended.

use std::sync::LazyLock;

use course::pages::book::{expanded, translated};
use course::pages::messages::template;
use course::pages::{Edition, pages as chapters};
use course::source::lang::Lang;
use course::source::listing::{Kind, Listings, without_anchors};
use course::source::po::Po;
use course::source::project::{files, read};
use mdbook_i18n_helpers::extract_messages;
use regex::Regex;

use crate::project;

/// A page's Markdown; its path starts with `src/`.
pub struct Page {
    pub path: String,
    pub text: String,
}

/// The pages as they are written, without the contents.
pub fn pages() -> Vec<Page> {
    let project = project();
    let all = files(&project.pages(), "md").expect("src/ can be read");
    all.iter()
        .filter(|path| !path.ends_with("SUMMARY.md"))
        .map(|path| Page {
            path: project.relative(path),
            text: read(path).expect("a page can be read"),
        })
        .collect()
}

/// The pages as an edition's readers get them, before they become HTML.
pub fn in_edition(lang: Lang) -> anyhow::Result<Vec<Page>> {
    let project = project();
    let translations = Po::load(&project)?.translations();
    let edition = Edition {
        project: &project,
        lang,
        translations: Some(&translations).filter(|_| lang == Lang::En),
        listings: &Listings::load(&project)?,
    };
    let book = translated(&edition, expanded(&project)?)?;
    Ok(chapters(&book)
        .filter_map(|chapter| {
            Some(Page {
                path: format!("src/{}", chapter.path.as_ref()?.display()),
                text: chapter.content.clone(),
            })
        })
        .collect())
}

/// A sentence, a title, or a comment or string of a listing.
#[derive(Debug)]
pub struct Text {
    /// The file, as the other room names it.
    pub file: String,
    pub line: usize,
    /// Translated text has the French one beside it.
    pub french: String,
    pub text: String,
}

impl Text {
    pub fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    pub fn in_listing(&self) -> bool {
        self.file.starts_with("listings/")
    }
}

/// Everything that the French reader reads.
pub fn french() -> anyhow::Result<Vec<Text>> {
    let mut texts = Vec::new();
    let mut add = |file: &str, source: &str, markdown: &str| -> anyhow::Result<()> {
        for (line, message) in extract_messages(markdown)? {
            let text = message.message;
            texts.push(Text {
                file: file.into(),
                line: line_of(source, &text).unwrap_or(line),
                french: text.clone(),
                text,
            });
        }
        Ok(())
    };
    let project = project();
    let summary = project.pages().join("SUMMARY.md");
    add("src/SUMMARY.md", "", &read(&summary)?)?;
    for page in pages() {
        add(&page.path, "", &page.text)?;
    }
    for kind in Kind::ALL {
        for name in kind.names(&project)? {
            let path = kind.path(&project, &name);
            let source = read(&path)?;
            add(
                &project.relative(&path),
                &source,
                &format!("```rust\n{}```\n", without_anchors(&source)),
            )?;
        }
    }
    Ok(texts)
}

/// Where a comment or string stands in its file.
fn line_of(source: &str, text: &str) -> Option<usize> {
    let start = text.lines().next()?.trim();
    let at = source.lines().position(|line| line.contains(start))?;
    Some(at + 1)
}

/// Every English text that is ready, at its place in `po/en.po`.
pub fn english() -> anyhow::Result<Vec<Text>> {
    let project = project();
    let known: Vec<String> = template(&project)?.messages().map(str::to_owned).collect();
    let entries = Po::load(&project)?.entries.into_iter();
    Ok(entries
        .filter(|entry| !entry.fuzzy && !entry.english.is_empty() && known.contains(&entry.french))
        .map(|entry| Text {
            file: "po/en.po".into(),
            line: entry.line,
            french: entry.french,
            text: entry.english,
        })
        .collect())
}

/// What is code, address or mark, and no language.
static NOT_PROSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"<i lang=[^>]*>[^<]*</i>|`+[^`]+`+|\{\{#[^}]*\}\}|\{[^{}]*\}|\]\([^)]*\)|<[^>]*>|https?://\S+|\[!\w+\]")
        .unwrap()
});

/// A Markdown text with `¤` for each code span, value, placeholder, link target, tag
/// and word of the other language.
pub fn prose(markdown: &str) -> String {
    NOT_PROSE.replace_all(markdown, "¤").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_has_no_code_in_it() {
        let text = "Le `join()` de [la page](a.md#b) vaut {{#value recording:a:time.1}} <b>ici</b>, <i lang=\"en\">lock</i>";
        assert_eq!(prose(text), "Le ¤ de [la page¤ vaut ¤ ¤ici¤, ¤");
    }

    #[test]
    fn a_listing_s_strings_and_comments_are_texts() {
        let texts = french().unwrap();
        let of_listings = texts.iter().filter(|text| text.in_listing());
        let of_pages = texts.iter().filter(|text| !text.in_listing());
        assert!(of_listings.count() > 20 && of_pages.count() > 200);
    }
}
