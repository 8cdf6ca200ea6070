//! The book in memory: its settings, and its pages at each step.

use anyhow::{Result, bail};
use mdbook_driver::MDBook;
use mdbook_driver::book::{Book, BookItem};
use mdbook_driver::config::Config;

use super::whole::Whole;
use super::{Context, Edition, each_page, quiz};
use crate::source::project::{Project, all_or_nothing, files, read};

/// The book's settings, without the preprocessors: in-process, the steps are
/// called one by one.
pub fn config(project: &Project) -> Result<Config> {
    let mut config = full_config(project)?;
    config.set("preprocessor", toml::Table::new())?;
    Ok(config)
}

fn full_config(project: &Project) -> Result<Config> {
    let mut config = Config::from_disk(project.root.join("book.toml"))?;
    config.update_from_env()?;
    Ok(config)
}

/// Where the course is published, where its sources are: `[preprocessor.course]`
/// of book.toml, or the environment in the workflow.
#[derive(Debug, Default, PartialEq, Eq, serde::Deserialize)]
pub struct Published {
    pub site: Option<String>,
    pub repository: Option<String>,
}

impl Published {
    pub fn load(project: &Project) -> Result<Published> {
        Ok(full_config(project)?
            .get("preprocessor.course")?
            .unwrap_or_default())
    }

    /// The path of the site on its host: what links of the 404 page need.
    pub fn path(&self) -> Result<String> {
        let Some(site) = &self.site else {
            return Ok("/".into());
        };
        let Some((_, rest)) = site.split_once("://") else {
            bail!(
                "book.toml: [preprocessor.course] site = {site:?} is no address; write https://HOST/PATH/"
            );
        };
        let path = rest
            .split_once('/')
            .map_or("", |(_, path)| path)
            .trim_matches('/');
        Ok(if path.is_empty() {
            "/".into()
        } else {
            format!("/{path}/")
        })
    }
}

/// Step 1 for the whole book.
pub fn expanded(project: &Project) -> Result<Book> {
    check_pages(project)?;
    let mut book = MDBook::load_with_config(&project.root, config(project)?)?.book;
    expand(project, &mut book)?;
    Ok(book)
}

pub fn expand(project: &Project, book: &mut Book) -> Result<()> {
    let context = Context::new(project)?;
    quiz::check_ids(book)?;
    each_page(book, |chapter| match &chapter.path {
        Some(path) => super::expand(&context, path, &chapter.content),
        None => Ok(chapter.content.clone()),
    })
}

/// Step 2: the Markdown of an edition, as skeptic sees it.
pub fn translated(edition: &Edition, mut book: Book) -> Result<Book> {
    if let Some(translations) = edition.translations {
        translations.book(&mut book)?;
    }
    Ok(book)
}

/// Steps 2 and 3.
pub fn finished(edition: &Edition, book: Book) -> Result<Book> {
    let mut book = translated(edition, book)?;
    let whole = Whole::of(&book);
    let mut part: Option<String> = None;
    let mut problems = Vec::new();
    for item in &mut book.items {
        match item {
            BookItem::PartTitle(title) => part = Some(title.clone()),
            BookItem::Separator => {}
            BookItem::Chapter(chapter) => {
                match super::finish(edition, &whole, chapter, part.as_deref()) {
                    Ok(content) => {
                        chapter.content = content;
                        // The template links pages by their address: the
                        // contents, the language link.
                        chapter.path = chapter
                            .path
                            .as_ref()
                            .map(|path| path.with_extension("html"));
                    }
                    Err(error) => problems.push(format!("{error:#}")),
                }
            }
        }
    }
    all_or_nothing(problems)?;
    Ok(book)
}

/// A page that no reader can reach, or two that would be taken for each other.
fn check_pages(project: &Project) -> Result<()> {
    let summary = read(&project.pages().join("SUMMARY.md"))?;
    let mut problems = Vec::new();
    let mut stems: Vec<(String, String)> = Vec::new();
    for path in files(&project.pages(), "md")? {
        let name = project.relative(&path);
        let in_src = name.trim_start_matches("src/");
        if in_src == "SUMMARY.md" {
            continue;
        }
        if !summary.contains(&format!("]({in_src})")) {
            problems.push(format!("{name}:1: this page is not in src/SUMMARY.md; add a line `- [Title]({in_src})` there, or delete it"));
        }
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if let Some((_, other)) = stems.iter().find(|(s, _)| *s == stem) {
            problems.push(format!(
                "{name}:1: {other} has the same name; rename one, names of pages are unique"
            ));
        }
        stems.push((stem, name));
    }
    for (at, line) in summary.lines().enumerate() {
        let Some((_, rest)) = line.split_once("](") else {
            continue;
        };
        let page = rest.split(')').next().unwrap_or_default();
        if !page.is_empty() && !project.pages().join(page).is_file() {
            problems.push(format!(
                "src/SUMMARY.md:{}: src/{page} does not exist; write it or delete the line",
                at + 1
            ));
        }
    }
    all_or_nothing(problems)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::small::SmallCourse;

    #[track_caller]
    fn check_path(site: &str, expected: &str) {
        let published = Published {
            site: Some(site.into()),
            repository: None,
        };
        assert_eq!(published.path().unwrap(), expected);
    }

    #[test]
    fn a_site_may_stand_under_a_path() {
        check_path("https://example.org", "/");
        check_path("https://example.org/course/rust/", "/course/rust/");
        assert_eq!(Published::default().path().unwrap(), "/");
    }

    #[test]
    fn an_address_without_a_host_is_refused() {
        let published = Published {
            site: Some("course/".into()),
            repository: None,
        };
        assert!(
            published
                .path()
                .unwrap_err()
                .to_string()
                .contains("write https://HOST/PATH/")
        );
    }

    #[test]
    fn a_page_out_of_the_summary_is_refused() {
        let project = SmallCourse::new(
            "
//- src/SUMMARY.md
[A](a.md)
[C](c.md)
//- src/a.md
//- src/b.md
",
        );
        let error = check_pages(&project).unwrap_err().to_string();
        assert!(
            error.contains("src/b.md:1: this page is not in src/SUMMARY.md"),
            "{error}"
        );
        assert!(
            error.contains("src/SUMMARY.md:2: src/c.md does not exist"),
            "{error}"
        );
    }

    #[test]
    fn two_pages_of_one_stem_are_refused() {
        let project = SmallCourse::new(
            "
//- src/SUMMARY.md
[A](x/a.md)
[B](y/a.md)
//- src/x/a.md
//- src/y/a.md
",
        );
        let error = check_pages(&project).unwrap_err().to_string();
        assert!(
            error.contains("src/y/a.md:1: src/x/a.md has the same name"),
            "{error}"
        );
    }
}
