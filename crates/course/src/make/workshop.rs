//! The workshop of generated packages: below `target/`, programs of ours around
//! files that were written to be programs of their own.
//!
//! What holds for the project holds for each of them: its profiles, its lock,
//! its build folder. So what they depend on is compiled once.

use std::collections::{BTreeMap, BTreeSet};
use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result};

use super::cargo::{self, Built, Error};
use crate::source::project::{Project, files, read, write};

/// A package of programs, in a folder of `target/` that has its name.
pub struct Package {
    pub name: &'static str,
    /// The crate that is named `std` there, and its folder.
    pub std: Crate,
    /// Crates that are there under the name of what they stand for.
    pub facades: &'static [Facade],
    pub line_tables: Tables,
}

pub struct Crate {
    pub package: &'static str,
    pub folder: &'static str,
}

/// What stands for a crate that listings depend on.
pub struct Facade {
    pub name: &'static str,
    pub of: Crate,
}

/// Whether programs know the place of each of their instructions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tables {
    /// No.
    Absent,
    /// Yes, and so does what they are linked with.
    Kept,
    /// Only while they are compiled: they are many, and nobody asks.
    Stripped,
}

/// What a program of a package is made of.
pub struct Subject {
    /// What its program is called.
    pub name: String,
    /// What it is about, as it is kept in the package: path and text.
    pub files: Vec<(String, String)>,
    /// Files that its driver names, where they stand.
    pub named: Vec<PathBuf>,
    /// Its `main.rs`, which stands two folders below the package.
    pub driver: String,
}

impl Package {
    /// Builds the subjects; what does not compile is missing from the answer, and
    /// what the compiler says of it is shown if `aloud`.
    ///
    /// They share one program, which is told by its own name which of them it is:
    /// nearly all of a small program is what each would be linked with.
    pub fn build(
        &self,
        project: &Project,
        subjects: &[Subject],
        aloud: bool,
    ) -> Result<BTreeMap<String, PathBuf>> {
        let mut good: Vec<&Subject> = subjects.iter().collect();
        while !good.is_empty() {
            let built = self.built(project, self.together(project, &good)?)?;
            if let Some(program) = built.programs.get(self.name) {
                return self.links(project, &good, program);
            }
            let before = good.len();
            good.retain(|one| !built.errors.iter().any(|error| one.is_blamed(error)));
            if good.len() == before {
                // Nobody is named: each has to show whether it compiles.
                let built = self.built(project, self.apart(project, &good)?)?;
                tell(&built, aloud);
                return Ok(built.programs);
            }
            tell(&built, aloud);
        }
        Ok(BTreeMap::new())
    }

    fn built(&self, project: &Project, contents: Vec<(String, String)>) -> Result<Built> {
        let to = self.folder(project);
        lay(project, &to, contents)?;
        let output = cargo::generated(project, &to)
            .args(["build", "--quiet", "--bins", "--keep-going"])
            .arg(cargo::messages())
            .stderr(Stdio::null())
            .output()
            .context("cannot start cargo")?;
        cargo::built(&output.stdout)
    }

    /// One program of them all.
    fn together(&self, project: &Project, subjects: &[&Subject]) -> Result<Vec<(String, String)>> {
        let name = self.name;
        let manifest = self.manifest(project, subjects)?;
        let called = "[dependencies.called]\npath = \"called\"\n";
        let bin = format!("[[bin]]\nname = \"{name}\"\npath = \"src/main.rs\"\n");
        let (mut modules, mut arms) = (String::new(), String::new());
        for (rank, subject) in subjects.iter().enumerate() {
            let (path, called) = (subject.path(), &subject.name);
            modules += &format!(
                "#[path = {:?}]\nmod subject_{rank};\n",
                format!("../{path}")
            );
            arms += &format!("        {called:?} => subject_{rank}::ended(),\n");
        }
        let main = format!(
            "{modules}\nfn main() -> called::ExitCode {{\n    match called::name().as_str() {{\n{arms}        other => called::nobody(other),\n    }}\n}}\n"
        );
        let mut contents = vec![
            (
                "Cargo.toml".to_owned(),
                format!("{manifest}\n{called}\n{bin}"),
            ),
            ("called/Cargo.toml".to_owned(), CALLED_MANIFEST.to_owned()),
            ("called/src/lib.rs".to_owned(), CALLED.to_owned()),
            ("src/main.rs".to_owned(), main),
        ];
        for subject in subjects {
            contents.extend(subject.files.iter().cloned());
            contents.push((subject.path(), subject.driver.clone() + ENDED));
        }
        Ok(contents)
    }

    /// A program of each.
    fn apart(&self, project: &Project, subjects: &[&Subject]) -> Result<Vec<(String, String)>> {
        let mut contents = Vec::new();
        let mut manifest = self.manifest(project, subjects)?;
        for subject in subjects {
            let (name, path) = (&subject.name, subject.path());
            manifest += &format!("\n[[bin]]\nname = \"{name}\"\npath = \"{path}\"\n");
            contents.extend(subject.files.iter().cloned());
            contents.push((path, subject.driver.clone()));
        }
        contents.push(("Cargo.toml".to_owned(), manifest));
        Ok(contents)
    }

    /// The program under the name of each.
    fn links(
        &self,
        project: &Project,
        subjects: &[&Subject],
        program: &Path,
    ) -> Result<BTreeMap<String, PathBuf>> {
        let to = self.folder(project).join("programs");
        fs::create_dir_all(&to)?;
        let link = |subject: &&Subject| {
            let link = to.join(format!("{}{EXE_SUFFIX}", subject.name));
            // Another build, which still runs, keeps its own.
            let new = to.join(format!("{}.new", subject.name));
            let _ = fs::remove_file(&new);
            fs::hard_link(program, &new)
                .or_else(|_| fs::copy(program, &new).map(|_| ()))
                .and_then(|()| fs::rename(&new, &link))
                .with_context(|| format!("cannot write {}", link.display()))?;
            // A link to the same file is not renamed by every system.
            let _ = fs::remove_file(&new);
            Ok((subject.name.clone(), link))
        };
        subjects.iter().map(link).collect()
    }

    pub fn folder(&self, project: &Project) -> PathBuf {
        project.target().join(self.name)
    }

    fn manifest(&self, project: &Project, subjects: &[&Subject]) -> Result<String> {
        let Package {
            name, std, facades, ..
        } = self;
        let profile = profiles(project, self.line_tables == Tables::Stripped)?;
        let tables = match self.line_tables {
            Tables::Absent => String::new(),
            _ => format!("\n[profile.dev.package.{name}]\ndebug = \"line-tables-only\"\n"),
        };
        let mut texts = Vec::new();
        for subject in subjects {
            texts.extend(subject.files.iter().map(|(_, text)| text.clone()));
            for path in &subject.named {
                texts.push(read(path)?);
            }
        }
        let std = std.named_std(project) + &named(facades, project, &texts);
        Ok(format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nautobins = false\n\n[workspace]\n\n[dependencies]\n{std}\n{profile}{tables}"
        ))
    }
}

impl Subject {
    /// Where its `main.rs` stands in the package.
    fn path(&self) -> String {
        format!("src/bin/{}.rs", self.name)
    }

    /// Whether an error is in its `main.rs`, or in a file that this includes.
    fn is_blamed(&self, error: &Error) -> bool {
        error.files.iter().any(|file| {
            let included = file.strip_prefix("src/bin/").unwrap_or(file);
            *file == self.path() || self.driver.contains(&format!("{included:?}"))
        })
    }
}

fn tell(built: &Built, aloud: bool) {
    if aloud {
        built
            .errors
            .iter()
            .for_each(|error| eprint!("{}", error.text));
    }
}

const CALLED_MANIFEST: &str =
    "[package]\nname = \"called\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

/// What a program asks of the real `std` to know which subject it is.
const CALLED: &str = r#"
pub use std::process::ExitCode;

pub fn name() -> String {
    let path = std::env::args().next().unwrap_or_default();
    let path = std::path::Path::new(&path);
    path.file_stem().unwrap_or_default().display().to_string()
}

pub fn nobody(name: &str) -> ExitCode {
    eprintln!("no subject is called {name}");
    ExitCode::FAILURE
}

pub fn ended(how: impl std::process::Termination) -> ExitCode {
    how.report()
}
"#;

/// The end of the `main.rs` of a subject, in a program of several.
const ENDED: &str = "\npub fn ended() -> ::called::ExitCode {\n    ::called::ended(main())\n}\n";

impl Crate {
    /// The line of a manifest that puts it in the place of `std`.
    pub fn named_std(&self, project: &Project) -> String {
        self.named("std", project)
    }

    fn named(&self, name: &str, project: &Project) -> String {
        let (package, path) = (self.package, project.root.join(self.folder));
        format!("{name} = {{ package = \"{package}\", path = {path:?} }}\n")
    }
}

/// The lines of a manifest that put façades in the place of the crates that these
/// texts name.
pub fn named(facades: &[Facade], project: &Project, texts: &[String]) -> String {
    let are_named = |facade: &&Facade| texts.iter().any(|text| names(text, facade.name));
    let lines = facades.iter().filter(are_named);
    lines
        .map(|facade| facade.of.named(facade.name, project))
        .collect()
}

/// Whether a program has this word.
pub fn names(text: &str, name: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.any(|word| word == name)
}

/// The project's profiles, for a manifest of another package.
pub fn profiles(project: &Project, strip: bool) -> Result<String> {
    let root: toml::Table = read(&project.root.join("Cargo.toml"))?.parse()?;
    let mut profile = root
        .get("profile")
        .context("Cargo.toml: no [profile]")?
        .clone();
    if strip {
        profile["dev"]
            .as_table_mut()
            .context("Cargo.toml: no [profile.dev]")?
            .insert("strip".into(), true.into());
    }
    let table = toml::Table::from_iter([("profile".to_owned(), profile)]);
    Ok(toml::to_string(&table)?)
}

/// A module with a listing in it, whose `main` it hands out as `run`. `ending` is
/// the trait that says what `main` gives back.
pub fn module(name: &str, listing: &str, ending: &str) -> String {
    format!(
        "mod {name} {{\n    #![allow(dead_code)]\n    include!({listing:?});\n    pub fn run() -> impl {ending} {{\n        main()\n    }}\n}}\n"
    )
}

/// Writes a package or a workspace with the project's lock, and deletes what is
/// no longer in it.
pub fn lay(project: &Project, to: &Path, contents: Vec<(String, String)>) -> Result<()> {
    let mut kept = BTreeSet::new();
    for (path, text) in contents {
        let path = to.join(path);
        write(&path, &text)?;
        kept.insert(path);
    }
    write(
        &to.join("Cargo.lock"),
        &read(&project.root.join("Cargo.lock"))?,
    )?;
    for folder in ["src", "listings", "fail", "projects"] {
        for ending in ["rs", "stderr"] {
            let folder = to.join(folder);
            if !folder.is_dir() {
                continue;
            }
            for path in files(&folder, ending)? {
                if !kept.contains(&path) {
                    fs::remove_file(path)?;
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::small::SmallCourse;

    fn project() -> SmallCourse {
        SmallCourse::new(
            "
//- Cargo.lock
version = 4
//- Cargo.toml
[workspace]
[profile.dev]
debug = 0
",
        )
    }

    #[test]
    fn what_is_no_longer_in_a_package_is_deleted() {
        let project = project();
        let to = project.target().join("lunch");
        let file = |name: &str| (format!("src/bin/{name}.rs"), "fn main() {}\n".to_owned());
        lay(&project, &to, vec![file("soup"), file("bread")]).unwrap();
        lay(&project, &to, vec![file("soup")]).unwrap();
        assert!(to.join("src/bin/soup.rs").is_file());
        assert!(!to.join("src/bin/bread.rs").exists());
        assert_eq!(read(&to.join("Cargo.lock")).unwrap(), "version = 4\n");
    }

    #[test]
    fn a_package_has_the_profiles_of_the_project() {
        let project = project();
        let manifest = |line_tables| {
            let package = Package {
                name: "lunch",
                std: Crate {
                    package: "timed-std",
                    folder: "crates/timed-std",
                },
                facades: &[],
                line_tables,
            };
            package.manifest(&project, &[]).unwrap()
        };
        let plain = manifest(Tables::Absent);
        assert!(plain.contains("[profile.dev]\ndebug = 0"), "{plain}");
        assert!(plain.contains("std = { package = \"timed-std\""), "{plain}");
        assert!(!plain.contains("line-tables-only"), "{plain}");
        assert!(manifest(Tables::Kept).contains("[profile.dev.package.lunch]"));
        assert!(manifest(Tables::Stripped).contains("strip = true"));
    }
}
