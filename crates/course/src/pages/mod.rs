//! From a page's Markdown to what mdBook renders, in three steps:
//!
//! 1. `expand`: includes are checked and put in, directives become HTML that
//!    translators never see. This is the text that is translated.
//! 2. The English edition's messages are put in (`po::Translations`).
//! 3. `finish`: code is highlighted, outputs, figures, quizzes and checklists
//!    become accessible HTML in the page's language.

pub mod book;
mod crumb;
mod directive;
pub mod edition;
mod expand;
mod figures;
mod finish;
pub mod messages;
pub mod quiz;

pub use crate::source::markdown::{Part, parts};
pub use edition::{Edition, source};
pub use expand::{Context, expand};
pub use figures::explorer::walked;
pub use finish::finish;

use std::fmt::Write;
use std::thread;

use anyhow::Result;
use maud::{Escaper, Markup};
use mdbook_driver::book::{Book, BookItem, Chapter};
use regex::Regex;

/// Applies a step to each page, by two threads, and reports what is wrong with
/// all of them.
pub fn each_page(book: &mut Book, step: impl Fn(&Chapter) -> Result<String> + Sync) -> Result<()> {
    let done = |chapter: &mut &mut Chapter| match step(chapter) {
        Ok(content) => {
            chapter.content = content;
            None
        }
        Err(error) => Some(format!("{error:#}")),
    };
    let items = book.items.iter_mut();
    let mut chapters: Vec<&mut Chapter> = items
        .filter_map(|item| match item {
            BookItem::Chapter(chapter) => Some(chapter),
            _ => None,
        })
        .collect();
    let half = chapters.len() / 2;
    let (first, rest) = chapters.split_at_mut(half);
    let problems = thread::scope(|s| {
        let other = s.spawn(|| rest.iter_mut().filter_map(done).collect::<Vec<_>>());
        let mut problems: Vec<String> = first.iter_mut().filter_map(done).collect();
        problems.extend(other.join().expect("a step does not panic"));
        problems
    });
    crate::source::project::all_or_nothing(problems)
}

/// The pages of a book, without its part titles and separators.
pub fn pages(book: &Book) -> impl Iterator<Item = &Chapter> {
    book.iter().filter_map(|item| match item {
        BookItem::Chapter(chapter) => Some(chapter),
        _ => None,
    })
}

/// A heading's title and its id, as authors write it and as it comes back
/// translated (`{#id}`, `{ #id }`).
pub fn heading(line: &str) -> Option<(&str, &str)> {
    let title = line.strip_prefix('#')?.trim_start_matches('#').trim();
    match title
        .strip_suffix('}')
        .and_then(|title| title.rsplit_once('{'))
    {
        Some((title, id)) => Some((title.trim(), id.trim().trim_start_matches('#'))),
        None => Some((title, "")),
    }
}

pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    // Writing to a string does not fail.
    let _ = Escaper::new(&mut html).write_str(text);
    html
}

/// HTML as a block of Markdown: its first tag stands alone on a line, because
/// only so may any element begin one, and no other line ends in it, because a blank
/// one would end the block.
pub fn block(html: &str) -> String {
    let html = html.trim();
    let (tag, rest) = html.split_at(html.find('>').map_or(0, |at| at + 1));
    let rest = rest.trim_start().replace('\n', "&#10;");
    format!("\n{tag}\n{rest}\n\n")
}

/// The same, for what maud wrote.
pub fn markup_block(html: Markup) -> String {
    block(&html.0)
}

/// `NAME="value"` in a tag.
pub fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// Replaces each match, and stops at the first that fails.
pub fn try_replace(
    regex: &Regex,
    text: &str,
    mut with: impl FnMut(&regex::Captures) -> Result<String>,
) -> Result<String> {
    let mut new = String::new();
    let mut end = 0;
    for found in regex.captures_iter(text) {
        let whole = found.get(0).unwrap();
        new.push_str(&text[end..whole.start()]);
        new.push_str(&with(&found)?);
        end = whole.end();
    }
    new.push_str(&text[end..]);
    Ok(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_has_a_title_and_an_id() {
        assert_eq!(
            heading("## À retenir {#checklist}"),
            Some(("À retenir", "checklist"))
        );
        assert_eq!(
            heading("## To remember { #checklist }"),
            Some(("To remember", "checklist"))
        );
        assert_eq!(heading("# Attendre"), Some(("Attendre", "")));
        assert_eq!(heading("texte"), None);
    }

    #[test]
    fn html_in_markdown_has_no_blank_line() {
        let html = "<figure>\n\n<pre>a\n\nb</pre></figure>";
        assert_eq!(
            block(html),
            "\n<figure>\n<pre>a&#10;&#10;b</pre></figure>\n\n"
        );
    }
}
