//! Grades answers to exercises: the driver of an exercise calls the answer, and
//! every order of their steps is visited. What may come out is compared both ways
//! with what should.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use formats::verdict::{Bound, Order, Question, Searched, Verdict};

use super::asked::Asked;
use super::explore::{EXPLORED_CRATES, EXPLORED_STD};
use super::workshop::{Package, Subject, Tables, names};
use crate::evidence::graph::Graph;
use crate::source::exercise::{Exercise, OTHER, SOLUTION, STUB};
use crate::source::project::{Project, read};

/// What becomes of an answer.
#[derive(Debug)]
pub enum Grade {
    /// The compiler refuses it: its message.
    Refused(String),
    /// It compiles, but uses what the explorer does not know: the message.
    Unknown(String),
    /// One or the other: the compiler alone has no `tokio`.
    Unclear(String),
    /// There is no verdict, for this reason.
    Stopped(String),
    /// An order that ends otherwise than it may, with its address.
    Wrong(Searched, Order, Box<Graph>),
    /// The order that was asked for ends as it may.
    Good(Box<Graph>),
    /// No order ends wrong, but these ends cannot be any more.
    Lost(Vec<String>),
    /// Too many orders to be sure.
    Open(Searched, Bound),
    Right(Searched),
}

/// An exercise, and files that are to be graded.
struct Answers<'a> {
    exercise: &'a Exercise,
    files: Vec<PathBuf>,
    /// This order alone, with that of the exercise's programs.
    only: Option<(String, Order)>,
}

const PACKAGE: Package = Package {
    name: "exercise",
    std: EXPLORED_STD,
    facades: EXPLORED_CRATES,
    // They say where a guard is dropped.
    line_tables: Tables::Kept,
};

/// A search looks at its clock between two orders; this stops one that cannot.
const SECONDS: u64 = 30;
const GRACE: Duration = Duration::from_secs(10);

/// The grade of one answer; or, with its address, what becomes of one order.
pub fn grade(
    project: &Project,
    exercise: &Exercise,
    file: PathBuf,
    address: Option<&str>,
) -> Result<Grade> {
    let answers = Answers {
        exercise,
        files: vec![file],
        only: address.map(|address| only(exercise, address)).transpose()?,
    };
    let grades = grades(project, &[answers])?;
    let first = grades.into_iter().flatten().next();
    first.context("an answer has a grade")
}

/// A grade for each file, in their order.
fn grades(project: &Project, all: &[Answers]) -> Result<Vec<Vec<Grade>>> {
    let folder = PACKAGE.folder(project);
    fs::create_dir_all(&folder)?;
    // One at a time: all of them are built in one folder.
    let lock = File::create(folder.join("lock"))?;
    lock.lock()?;
    let subjects: Vec<Subject> = all.iter().map(|one| subject(project, one)).collect();
    let programs = PACKAGE.build(project, &subjects, false)?;
    all.iter()
        .map(|one| {
            let program = programs.get(&one.exercise.name);
            let grade = |file: &PathBuf| match program {
                Some(program) => one.ask(project, program, file),
                None => one.refused(project, file),
            };
            one.files.iter().map(grade).collect()
        })
        .collect()
}

/// The address of an order, as it is told: `0102`, or `closing:0102` where the
/// exercise has several programs.
pub fn address(exercise: &Exercise, graph: &Graph, order: &Order) -> String {
    let driver = graph.files.get(1).map(|file| file.trim_end_matches(".rs"));
    match driver {
        Some(driver) if exercise.right.len() > 1 => format!("{driver}:{order}"),
        _ => order.to_string(),
    }
}

fn only(exercise: &Exercise, address: &str) -> Result<(String, Order)> {
    let (driver, order) = match address.split_once(':') {
        Some((driver, order)) => (format!("{driver}.rs"), order),
        None => (
            exercise.right.keys().next().cloned().unwrap_or_default(),
            address,
        ),
    };
    if !exercise.right.contains_key(&driver) {
        let programs: Vec<&str> = exercise.right.keys().map(String::as_str).collect();
        bail!(
            "`{address}`: the exercise has no {driver}, but {}",
            programs.join(", ")
        );
    }
    let order = order.parse().map_err(anyhow::Error::msg)?;
    Ok((driver, order))
}

/// A program in which each driver of the exercise meets each answer.
fn subject(project: &Project, answers: &Answers) -> Subject {
    let mut modules = String::new();
    let mut named = String::new();
    for (file, driver) in answers.pairs(project) {
        let name = format!("pair_{}", modules.lines().count());
        modules += &format!("mod {name} {{ {} }}\n", pair(file, &driver));
        let key = [file, &driver].map(|path| path.display().to_string());
        named += &format!("        ({key:?}, {name}::driver::main),\n");
    }
    let main = format!(
        "#![allow(warnings)]\n{modules}\nfn main() -> ::std::explored::ExitCode {{\n    ::std::explored::judge_one_of(&[\n{named}    ])\n}}\n"
    );
    Subject {
        name: answers.exercise.name.clone(),
        files: Vec::new(),
        named: answers.named(project),
        driver: main,
    }
}

fn pair(file: &Path, driver: &Path) -> String {
    format!("#[path = {file:?}] pub mod answer; #[path = {driver:?}] pub mod driver;")
}

impl Answers<'_> {
    fn drivers(&self, project: &Project) -> impl Iterator<Item = (PathBuf, &Vec<String>)> {
        let drivers = self.exercise.right.iter();
        drivers.map(|(driver, right)| (self.exercise.file(project, driver), right))
    }

    /// All files that its program is made of.
    fn named(&self, project: &Project) -> Vec<PathBuf> {
        let drivers = self.drivers(project).map(|(driver, _)| driver);
        drivers.chain(self.files.iter().cloned()).collect()
    }

    fn pairs(&self, project: &Project) -> impl Iterator<Item = (&Path, PathBuf)> {
        let files = self.files.iter();
        files.flat_map(|file| {
            self.drivers(project)
                .map(move |(driver, _)| (file.as_path(), driver))
        })
    }

    /// The first driver that finds something wrong says what the answer is.
    fn ask(&self, project: &Project, program: &Path, file: &Path) -> Result<Grade> {
        let mut searched = Searched::default();
        for (driver, right) in self.drivers(project) {
            let order = match &self.only {
                Some((name, _)) if !driver.ends_with(name) => continue,
                only => only.as_ref().map(|(_, order)| order.clone()),
            };
            match self.ask_one(project, program, [file, &driver], right, order)? {
                Grade::Right(Searched { states, orders }) => {
                    searched.states += states;
                    searched.orders += orders;
                }
                grade => return Ok(grade),
            }
        }
        Ok(Grade::Right(searched))
    }

    fn ask_one(
        &self,
        project: &Project,
        program: &Path,
        files: [&Path; 2],
        right: &[String],
        order: Option<Order>,
    ) -> Result<Grade> {
        let text = |path: &Path| Ok::<_, anyhow::Error>((path.display().to_string(), read(path)?));
        let question = Question {
            files: files.into_iter().map(text).collect::<Result<_>>()?,
            right: Some(right.to_vec()),
            weak: false,
            spurious: self.exercise.spurious,
            timeouts: 1,
            reuse: false,
            slow: false,
            states: 200_000,
            steps: 10_000,
            preemptions: None,
            seconds: Some(SECONDS),
            seed: None,
            order,
        };
        let asked = serde_json::to_string(&question)?;
        let asked = Asked::start(program, &project.root, &asked)?;
        let limit = Duration::from_secs(SECONDS) + GRACE;
        let answer = match asked.answer(limit) {
            Ok(answer) => answer,
            Err(error) => return Ok(Grade::Stopped(short(project, &error.to_string()))),
        };
        let verdict: Verdict = serde_json::from_str(&answer)
            .context("the answer of the exploration cannot be read")?;
        Ok(match verdict {
            Verdict::Wrong(so_far, order, graph) => Grade::Wrong(so_far, order, Box::new(graph)),
            Verdict::Good(graph) => Grade::Good(Box::new(graph)),
            Verdict::Open(so_far, bound, ..) => Grade::Open(so_far, bound),
            Verdict::Right(all, graph) => {
                let possible = |end: &&String| graph.outcomes.iter().any(|o| o.text == **end);
                let lost: Vec<String> =
                    right.iter().filter(|end| !possible(end)).cloned().collect();
                match lost.is_empty() {
                    true => Grade::Right(all),
                    false => Grade::Lost(lost),
                }
            }
        })
    }

    /// Whose fault it is: the file's, or that something is not modelled.
    fn refused(&self, project: &Project, file: &Path) -> Result<Grade> {
        for path in self.named(project) {
            let text = read(&path)?;
            if EXPLORED_CRATES.iter().any(|one| names(&text, one.name)) {
                let said = self.not_modelled(project)?;
                return Ok(Grade::Unclear(short(project, &said)));
            }
        }
        let made = tempfile::tempdir()?;
        let root = made.path().join("exercise.rs");
        let pairs = self.drivers(project).zip(0..);
        let text: String = pairs
            .map(|((driver, _), rank)| {
                format!("pub mod pair_{rank} {{ {} }}\n", pair(file, &driver))
            })
            .collect();
        fs::write(&root, text)?;
        let output = Command::new(std::env::var_os("RUSTC").unwrap_or("rustc".into()))
            .args([
                "--edition",
                "2024",
                "--crate-type",
                "lib",
                "--emit=metadata",
            ])
            .args(["-Awarnings", "--color=never", "--out-dir"])
            .args([made.path(), &root])
            .output()
            .context("cannot start rustc")?;
        let said = String::from_utf8_lossy(&output.stderr);
        Ok(match output.status.success() {
            false => Grade::Refused(short(project, said.trim_end())),
            true => Grade::Unknown(short(project, &self.not_modelled(project)?)),
        })
    }

    /// What the compiler says where `std` is the explored one.
    fn not_modelled(&self, project: &Project) -> Result<String> {
        let output = super::cargo::generated(project, &PACKAGE.folder(project))
            .args(["build", "--quiet", "--color=never", "--bins"])
            .output()
            .context("cannot start cargo")?;
        Ok(String::from_utf8_lossy(&output.stderr)
            .trim_end()
            .to_owned())
    }
}

/// Paths from the root of the project.
fn short(project: &Project, said: &str) -> String {
    said.replace(&format!("{}/", project.root.display()), "")
}

/// An answer of the bank: whose, what it should come to, and what it comes to.
pub struct Row {
    pub exercise: String,
    pub answer: String,
    pub expected: Expected,
    pub grade: Grade,
}

/// What is known of an answer of the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The stub: rejected, however.
    Rejected,
    Right,
    /// Found out by this.
    Wrong(String),
}

/// Stub, solutions and wrong answers of all exercises.
pub fn bank(project: &Project) -> Result<Vec<Row>> {
    bank_of(project, Exercise::all(project)?)
}

/// Those of some of them.
pub fn bank_of(project: &Project, exercises: Vec<Exercise>) -> Result<Vec<Row>> {
    let known: Vec<Vec<(String, Expected)>> = exercises.iter().map(known).collect();
    let answers: Vec<Answers> = exercises
        .iter()
        .zip(&known)
        .map(|(exercise, known)| Answers {
            exercise,
            files: known
                .iter()
                .map(|(file, _)| exercise.file(project, file))
                .collect(),
            only: None,
        })
        .collect();
    let mut rows = Vec::new();
    for ((exercise, known), grades) in exercises.iter().zip(known).zip(grades(project, &answers)?) {
        for ((file, expected), grade) in known.into_iter().zip(grades) {
            rows.push(Row {
                exercise: exercise.name.clone(),
                answer: file.trim_end_matches(".rs").into(),
                expected,
                grade,
            });
        }
    }
    Ok(rows)
}

fn known(exercise: &Exercise) -> Vec<(String, Expected)> {
    let mut known = vec![
        (STUB.to_owned(), Expected::Rejected),
        (SOLUTION.to_owned(), Expected::Right),
        (OTHER.to_owned(), Expected::Right),
    ];
    for (name, how) in &exercise.wrong {
        let expected = match how.as_str() {
            "unseen" => Expected::Right,
            how => Expected::Wrong(how.into()),
        };
        known.push((format!("wrong/{name}.rs"), expected));
    }
    known
}

impl Row {
    pub fn is_as_expected(&self) -> bool {
        match &self.expected {
            Expected::Rejected => !matches!(self.grade, Grade::Right(_)),
            Expected::Right => matches!(self.grade, Grade::Right(_)),
            Expected::Wrong(how) => self.grade.reason().contains(how),
        }
    }
}

impl Grade {
    /// What it comes to, in a few words: an end, or why there is none.
    pub fn reason(&self) -> String {
        match self {
            Grade::Refused(_) => "refused".into(),
            Grade::Unknown(_) => "not modelled".into(),
            Grade::Unclear(_) => "refused or not modelled".into(),
            Grade::Stopped(why) => format!("stopped: {why}"),
            Grade::Wrong(.., graph) => graph.outcomes[0].text.clone(),
            Grade::Lost(ends) => format!("lost: {}", ends.join(", ")),
            Grade::Good(graph) => format!("good: {}", graph.outcomes[0].text),
            Grade::Open(_, bound) => format!("open: {bound}"),
            Grade::Right(searched) => format!("right in {} states", searched.states),
        }
    }
}
