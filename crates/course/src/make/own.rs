//! `cargo course explore PATH`: a reader's own file, as it is, under every order
//! of its steps, up to the first that ends wrong.
//!
//! The file becomes a library, whose text ends with one line more, for a private
//! `main` cannot be called; what stands beside it is linked to the copy. Where the
//! file belongs to a package and names its library, that is compiled too.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use formats::verdict::{Order, Question, Searched, Verdict};

use super::asked::{Asked, Library, refused};
use super::cargo;
use super::explore::{EXPLORED_CRATES, EXPLORED_STD};
use super::workshop::{lay, named, profiles};
use crate::evidence::graph::Graph;
use crate::evidence::{order, plain};
use crate::source::lang::Lang;
use crate::source::project::{Project, files, link, read, remove};

/// How far the exploration of a file goes.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub struct Bounds {
    /// Of a file: visit so many states at most [default: 200000]
    #[arg(long)]
    pub states: Option<usize>,
    /// Of a file: so many steps in one order at most [default: 10000]
    #[arg(long)]
    pub steps: Option<usize>,
    /// Of a file: time may run out so often at one place before anything else [default: 1]
    #[arg(long)]
    pub timeouts: Option<usize>,
    /// Of a file: only orders that interrupt threads so many times at most
    #[arg(long)]
    pub preemptions: Option<usize>,
    /// Of a file: stop after so many seconds [default: 60]
    #[arg(long)]
    pub seconds: Option<u64>,
    /// Of a file: orders by chance alone, from this seed
    #[arg(long)]
    pub seed: Option<u64>,
    /// Of a file: one order alone, by the address that a verdict gave it
    #[arg(long)]
    pub order: Option<Order>,
    /// Of a file: loads may read old values, as far as their orderings allow
    #[arg(long)]
    pub weak: bool,
    /// Of a file: waits may end, and weak exchanges fail, for no reason
    #[arg(long)]
    pub spurious: bool,
    /// Of a file: an allocation may get an address that was freed (ABA)
    #[arg(long)]
    pub reuse: bool,
    /// Of a file with tasks: timers may run out while somebody can move
    #[arg(long)]
    pub slow: bool,
    /// Of a file: 2021 or 2024, if its Cargo.toml does not say
    #[arg(long)]
    pub edition: Option<String>,
}

/// Whether a word of the command line is a file's path and no listing's name.
pub fn is_path(word: &str) -> bool {
    word.contains('/') || word.ends_with(".rs")
}

/// A search must look at its clock between two orders; this stops one that cannot.
const GRACE: Duration = Duration::from_secs(10);

const FOLDER: &str = "explore-own";

/// What is asked of a file, and what was found: as the terminal shows it.
#[derive(Debug)]
pub struct Told {
    pub wrong: bool,
    pub text: String,
}

/// Explores a file; an error says why it cannot be explored.
pub fn explore(project: &Project, path: &Path, bounds: &Bounds) -> Result<Told> {
    let own = Own::find(path, bounds)?;
    // One at a time: all of them are built in one folder.
    let folder = project.target().join(FOLDER);
    fs::create_dir_all(&folder)?;
    let lock = File::create(folder.join("lock"))?;
    lock.lock()?;
    let program = own.build(project, &folder)?;
    let question = own.question(&program, bounds);
    let began = Instant::now();
    let asked = serde_json::to_string(&question)?;
    let asked = Asked::start(&program.path, &program.folder, &asked)?;
    drop(lock);
    let limit = Duration::from_secs(question.seconds.unwrap_or(0)) + GRACE;
    let answer = asked.answer(limit);
    let answer = answer.map_err(|error| anyhow!(own.says(&program, &error.to_string())))?;
    let verdict =
        serde_json::from_str(&answer).context("the answer of the exploration cannot be read")?;
    Ok(own.tell(&verdict, began.elapsed()))
}

/// The file, and what its package says of it.
struct Own {
    /// As the reader calls it.
    name: String,
    path: PathBuf,
    edition: String,
    library: Option<Library>,
}

struct Program {
    path: PathBuf,
    folder: PathBuf,
    /// The copy of the file, and its other files: path and text.
    files: Vec<(String, String)>,
}

impl Own {
    fn find(path: &Path, bounds: &Bounds) -> Result<Own> {
        let name = path.display().to_string();
        if path.extension().is_none_or(|ending| ending != "rs") || !path.is_file() {
            bail!("{name} is no file of Rust; name one that ends in .rs and has a `main`");
        }
        let path = fs::canonicalize(path)?;
        let package = Manifest::above(&path)?;
        let edition = match (&bounds.edition, &package) {
            (Some(edition), _) => edition.clone(),
            (None, Some(package)) => package.edition()?,
            (None, None) => "2024".into(),
        };
        if edition != "2021" && edition != "2024" {
            bail!("{name}: edition {edition} is not explored; say `--edition 2021` or 2024");
        }
        let text = read(&path)?;
        let library = package.and_then(|package| package.library());
        let library = library.filter(|library| {
            library.path != path && words(&text).any(|word| word == library.name)
        });
        Ok(Own {
            name,
            path,
            edition,
            library,
        })
    }

    fn build(&self, project: &Project, folder: &Path) -> Result<Program> {
        let at = folder.join("subject/at");
        remove(&at)?;
        let relative = self.path.strip_prefix("/").unwrap_or(&self.path);
        let copy = at.join(relative);
        let mut contents = self.packages(project)?;
        contents.push((
            format!("subject/at/{}", relative.display()),
            read(&self.path)?
                + "\n#[doc(hidden)] pub fn explored_main() -> impl ::std::explored::Ending { main() }\n",
        ));
        lay(project, folder, contents)?;
        link_what_is_beside(&self.path, &copy)?;
        let output = cargo::generated(project, folder)
            .args(["build", "--quiet", "--color=never"])
            .output()
            .context("cannot start cargo")?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            bail!("{}", self.does_not_compile(project, &said)?);
        }
        let path = folder.join("target/debug").join(FOLDER);
        let mut names = vec![copy.display().to_string()];
        for file in sources(&path.with_extension("d"))? {
            let beside = self
                .library
                .as_ref()
                .and_then(|library| library.path.parent());
            let is_own = Path::new(&file).starts_with(&at)
                || beside.is_some_and(|beside| Path::new(&file).starts_with(beside));
            if is_own && !names.contains(&file) {
                names.push(file);
            }
        }
        let text = |name: String| Ok((name.clone(), read(Path::new(&name))?));
        let files = names.into_iter().map(text).collect::<Result<_>>()?;
        Ok(Program {
            path,
            folder: folder.into(),
            files,
        })
    }

    /// What it and its library say; of a library in several files, all.
    fn texts(&self) -> Result<Vec<String>> {
        let mut texts = vec![read(&self.path)?];
        if let Some(folder) = self.library.as_ref().and_then(|it| it.path.parent()) {
            for path in files(folder, "rs")? {
                texts.push(read(&path)?);
            }
        }
        Ok(texts)
    }

    /// A program that asks the file's `main`, and the file's package.
    fn packages(&self, project: &Project) -> Result<Vec<(String, String)>> {
        let std =
            EXPLORED_STD.named_std(project) + &named(EXPLORED_CRATES, project, &self.texts()?);
        let package = |name: &str, edition: &str| {
            format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"{edition}\"\n")
        };
        let lib = |name: &str, path: &Path| {
            format!(
                "\n[lib]\nname = \"{name}\"\npath = {path:?}\ntest = false\ndoctest = false\n\n[lints.rust]\nwarnings = \"allow\"\n"
            )
        };
        let tables = |package: &str| {
            format!("\n[profile.dev.package.{package}]\ndebug = \"line-tables-only\"\n")
        };
        let relative = self.path.strip_prefix("/").unwrap_or(&self.path);
        let edition = &self.edition;
        let mut root = package(FOLDER, "2024")
            + "\n[workspace]\n\n[dependencies]\nsubject = { path = \"subject\" }\n"
            + &std
            + "\n"
            + &profiles(project, false)?
            + &tables(FOLDER)
            + &tables("subject");
        let mut subject = package("subject", edition)
            + &lib("subject", &Path::new("at").join(relative))
            + "\n[dependencies]\n"
            + &std;
        let mut packages = Vec::new();
        if let Some(library) = &self.library {
            root += &tables("beside");
            subject += &format!(
                "{} = {{ package = \"beside\", path = \"../beside\" }}\n",
                library.name
            );
            let beside = package("beside", edition)
                + &lib(&library.name, &library.path)
                + "\n[dependencies]\n"
                + &std;
            packages.push(("beside/Cargo.toml".into(), beside));
        }
        packages.push(("Cargo.toml".into(), root));
        packages.push(("subject/Cargo.toml".into(), subject));
        packages.push((
            "src/main.rs".into(),
            "fn main() -> ::std::explored::ExitCode {\n    ::std::explored::judge_main(subject::explored_main)\n}\n".into(),
        ));
        Ok(packages)
    }

    /// Whose fault it is: the file's, or that something is not modelled.
    fn does_not_compile(&self, project: &Project, said: &str) -> Result<String> {
        let name = &self.name;
        if let Some(natively) = refused(&self.path, &self.edition, self.library.as_ref())? {
            let unlinked = unlinked(&natively);
            let facade = |name: &str| EXPLORED_CRATES.iter().any(|facade| facade.name == name);
            if unlinked.is_some_and(facade) {
                let said = self.in_its_own_place(project, said);
                return Ok(format!(
                    "{name} does not compile, or uses what is not modelled (crates/explored-tokio/README.md says what is):\n{said}"
                ));
            }
            return Ok(match unlinked {
                Some(dependency) => format!(
                    "{name} names `{dependency}`, which has no façade: only what goes through `std` is explored; \
                     put the part that synchronises in a file of its own, without dependencies\n{natively}"
                ),
                None => format!("{name} does not compile:\n{natively}"),
            });
        }
        let said = self.in_its_own_place(project, said);
        Ok(format!(
            "{name} compiles, and uses what is not modelled (crates/explored-std/README.md says what is):\n{said}"
        ))
    }

    /// What the compiler says of the copy.
    fn in_its_own_place(&self, project: &Project, said: &str) -> String {
        let at = project.target().join(FOLDER).join("subject/at");
        let said = said.replace(&format!("{}/", at.display()), "/");
        said.replace("subject/at/", "/").trim_end().to_owned()
    }

    fn question(&self, program: &Program, bounds: &Bounds) -> Question {
        Question {
            files: program.files.clone(),
            right: None,
            weak: bounds.weak,
            spurious: bounds.spurious,
            reuse: bounds.reuse,
            slow: bounds.slow,
            timeouts: bounds.timeouts.unwrap_or(1),
            states: bounds.states.unwrap_or(200_000),
            steps: bounds.steps.unwrap_or(10_000),
            preemptions: bounds.preemptions,
            seconds: Some(bounds.seconds.unwrap_or(60)),
            seed: bounds.seed,
            order: bounds.order.clone(),
        }
    }

    /// The paths of the copy are the reader's own.
    fn says(&self, program: &Program, said: &str) -> String {
        let at = program.folder.join("subject/at").display().to_string();
        let said = said.replace(&program.files[0].0, &self.name);
        let said = said.replace(&at, "");
        match said.contains(&self.name) {
            true => said,
            false => format!("{}: {said}", self.name),
        }
    }

    fn tell(&self, verdict: &Verdict, time: Duration) -> Told {
        let name = &self.name;
        let searched = |Searched { states, orders }: &Searched| {
            format!("{states} states, {orders} orders, {time:.2?}")
        };
        let (wrong, lines) = match verdict {
            Verdict::Wrong(so_far, order, graph) => {
                let [outcome] = graph.outcomes.as_slice() else {
                    unreachable!("one order has one end")
                };
                let mut lines = vec![
                    format!("{name}: wrong: {}", short(&outcome.text)),
                    format!("  the search stopped at {}", searched(so_far)),
                    "  this order ends so (thread, line, step):".into(),
                ];
                lines.extend(
                    order::told(graph, outcome, Lang::En)
                        .iter()
                        .map(|line| format!("    {line}")),
                );
                lines.push(format!("  this order alone: --order {order}"));
                (true, lines)
            }
            Verdict::Good(graph) => {
                let [outcome] = graph.outcomes.as_slice() else {
                    unreachable!("one order has one end")
                };
                let mut lines = vec![format!(
                    "{name}: this order ends well: {}",
                    short(&outcome.text)
                )];
                lines.extend(
                    order::told(graph, outcome, Lang::En)
                        .iter()
                        .map(|line| format!("    {line}")),
                );
                (false, lines)
            }
            Verdict::Right(all, graph) => {
                let mut lines = vec![
                    format!("{name}: right in every order{}", plain::said(graph)),
                    format!(
                        "  {} schedules, {} outcomes ({})",
                        graph.schedules,
                        graph.outcomes.len(),
                        searched(all)
                    ),
                ];
                lines.extend(outcomes(graph));
                (false, lines)
            }
            Verdict::Open(so_far, bound, ends, graph) => {
                let mut lines = vec![
                    format!(
                        "{name}: no failure in {} orders, not a proof{}",
                        so_far.orders,
                        plain::said(graph)
                    ),
                    format!("  the search stopped at {bound} ({})", searched(so_far)),
                ];
                lines.extend(
                    ends.iter()
                        .take(MOST)
                        .map(|end| format!("    {}", short(end))),
                );
                (false, lines)
            }
        };
        Told {
            wrong,
            text: lines.join("\n"),
        }
    }
}

/// Outcomes that are shown, and of each so many characters.
const MOST: usize = 10;
const WIDEST: usize = 160;

fn outcomes(graph: &Graph) -> Vec<String> {
    let all = graph.outcomes.iter().take(MOST);
    let mut lines: Vec<String> = all
        .map(|outcome| {
            let schedules = outcome.schedules.to_string();
            format!("  {schedules:>10}  {}", short(&outcome.text))
        })
        .collect();
    if graph.outcomes.len() > MOST {
        lines.push(format!("  … and {} more", graph.outcomes.len() - MOST));
    }
    lines
}

/// An outcome on one line, with its end.
fn short(outcome: &str) -> String {
    let (length, half) = (outcome.chars().count(), WIDEST / 2);
    if length <= WIDEST {
        return outcome.into();
    }
    let begin: String = outcome.chars().take(half).collect();
    let end: String = outcome.chars().skip(length - half).collect();
    format!("{begin} … {end}")
}

/// What a program was compiled from, as cargo lists it: `program: one two`.
fn sources(list: &Path) -> Result<Vec<String>> {
    let text = read(list)?.replace("\\ ", "\0");
    let (_, sources) = text.split_once(": ").unwrap_or_default();
    let sources = sources.split_whitespace();
    Ok(sources.map(|source| source.replace('\0', " ")).collect())
}

/// The copy's neighbours are the file's own, up to two folders above.
fn link_what_is_beside(file: &Path, copy: &Path) -> Result<()> {
    for (from, to) in file.ancestors().zip(copy.ancestors()).skip(1).take(3) {
        for entry in fs::read_dir(from).into_iter().flatten().flatten() {
            let beside = to.join(entry.file_name());
            let is_source =
                entry.path().is_dir() || entry.path().extension().is_some_and(|e| e == "rs");
            if is_source && !beside.exists() {
                link(&entry.path(), &beside)?;
            }
        }
    }
    Ok(())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

/// A crate that the compiler looked for in vain.
fn unlinked(said: &str) -> Option<&str> {
    let (_, rest) = said.split_once("unresolved module or unlinked crate `")?;
    Some(rest.split_once('`')?.0)
}

/// The Cargo.toml of the package that holds a file.
struct Manifest {
    folder: PathBuf,
    table: toml::Table,
}

impl Manifest {
    fn above(file: &Path) -> Result<Option<Manifest>> {
        for folder in file.ancestors().skip(1) {
            let path = folder.join("Cargo.toml");
            if !path.is_file() {
                continue;
            }
            let table: toml::Table =
                (read(&path)?.parse()).with_context(|| path.display().to_string())?;
            if table.contains_key("package") {
                let folder = folder.into();
                return Ok(Some(Manifest { folder, table }));
            }
        }
        Ok(None)
    }

    /// Its own, or that of the workspace above; Cargo's default is 2015.
    fn edition(&self) -> Result<String> {
        let edition = self.table["package"].get("edition");
        if edition.and_then(|e| e.get("workspace")).is_none() {
            let edition = edition.and_then(|edition| edition.as_str());
            return Ok(edition.unwrap_or("2015").into());
        }
        for folder in self.folder.ancestors() {
            let path = folder.join("Cargo.toml");
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            let table: toml::Table = (text.parse()).with_context(|| path.display().to_string())?;
            let package = table.get("workspace").and_then(|w| w.get("package"));
            if let Some(edition) = package.and_then(|p| p.get("edition")) {
                return Ok(edition.as_str().unwrap_or_default().into());
            }
        }
        bail!(
            "{}/Cargo.toml: its workspace does not say the edition; say `--edition 2021` or 2024",
            self.folder.display()
        )
    }

    fn library(&self) -> Option<Library> {
        let package = self.table["package"].get("name")?.as_str()?;
        let lib = |key: &str| self.table.get("lib")?.get(key)?.as_str();
        let path = self.folder.join(lib("path").unwrap_or("src/lib.rs"));
        let name = lib("name").unwrap_or(package).replace('-', "_");
        path.is_file().then_some(Library { name, path })
    }
}
