//! The line above a page's title: its part, its reading time, the same page in
//! the other language.

use std::path::Path;

use maud::html;
use mdbook_driver::book::Chapter;

use super::markup_block;
use super::whole::minutes;
use crate::source::lang::Lang;

pub fn crumb(chapter: &Chapter, part: Option<&str>, lang: Lang) -> String {
    let Some(path) = &chapter.path else {
        return String::new();
    };
    let (label, code) = lang.pick(("English", "en"), ("Français", "fr"));
    markup_block(html! {
        p.cc-crumb data-pagefind-ignore {
            @if let Some(part) = part { (part) " · " }
            b { (chapter.name) } " · " (minutes(&chapter.content)) "\u{a0}min · "
            a.cc-language href=(other_edition(path, lang)) hreflang=(code) lang=(code) rel="alternate" { (label) }
        }
    })
}

/// The same page in the other edition: French at the root, English in `en/`.
fn other_edition(page: &Path, lang: Lang) -> String {
    let up = "../".repeat(page.components().count() - 1);
    let page = page.with_extension("html");
    format!("{up}{}{}", lang.pick("en/", "../"), page.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_link_leads_to_the_same_page() {
        let page = Path::new("why/waiting.md");
        assert_eq!(other_edition(page, Lang::Fr), "../en/why/waiting.html");
        assert_eq!(other_edition(page, Lang::En), "../../why/waiting.html");
        assert_eq!(
            other_edition(Path::new("introduction.md"), Lang::Fr),
            "en/introduction.html"
        );
    }
}
