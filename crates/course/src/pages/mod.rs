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
pub mod whole;

pub use crate::source::markdown::{Part, parts};
pub use edition::{Edition, source};
pub use expand::{Context, expand};
pub use figures::explorer::walked;
pub use finish::finish;

use std::fmt::Write;
use std::thread;
use std::vec::IntoIter;

use anyhow::Result;
use maud::{Escaper, Markup};
use mdbook_driver::book::{Book, BookItem, Chapter};
use regex::Regex;

/// Applies a step to each page, by two threads, and reports what is wrong with
/// all of them.
pub fn each_page(book: &mut Book, step: impl Fn(&Chapter) -> Result<String> + Sync) -> Result<()> {
    let all: Vec<&Chapter> = pages(book).collect();
    let (first, rest) = all.split_at(all.len() / 2);
    let contents: Vec<Result<String>> = thread::scope(|s| {
        let other = s.spawn(|| rest.iter().copied().map(&step).collect::<Vec<_>>());
        let mut contents: Vec<_> = first.iter().copied().map(&step).collect();
        contents.extend(other.join().expect("a step does not panic"));
        contents
    });
    let mut problems = Vec::new();
    put(&mut book.items, &mut contents.into_iter(), &mut problems);
    crate::source::project::all_or_nothing(problems)
}

/// Puts contents into the pages of these items, in the order of `pages`.
fn put(
    items: &mut [BookItem],
    contents: &mut IntoIter<Result<String>>,
    problems: &mut Vec<String>,
) {
    for item in items {
        let BookItem::Chapter(chapter) = item else {
            continue;
        };
        match contents.next().expect("one for each page") {
            Ok(content) => chapter.content = content,
            Err(error) => problems.push(format!("{error:#}")),
        }
        put(&mut chapter.sub_items, contents, problems);
    }
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
    fn a_step_reaches_every_page_in_its_place() {
        let page = |name: &str| Chapter::new(name, name.to_owned(), name, Vec::new());
        let mut part = page("a");
        part.sub_items = ["b", "c"].map(page).map(BookItem::Chapter).into();
        let mut book = Book::new_with_items(vec![
            BookItem::Chapter(part),
            BookItem::Separator,
            BookItem::Chapter(page("d")),
        ]);
        each_page(&mut book, |page| Ok(page.content.to_uppercase())).unwrap();
        let contents: Vec<&str> = pages(&book).map(|page| &*page.content).collect();
        assert_eq!(contents, ["A", "B", "C", "D"]);
        let wrong = each_page(&mut book, |page| anyhow::bail!("{} is wrong", page.name));
        let wrong = format!("{:#}", wrong.unwrap_err());
        assert!(
            wrong.contains("b is wrong") && wrong.contains("d is wrong"),
            "{wrong}"
        );
    }

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
