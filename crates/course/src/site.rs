//! Both editions as a static site: French at the root, English in `en/`.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context as _, Result, bail};
use mdbook_driver::MDBook;
use mdbook_driver::book::{Book, BookItem};
use mdbook_driver::config::Config;

use crate::house::{House, all_or_nothing, files, read, write};
use crate::lang::Lang;
use crate::listing::{self, Kind, Listings};
use crate::pages::{self, Context, Edition};
use crate::po::{Po, Translations};
use crate::{announce, explore, search};

pub struct Site<'a> {
    house: &'a House,
    /// What live reload connects to; None in a published site.
    reload: Option<&'a str>,
}

impl<'a> Site<'a> {
    pub fn new(house: &'a House, reload: Option<&'a str>) -> Site<'a> {
        Site { house, reload }
    }

    /// Writes both editions into an empty folder, without their search index.
    /// Says how many messages are not in English yet.
    pub fn build(&self, folder: &Path) -> Result<usize> {
        let po = Po::load(self.house)?;
        po.check_usable()?;
        let translations = po.translations();
        let expanded = expanded(self.house)?;
        let messages = thread::scope(|s| {
            let english = s.spawn(|| {
                self.edition(
                    Lang::En,
                    &translations,
                    expanded.clone(),
                    &folder.join("en"),
                )
            });
            let messages = s.spawn(|| crate::extract::template(self.house));
            self.edition(
                Lang::Fr,
                &translations,
                expanded.clone(),
                &folder.join("fr"),
            )?;
            english.join().expect("a build does not panic")?;
            messages.join().expect("an extraction does not panic")
        })?;
        lift(&folder.join("fr"), folder)?;
        prune(folder)?;
        // A worker serves what is below it, so it stands at the root.
        let worker = "service-worker.js";
        let text = read(&self.house.root.join("theme").join(worker))?;
        write(&folder.join(worker), &text)?;
        Ok(po.missing(&messages))
    }

    fn edition(
        &self,
        lang: Lang,
        translations: &Translations,
        expanded: Book,
        to: &Path,
    ) -> Result<()> {
        let mut config = config(self.house)?;
        config.build.build_dir = to.to_path_buf();
        config.book.language = Some(lang.code().into());
        let published = Published::load(self.house)?;
        let url = published.path()?;
        if let Some(repository) = &published.repository {
            config.set("output.html.git-repository-url", repository)?;
            config.set(
                "output.html.edit-url-template",
                format!("{repository}/edit/main/{{path}}"),
            )?;
        }
        config.set(
            "output.html.site-url",
            format!("{url}{}", lang.pick("", "en/")),
        )?;
        if let Some(reload) = self.reload {
            config.set("output.html.live-reload-endpoint", reload)?;
        }
        if lang == Lang::En {
            for text in [&mut config.book.title, &mut config.book.description]
                .into_iter()
                .flatten()
            {
                *text = translations.line(text)?;
            }
        }

        let translations = Some(translations).filter(|_| lang == Lang::En);
        let listings = &Listings::load(self.house)?;
        let edition = Edition {
            house: self.house,
            lang,
            translations,
            listings,
        };
        let book = finished(&edition, expanded)?;
        let mut mdbook = MDBook::load_with_config(&self.house.root, config)?;
        mdbook.book = book;
        mdbook
            .build()
            .with_context(|| format!("mdBook could not make the {} edition", lang.code()))?;

        for (name, ..) in explore::explored(listings) {
            let graph = explore::graph_path(self.house, lang, name);
            if graph.is_file() {
                write(
                    &to.join(format!("interleavings/{name}.json")),
                    &read(&graph)?,
                )?;
            }
        }
        for kind in [Kind::Runs, Kind::Fails] {
            for name in listing::names(self.house, kind.folder())? {
                let text = pages::source(&edition, &kind, &name)?;
                write(&to.join(format!("listings/{name}.rs.txt")), &text)?;
            }
        }
        Ok(())
    }
}

/// The book's settings, without the preprocessors: in-process, the steps are
/// called one by one.
pub fn config(house: &House) -> Result<Config> {
    let mut config = full_config(house)?;
    config.set("preprocessor", toml::Table::new())?;
    Ok(config)
}

fn full_config(house: &House) -> Result<Config> {
    let mut config = Config::from_disk(house.root.join("book.toml"))?;
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
    pub fn load(house: &House) -> Result<Published> {
        Ok(full_config(house)?
            .get("preprocessor.course")?
            .unwrap_or_default())
    }

    /// The path of the site on its host: what links of the 404 page need.
    fn path(&self) -> Result<String> {
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
pub fn expanded(house: &House) -> Result<Book> {
    check_pages(house)?;
    let mut book = MDBook::load_with_config(&house.root, config(house)?)?.book;
    expand(house, &mut book)?;
    Ok(book)
}

pub fn expand(house: &House, book: &mut Book) -> Result<()> {
    let context = Context::new(house)?;
    pages::each_page(book, |chapter| match &chapter.path {
        Some(path) => pages::expand(&context, path, &chapter.content),
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
    let mut part: Option<String> = None;
    let mut problems = Vec::new();
    for item in &mut book.items {
        match item {
            BookItem::PartTitle(title) => part = Some(title.clone()),
            BookItem::Separator => {}
            BookItem::Chapter(chapter) => match pages::finish(edition, chapter, part.as_deref()) {
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
            },
        }
    }
    all_or_nothing(problems)?;
    Ok(book)
}

/// A page that no reader can reach, or two that would be taken for each other.
fn check_pages(house: &House) -> Result<()> {
    let summary = read(&house.pages().join("SUMMARY.md"))?;
    let mut problems = Vec::new();
    let mut stems: Vec<(String, String)> = Vec::new();
    for path in files(&house.pages(), "md")? {
        let name = house.name(&path);
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
        if !page.is_empty() && !house.pages().join(page).is_file() {
            problems.push(format!(
                "src/SUMMARY.md:{}: src/{page} does not exist; write it or delete the line",
                at + 1
            ));
        }
    }
    all_or_nothing(problems)
}

/// Moves what a folder holds to the folder above: mdBook empties the folder it
/// writes to, so French cannot be built where English already is.
fn lift(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::rename(entry.path(), to.join(entry.file_name()))?;
    }
    fs::remove_dir(from)?;
    Ok(())
}

/// Deletes what mdBook ships and no page asks for: other scripts, other styles.
fn prune(folder: &Path) -> Result<()> {
    // mdBook's frame for readers without scripts: the template has its own.
    for edition in ["", "en"] {
        let frame = folder.join(edition).join("toc.html");
        fs::remove_file(&frame).with_context(|| format!("cannot delete {}", frame.display()))?;
    }
    let text_of = |ending| -> Result<String> {
        let texts: Result<Vec<String>> = files(folder, ending)?.iter().map(|f| read(f)).collect();
        Ok(texts?.join("\n"))
    };
    let pages = text_of("html")?;
    let styles_and_scripts = ["css", "js"].map(|ending| files(folder, ending).unwrap_or_default());
    for path in styles_and_scripts.concat() {
        if !pages.contains(&file_name(&path)) {
            fs::remove_file(&path)?;
        }
    }
    let mut all = pages + &text_of("css")?;
    all.push_str(&text_of("js")?);
    for ending in ["woff2", "woff", "ttf", "txt"] {
        for path in files(folder, ending)? {
            let listing = path.parent().is_some_and(|p| p.ends_with("listings"));
            let license = file_name(&path).to_lowercase().contains("licen");
            if !listing && !license && !all.contains(&file_name(&path)) {
                fs::remove_file(&path)?;
            }
        }
    }
    Ok(())
}

pub fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// Builds into a folder beside `book/`, lets `add` put more into it, and puts
/// it in place when all is well.
pub fn publish(house: &House, add: impl FnOnce(&Path) -> Result<()>) -> Result<(PathBuf, usize)> {
    let new = house.target().join("site-new");
    let book = house.root.join("book");
    remove(&new)?;
    let missing = Site::new(house, None).build(&new)?;
    search::index(&new)?;
    add(&new)?;
    if let Some(site) = &Published::load(house)?.site {
        announce::announce(&new, site)?;
    }
    remove(&book)?;
    fs::rename(&new, &book).context("cannot put the new site in book/")?;
    Ok((book, missing))
}

pub fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

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

    fn house(files: &[(&str, &str)]) -> (tempfile::TempDir, House) {
        let folder = tempfile::tempdir().unwrap();
        let house = House {
            root: folder.path().into(),
        };
        for (path, text) in files {
            write(&house.root.join(path), text).unwrap();
        }
        (folder, house)
    }

    #[test]
    fn a_page_out_of_the_summary_is_refused() {
        let (_folder, house) = house(&[
            ("src/SUMMARY.md", "[A](a.md)\n[C](c.md)\n"),
            ("src/a.md", ""),
            ("src/b.md", ""),
        ]);
        let error = check_pages(&house).unwrap_err().to_string();
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
        let (_folder, house) = house(&[
            ("src/SUMMARY.md", "[A](x/a.md)\n[B](y/a.md)\n"),
            ("src/x/a.md", ""),
            ("src/y/a.md", ""),
        ]);
        let error = check_pages(&house).unwrap_err().to_string();
        assert!(
            error.contains("src/y/a.md:1: src/x/a.md has the same name"),
            "{error}"
        );
    }
}
