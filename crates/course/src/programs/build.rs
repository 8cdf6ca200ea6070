//! The programs of both languages: built when their source has changed, kept
//! below `target/browser/programs/`, and put into a site.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result};
use formats::programs::{List, Program};
use indicatif::ProgressBar;

use super::rewrite::finish;
use super::sysroot::{self, Sysroot};
use super::toolchain::Toolchain;
use super::{hash, hash_of_bytes};
use crate::make::cargo;
use crate::make::listings::{self, generate_english, package, workspace};
use crate::make::run::progress;
use crate::source::lang::{BOTH, Lang};
use crate::source::listing::{Ground, Listings};
use crate::source::project::{Project, file_name, files, read, write};

pub struct Programs {
    project: Project,
    lists: BTreeMap<&'static str, List>,
    /// The listings that do not run in a page.
    excepted: BTreeMap<String, Ground>,
    /// How many there should be, in both languages.
    wanted: usize,
    /// Why there is no compiler for them.
    pub because: Option<String>,
    /// What did not compile.
    pub problems: Vec<String>,
}

/// Which listings' programs are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Which<'a> {
    All,
    /// These, in both languages.
    Named(&'a [String]),
    /// Each in one language, by turns, and these in both: the two differ in words
    /// alone, and a compiler takes its time for each.
    ByTurns(&'a [&'a str]),
}

impl Which<'_> {
    fn wants(self, rank: usize, name: &str, lang: Lang) -> bool {
        match self {
            Which::All => true,
            Which::Named(names) => names.iter().any(|one| one == name),
            Which::ByTurns(both) => {
                rank.is_multiple_of(2) == (lang == Lang::Fr) || both.contains(&name)
            }
        }
    }
}

impl Programs {
    /// Builds what has changed of the listings that are wanted.
    /// Without a compiler, there are no programs: never those of another source.
    pub fn build(project: &Project, which: Which) -> Result<Programs> {
        let listings = Listings::load(project)?;
        let mut programs = Programs::listed(project, &listings)?;
        let toolchain = match Toolchain::find(project)? {
            Ok(toolchain) => toolchain,
            Err(because) => {
                programs.because = Some(because);
                return Ok(programs);
            }
        };
        generate_english(project)?;
        let sysroot = sysroot::make(project, toolchain)?;
        for lang in BOTH {
            programs.build_language(&sysroot, lang, which)?;
        }
        Ok(programs)
    }

    /// No program yet, but the exceptions and the count.
    fn listed(project: &Project, listings: &Listings) -> Result<Programs> {
        let mut excepted = BTreeMap::new();
        let mut wanted = 0;
        for name in listings.names() {
            match listings.rule(name)?.excepted() {
                Some(ground) => {
                    excepted.insert(name.to_owned(), ground);
                }
                None => wanted += BOTH.len(),
            }
        }
        Ok(Programs {
            project: project.clone(),
            lists: BOTH.map(|lang| (lang.code(), List::default())).into(),
            excepted,
            wanted,
            because: None,
            problems: Vec::new(),
        })
    }

    fn build_language(&mut self, sysroot: &Sysroot, lang: Lang, which: Which) -> Result<()> {
        let sources = sources(&self.project, sysroot, lang)?;
        let kept = stored(&self.project, lang);
        let list = self.lists.get_mut(lang.code()).context("a language")?;
        list.rustc = sysroot.toolchain.version.clone();
        let folder = store(&self.project, lang);
        let mut outdated = Vec::new();
        for (rank, (name, source)) in sources.iter().enumerate() {
            if self.excepted.contains_key(name) {
                continue;
            }
            match kept.programs.get(name) {
                Some(program)
                    if program.source == *source && folder.join(&program.file).is_file() =>
                {
                    list.programs.insert(name.clone(), program.clone());
                }
                _ if which.wants(rank, name, lang) => outdated.push(name.as_str()),
                _ => {}
            }
        }
        if !outdated.is_empty() {
            let bar = progress(
                outdated.len() as u64,
                lang.pick("programs fr", "programs en"),
            );
            let mut missing: BTreeSet<&str> = outdated.iter().copied().collect();
            let compiled = compile(
                &self.project,
                sysroot,
                lang,
                &outdated,
                &bar,
                Stdio::inherit(),
                |name, path| {
                    missing.remove(name);
                    let program = keep(&folder, name, path, &sources[name])?;
                    list.programs.insert(name.into(), program);
                    Ok(())
                },
            );
            bar.finish_and_clear();
            compiled?;
            // A source that was edited meanwhile: nobody knows which was compiled.
            for (name, source) in self::sources(&self.project, sysroot, lang)? {
                if let Some(program) = list.programs.get_mut(&name)
                    && sources[&name] != source
                {
                    program.source.clear();
                }
            }
            self.problems.extend(missing.iter().map(|name| {
                format!(
                    "{} {name}: it does not compile for a page; the compiler's message is above. Mend it, or, if what it does cannot be done there, say so in listings.toml",
                    lang.code()
                )
            }));
        }
        // In one step: a server may be reading it.
        let new = folder.join("index.new");
        write(&new, &serde_json::to_string_pretty(list)?)?;
        fs::rename(&new, folder.join("index.json"))?;
        forget(&folder, list)
    }

    /// Says how many programs there are.
    pub fn count(&self) -> String {
        let built: usize = self.lists.values().map(|list| list.programs.len()).sum();
        let mut text = format!("{built} of {} programs built", self.wanted);
        if let Some(because) = &self.because {
            text.push_str(&format!(", because {because}"));
        }
        if !self.excepted.is_empty() {
            text.push_str(&format!("; {} listings excepted:", self.excepted.len()));
            for (name, ground) in &self.excepted {
                text.push_str(&format!("\n  {name}: {}", ground.why(Lang::En)));
            }
        }
        text
    }

    /// Puts the programs and their list into each edition of a site.
    pub fn place(&self, site: &Path) -> Result<()> {
        for lang in BOTH {
            let to = site.join(lang.pick("", "en")).join("programs");
            fs::create_dir_all(&to)?;
            let mut list = self.lists[lang.code()].clone();
            for program in list.programs.values_mut() {
                let copy = to.join(&program.file);
                if !copy.is_file() {
                    let kept = store(&self.project, lang).join(&program.file);
                    fs::hard_link(&kept, &copy)
                        .or_else(|_| fs::copy(&kept, &copy).map(|_| ()))
                        .with_context(|| format!("cannot copy {}", kept.display()))?;
                }
                program.source.clear();
            }
            write(&to.join("index.json"), &serde_json::to_string(&list)?)?;
        }
        Ok(())
    }

    pub fn of(&self, lang: Lang) -> &BTreeMap<String, Program> {
        &self.lists[lang.code()].programs
    }
}

/// Where a language's programs are kept.
pub fn store(project: &Project, lang: Lang) -> PathBuf {
    project.target().join("browser/programs").join(lang.code())
}

/// What was kept; nothing if it cannot be read.
fn stored(project: &Project, lang: Lang) -> List {
    read(&store(project, lang).join("index.json"))
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// What each program of a language is made from, as one hash.
fn sources(project: &Project, sysroot: &Sysroot, lang: Lang) -> Result<BTreeMap<String, String>> {
    let workspace = workspace(project, lang);
    let listings = workspace.join("listings");
    let manifest: toml::Table = read(&workspace.join("Cargo.toml"))?.parse()?;
    let profile = manifest
        .get("profile")
        .and_then(|profiles| profiles.get("browser"))
        .map(toml::Value::to_string)
        .context("Cargo.toml: no [profile.browser]")?;
    // The project's: cargo leaves out of the English one what nothing there needs.
    let lock = read(&project.root.join("Cargo.lock"))?;
    let package = read(&listings.join("Cargo.toml"))?;
    let common = hash(&[
        &sysroot.key,
        &profile,
        &lock,
        &package,
        &sysroot::FLAGS.join(" "),
        include_str!("rewrite.rs"),
    ]);
    crate::source::listing::Kind::Runs
        .names(project)?
        .into_iter()
        .map(|name| {
            let source = read(&listings.join(format!("src/bin/{name}.rs")))?;
            let mut parts = vec![common.clone(), source.clone()];
            for page in listings::pages_read(&source) {
                parts.push(read(&workspace.join("src").join(page))?);
            }
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            Ok((name, hash(&parts)))
        })
        .collect()
}

/// Where cargo builds: what programs depend on is compiled once for them all.
pub fn build_folder(project: &Project) -> PathBuf {
    project.target().join("browser/build")
}

/// Compiles listings and says of each that does where cargo put it.
pub fn compile(
    project: &Project,
    sysroot: &Sysroot,
    lang: Lang,
    names: &[&str],
    bar: &ProgressBar,
    errors: Stdio,
    mut built: impl FnMut(&str, &Path) -> Result<()>,
) -> Result<()> {
    let package = package(lang);
    let mut arguments = vec!["build", "--quiet", "--keep-going", "--package", package];
    arguments.extend([
        "--profile",
        "browser",
        "--message-format=json-render-diagnostics",
    ]);
    arguments.extend(names.iter().flat_map(|name| ["--bin", name]));
    let mut command = listings::command(project, lang, &arguments);
    // Locks that are free of the operating system's are an unstable feature of
    // WebAssembly; the listings stay stable.
    sysroot.adapt(&mut command, "unwind", "parking_lot_core")?;
    let folder = build_folder(project);
    let mut cargo = command
        .env("CARGO_TARGET_DIR", folder.join(lang.code()))
        .env("CARGO_BUILD_BUILD_DIR", &folder)
        .stdout(Stdio::piped())
        .stderr(errors)
        .spawn()
        .context("cannot start cargo")?;
    let messages = BufReader::new(cargo.stdout.take().context("cargo's messages")?);
    let mut outcome = Ok(());
    for line in messages.lines() {
        for (name, path) in cargo::programs(line?.as_bytes())? {
            bar.set_message(name.clone());
            // To the end, or cargo would wait for a reader.
            outcome = outcome.and_then(|()| built(&name, &path));
            bar.inc(1);
        }
    }
    cargo.wait()?;
    outcome
}

/// Finishes a program and keeps it.
pub fn keep(folder: &Path, name: &str, linked: &Path, source: &str) -> Result<Program> {
    let linked = fs::read(linked).with_context(|| format!("cannot read {}", linked.display()))?;
    let (wasm, memory) = finish(&linked).with_context(|| format!("{name} cannot be finished"))?;
    let sha256 = hash_of_bytes(&wasm);
    let file = format!("{name}.{}.wasm", &sha256[..8]);
    fs::create_dir_all(folder)?;
    fs::write(folder.join(&file), &wasm)?;
    Ok(Program {
        file,
        bytes: wasm.len(),
        sha256,
        memory,
        source: source.into(),
    })
}

/// Deletes the programs that are not in the list.
fn forget(folder: &Path, list: &List) -> Result<()> {
    let listed: BTreeSet<&str> = list.programs.values().map(|p| p.file.as_str()).collect();
    for path in files(folder, "wasm")? {
        if !listed.contains(file_name(&path).as_str()) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use formats::programs::Memory;

    fn programs(names: &[&str], because: Option<&str>) -> Programs {
        let program = Program {
            file: "a.1.wasm".into(),
            bytes: 1,
            sha256: String::new(),
            memory: Memory::default(),
            source: "s".into(),
        };
        let list = List {
            rustc: "1.96.0".into(),
            programs: names
                .iter()
                .map(|n| (n.to_string(), program.clone()))
                .collect(),
        };
        Programs {
            project: Project { root: ".".into() },
            lists: BOTH.map(|lang| (lang.code(), list.clone())).into(),
            excepted: [("copy".to_owned(), Ground::Files)].into(),
            wanted: 4,
            because: because.map(str::to_owned),
            problems: Vec::new(),
        }
    }

    #[test]
    fn the_count_says_how_many_and_why_not_more() {
        let count = programs(&["a", "b"], None).count();
        assert_eq!(
            count,
            "4 of 4 programs built; 1 listings excepted:\n  copy: it reads or writes files, and a page has none"
        );
        let count = programs(&[], Some("there is no compiler")).count();
        assert!(count.starts_with("0 of 4 programs built, because there is no compiler;"));
    }

    #[test]
    fn a_site_without_programs_has_a_list_of_none() {
        let site = tempfile::tempdir().unwrap();
        programs(&[], Some("none")).place(site.path()).unwrap();
        for list in ["programs/index.json", "en/programs/index.json"] {
            let list: List = serde_json::from_str(&read(&site.path().join(list)).unwrap()).unwrap();
            assert!(list.programs.is_empty());
        }
    }
}
