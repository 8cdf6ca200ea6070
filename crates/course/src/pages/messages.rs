//! Everything that translators see: the title, the contents, the pages, and
//! every listing whole, shown or not.

use anyhow::{Context, Result};
use mdbook_driver::book::Book;

use super::book::{config, expanded};
use super::pages;
use crate::source::exercise::Exercise;
use crate::source::listing::{self, Kind};
use crate::source::po::Template;
use crate::source::project::{Project, read};

pub fn template(project: &Project) -> Result<Template> {
    template_of(project, &expanded(project)?)
}

/// The same, of a book whose pages are expanded.
pub fn template_of(project: &Project, book: &Book) -> Result<Template> {
    let mut template = Template::default();
    let config = config(project)?;
    for text in [&config.book.title, &config.book.description] {
        template.add(
            "book.toml",
            text.as_deref()
                .context("book.toml: [book] needs a title and a description")?,
        );
    }
    summary(&mut template, &read(&project.pages().join("SUMMARY.md"))?);
    for chapter in pages(book) {
        if let Some(path) = &chapter.path {
            template.extract(&format!("src/{}", path.display()), &chapter.content)?;
        }
    }
    for kind in Kind::ALL {
        for name in kind.names(project)? {
            let path = kind.path(project, &name);
            let source = listing::without_anchors(&read(&path)?);
            template.extract_code(&project.relative(&path), &source);
        }
    }
    for exercise in Exercise::all(project)? {
        exercise.extract(project, &mut template)?;
    }
    Ok(template)
}

/// The contents' titles, without the links around them.
fn summary(template: &mut Template, markdown: &str) {
    for line in markdown.lines() {
        let line = line.trim().trim_start_matches("- ");
        let linked = line
            .strip_prefix('[')
            .and_then(|line| line.rsplit_once("]("))
            .map(|(title, _)| title);
        if let Some(title) = linked.or(line.strip_prefix("# ")) {
            template.add("src/SUMMARY.md", title);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_the_contents_lose_their_links() {
        let mut template = Template::default();
        summary(
            &mut template,
            "# Sommaire\n\n[Un](un.md)\n[`b` et c](b.md)\n\n# Partie\n\n- [Deux](d/e.md)\n",
        );
        let titles: Vec<&str> = template.messages().collect();
        assert_eq!(titles, ["Sommaire", "Un", "`b` et c", "Partie", "Deux"]);
    }
}
