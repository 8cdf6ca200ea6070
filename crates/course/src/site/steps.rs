//! Both editions as a static site: French at the root, English in `en/`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use anyhow::{Context as _, Result};
use formats::site::Manifest;
use mdbook_driver::MDBook;
use mdbook_driver::book::Book;
use memchr::memmem::Finder;

use super::{announce, manifest, search};
use crate::evidence::Evidence;
use crate::evidence::graph::{Graph, explored};
use crate::pages::book::{Published, config, expanded, finished};
use crate::pages::edition::{Edition, source};
use crate::pages::messages::template_of;
use crate::pages::walked;
use crate::programs::{self, Which};
use crate::source::lang::Lang;
use crate::source::listing::{Kind, Listings};
use crate::source::po::{Po, Translations};
use crate::source::project::{Project, every_file, file_name, files, read, remove, write};

/// What makes a site, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The pages of both editions, and what they ask for.
    Build,
    /// French from `fr/` to the root.
    Lift,
    /// Without what no page asks for.
    Prune,
    /// What each edition's search asks.
    Index,
    /// What runs in a page.
    Programs,
    /// What search engines read, where the site has an address.
    Announce,
    /// What the site holds by now: the last.
    Manifest,
}

impl Step {
    pub const ALL: [Step; 7] = [
        Step::Build,
        Step::Lift,
        Step::Prune,
        Step::Index,
        Step::Programs,
        Step::Announce,
        Step::Manifest,
    ];
    /// Enough to read; `serve` has the rest come behind.
    pub const PAGES: [Step; 3] = [Step::Build, Step::Lift, Step::Prune];
}

/// A site in the making, in a folder of its own.
pub struct Site<'a> {
    project: &'a Project,
    folder: PathBuf,
    /// What live reload connects to; None in a published site.
    reload: Option<String>,
    pub programs: Which<'static>,
    /// How many messages are not in English yet.
    pub missing: usize,
}

impl<'a> Site<'a> {
    pub fn new(project: &'a Project, folder: &Path, reload: Option<String>) -> Site<'a> {
        Site {
            project,
            folder: folder.to_path_buf(),
            reload,
            programs: Which::All,
            missing: 0,
        }
    }

    pub fn take(&mut self, steps: &[Step]) -> Result<()> {
        for step in steps {
            let said = self.step(*step)?;
            if !said.is_empty() {
                println!("{said}");
            }
        }
        Ok(())
    }

    /// One step, after those before it; what it has to say.
    pub fn step(&mut self, step: Step) -> Result<String> {
        let folder = &self.folder;
        match step {
            Step::Build => self.missing = self.build()?,
            Step::Lift => lift(&folder.join("fr"), folder)?,
            Step::Prune => prune(folder)?,
            Step::Index => search::index(folder)?,
            Step::Programs => return programs::add_to(self.project, self.programs, folder),
            Step::Announce => {
                if let Some(site) = &Published::load(self.project)?.site {
                    announce::announce(folder, site)?;
                }
            }
            Step::Manifest => {
                let text = serde_json::to_string(&manifest(folder)?)?;
                write(&folder.join(Manifest::NAME), &text)?;
            }
        }
        Ok(String::new())
    }

    /// Writes the editions beside each other. Says how many messages are not in
    /// English yet.
    fn build(&self) -> Result<usize> {
        let (translated, expanded) = thread::scope(|s| {
            let translated = s.spawn(|| translated(self.project));
            let expanded = expanded(self.project);
            (translated.join().expect("reading does not panic"), expanded)
        });
        let ((po, translations), expanded) = (translated?, expanded?);
        let (english, french) = (self.folder.join("en"), self.folder.join("fr"));
        let build = |lang, to: &Path| self.edition(lang, &translations, expanded.clone(), to);
        let messages = thread::scope(|s| {
            let other = s.spawn(|| build(Lang::En, &english));
            let messages = s.spawn(|| template_of(self.project, &expanded));
            build(Lang::Fr, &french)?;
            other.join().expect("a build does not panic")?;
            messages.join().expect("an extraction does not panic")
        })?;
        // A worker serves what is below it, so it stands at the root.
        let worker = "service-worker.js";
        let text = read(&self.project.root.join("theme").join(worker))?;
        write(&french.join(worker), &text)?;
        Ok(po.missing(&messages))
    }

    fn edition(
        &self,
        lang: Lang,
        translations: &Translations,
        expanded: Book,
        to: &Path,
    ) -> Result<()> {
        let mut config = config(self.project)?;
        config.build.build_dir = to.to_path_buf();
        config.book.language = Some(lang.code().into());
        let published = Published::load(self.project)?;
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
        if let Some(reload) = &self.reload {
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
        let listings = &Listings::load(self.project)?;
        let edition = Edition {
            project: self.project,
            lang,
            translations,
            listings,
        };
        let book = finished(&edition, expanded)?;
        // It need not read the pages: they are here.
        let root = &self.project.root;
        let mut mdbook = MDBook::load_with_config_and_summary(root, config, Default::default())?;
        mdbook.book = book;
        mdbook
            .build()
            .with_context(|| format!("mdBook could not make the {} edition", lang.code()))?;

        for (name, ..) in explored(listings) {
            if Graph::path(self.project, lang, name).is_file() {
                let graph = walked(&edition, name)?;
                write(&to.join(format!("interleavings/{name}.json")), &graph)?;
            }
        }
        for kind in Kind::ALL {
            for name in kind.names(self.project)? {
                let text = source(&edition, kind, &name)?;
                write(&to.join(format!("listings/{name}.rs.txt")), &text)?;
            }
        }
        Ok(())
    }
}

/// The English texts as they were written, and as they are put in.
fn translated(project: &Project) -> Result<(Po, Translations)> {
    let po = Po::load(project)?;
    po.check_usable()?;
    let translations = po.translations();
    Ok((po, translations))
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
    let mut texts = Vec::new();
    for path in files(folder, "html")? {
        // What repeats the pages names nothing else.
        if file_name(&path) != "print.html" {
            texts.push(read(&path)?);
        }
    }
    keep_named(folder, &["css", "js"], &texts)?;
    for path in [files(folder, "css")?, files(folder, "js")?].concat() {
        texts.push(read(&path)?);
    }
    keep_named(folder, &["woff2", "woff", "ttf", "txt"], &texts)
}

/// Deletes the files with these endings that no text names: megabytes of them,
/// so that a name that both editions have is looked for once.
fn keep_named(folder: &Path, endings: &[&str], texts: &[String]) -> Result<()> {
    let mut named = BTreeMap::new();
    for path in every_file(folder)? {
        let name = file_name(&path);
        let ending = path.extension().unwrap_or_default();
        let listing = path.components().any(|part| part.as_os_str() == "listings");
        let license = name.to_lowercase().contains("licen");
        if !endings.iter().any(|e| ending == *e) || listing || license {
            continue;
        }
        let finder = Finder::new(&name);
        let in_one = || {
            texts
                .iter()
                .any(|text| finder.find(text.as_bytes()).is_some())
        };
        if !*named.entry(name.clone()).or_insert_with(in_one) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// Whether a site has the programs that run in its pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Run {
    Programs(Which<'static>),
    Nothing,
}

impl Run {
    pub const ALL: Run = Run::Programs(Which::All);
}

/// Makes a site in a folder beside `book/`, and puts it in place when all is
/// well. Gives its folder, and how many messages are not in English yet.
pub fn publish(project: &Project, what: Run) -> Result<(PathBuf, usize)> {
    let start = Instant::now();
    let new = project.target().join("site-new");
    let book = project.root.join("book");
    remove(&new)?;
    let mut site = Site::new(project, &new, None);
    let (pages, rest) = Step::ALL.split_at(Step::PAGES.len());
    site.take(pages)?;
    println!("pages built ({:.1?})", start.elapsed());
    if let Run::Programs(which) = what {
        site.programs = which;
    }
    let wanted = |step: &Step| what != Run::Nothing || *step != Step::Programs;
    let rest: Vec<Step> = rest.iter().copied().filter(wanted).collect();
    site.take(&rest)?;
    remove(&book)?;
    fs::rename(&new, &book).context("cannot put the new site in book/")?;
    Ok((book, site.missing))
}
