//! `cargo course exercise`: the reader's loop. Their file, a verdict at each save,
//! hints, the solution, and what is done.

mod progress;
mod words;

use std::io::{self, BufRead};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{Sender, channel};
use std::thread;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use progress::Progress;
pub use progress::done;
use words::Words;

use crate::evidence::graph::Graph;
use crate::evidence::order;
use crate::make::grade::{Grade, address, grade};
use crate::source::exercise::{Exercise, OTHER, SOLUTION, STUB, mine};
use crate::source::lang::Lang;
use crate::source::po::{Po, Translations};
use crate::source::project::{Project, read, write};

/// What a reader may ask for, in the place of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Wish {
    /// The next hint
    Hint,
    /// A right answer, once yours is, or when asked for twice
    Solution,
    /// Your file as it was at first; yours is kept beside it
    Reset,
}

/// The exercises, with those that are done.
pub fn list(project: &Project, lang: Option<Lang>) -> Result<()> {
    let words = Words::new(lang);
    let all = Exercise::all(project)?;
    let done = done(project)?;
    println!("{}", words.how_many(done.len(), all.len()));
    for exercise in &all {
        let mark = if done.contains(&exercise.name) {
            'x'
        } else {
            ' '
        };
        println!("  [{mark}] {:22} {}.html", exercise.name, exercise.page);
    }
    println!("{}", words.how_to_open());
    Ok(())
}

/// One exercise: what is asked for; or a verdict, and one more at each save.
pub fn open(
    project: &Project,
    name: &str,
    wish: Option<Wish>,
    lang: Option<Lang>,
    once: bool,
    order: Option<&str>,
) -> Result<ExitCode> {
    if !cfg!(unix) {
        bail!("exercises are graded on Linux and macOS only, and in WSL on Windows");
    }
    let room = Room::new(project, Exercise::named(project, name)?, lang)?;
    if let Some(wish) = wish {
        room.grant(wish)?;
        return Ok(ExitCode::SUCCESS);
    }
    if let Some(order) = order {
        return room.replay(order);
    }
    room.begin()?;
    let mut last = room.answer()?;
    if room.grade(&last)? || once {
        let passed = done(project)?.contains(&room.exercise.name);
        return Ok(if passed {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        });
    }
    println!("{}", room.words.how_to_go_on());
    let (sender, events) = channel();
    let _watcher = watch(&mine(project, name), sender.clone())?;
    thread::spawn(move || listen(&sender));
    for event in events {
        match event {
            Event::Saved => {
                // An editor may save in two moments: an empty file is no answer.
                let now = room.answer()?;
                if now != last && !now.trim().is_empty() {
                    last = now;
                    if room.grade(&last)? {
                        return Ok(ExitCode::SUCCESS);
                    }
                }
            }
            Event::Said(line) => match room.words.wish(&line) {
                Ok(Some(wish)) => room.grant(wish)?,
                Ok(None) => return Ok(ExitCode::FAILURE),
                Err(known) => println!("{known}"),
            },
            Event::Left => return Ok(ExitCode::FAILURE),
        }
    }
    Ok(ExitCode::FAILURE)
}

/// What the loop hears of.
enum Event {
    Saved,
    Said(String),
    /// Nobody says anything any more.
    Left,
}

fn watch(file: &Path, events: Sender<Event>) -> Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(move |change: notify::Result<notify::Event>| {
        if change.is_ok_and(|change| !change.kind.is_access()) {
            let _ = events.send(Event::Saved);
        }
    })
    .context("cannot watch for changes")?;
    // The folder: many editors save by putting another file in its place.
    let folder = file.parent().context("a file is in a folder")?;
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    Ok(watcher)
}

fn listen(events: &Sender<Event>) {
    for line in io::stdin().lock().lines().map_while(Result::ok) {
        if events.send(Event::Said(line)).is_err() {
            return;
        }
    }
    let _ = events.send(Event::Left);
}

/// An exercise that is open.
struct Room<'a> {
    project: &'a Project,
    exercise: Exercise,
    words: Words,
    /// None in French.
    translations: Option<Translations>,
}

impl<'a> Room<'a> {
    fn new(project: &'a Project, exercise: Exercise, lang: Option<Lang>) -> Result<Room<'a>> {
        let words = Words::new(lang);
        let translations = match words.lang {
            Lang::Fr => None,
            Lang::En => Some(Po::load(project)?.translations()),
        };
        Ok(Room {
            project,
            exercise,
            words,
            translations,
        })
    }

    /// The statement, and the reader's file: the stub, if there is none yet.
    fn begin(&self) -> Result<()> {
        let file = mine(self.project, &self.exercise.name);
        if !file.exists() {
            write(&file, &self.code(STUB)?)?;
        }
        let statement = self.exercise.statement(self.project)?;
        let statement = match &self.translations {
            Some(translations) => translations.markdown(&statement)?,
            None => statement,
        };
        let (name, page) = (&self.exercise.name, &self.exercise.page);
        println!("{name} ({page}.html)\n\n{}\n", statement.trim());
        println!("{}", self.words.your_file(&self.project.relative(&file)));
        Ok(())
    }

    fn answer(&self) -> Result<String> {
        read(&mine(self.project, &self.exercise.name))
    }

    fn code(&self, file: &str) -> Result<String> {
        let translations = self.translations.as_ref();
        self.exercise.code(self.project, file, translations)
    }

    fn told(&self, french: &str) -> Result<String> {
        match &self.translations {
            Some(translations) => translations.line(french),
            None => Ok(french.into()),
        }
    }

    /// Says what the answer comes to, and keeps it if it is right.
    fn grade(&self, answer: &str) -> Result<bool> {
        let file = mine(self.project, &self.exercise.name);
        let grade = grade(self.project, &self.exercise, file, None)?;
        println!("\n{}", self.said(&grade)?);
        let passed = matches!(grade, Grade::Right(_));
        if passed {
            let mut progress = Progress::load(self.project)?;
            progress.pass(&self.exercise.name, answer);
            progress.save(self.project)?;
        }
        Ok(passed)
    }

    /// What it comes to, what the exercise says of it, and how it comes to that.
    fn said(&self, grade: &Grade) -> Result<String> {
        let words = &self.words;
        let (verdict, says, how) = match grade {
            Grade::Refused(why) => (words.refused(), None, why.clone()),
            Grade::Unknown(why) => (words.unknown(), None, why.clone()),
            Grade::Unclear(why) => (words.unclear(), None, why.clone()),
            Grade::Stopped(why) => (words.stopped(), self.exercise.says("stopped"), why.clone()),
            Grade::Open(searched, bound) => (words.open(*searched, bound), None, String::new()),
            Grade::Lost(ends) => {
                let says = self.exercise.lost.as_deref();
                (words.lost(), says, indented(ends))
            }
            Grade::Right(searched) => (words.right(*searched), None, String::new()),
            Grade::Wrong(_, order, graph) => {
                let end = &graph.outcomes[0].text;
                let address = address(&self.exercise, graph, order);
                let again = words.again(&self.exercise.name, &address);
                let how = format!("{}\n{}\n{again}", words.steps(), steps(graph, words.lang));
                // One thread, or one task: nobody is there to choose between.
                let verdict = match graph.threads.len() {
                    1 => words.wrong_alone(end),
                    _ => words.wrong(end),
                };
                (verdict, self.exercise.says(end), how)
            }
            Grade::Good(graph) => {
                let how = format!("{}\n{}", words.steps(), steps(graph, words.lang));
                (words.good(&graph.outcomes[0].text), None, how)
            }
        };
        let says = says.map(|says| self.told(says)).transpose()?;
        let parts = [verdict, says.unwrap_or_default(), how];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        Ok(parts.collect::<Vec<_>>().join("\n"))
    }

    /// One order of the answer as it is now.
    fn replay(&self, order: &str) -> Result<ExitCode> {
        let file = mine(self.project, &self.exercise.name);
        let grade = grade(self.project, &self.exercise, file, Some(order))?;
        match &grade {
            Grade::Stopped(why) => println!("{}\n{why}", self.words.gone()),
            grade => println!("{}", self.said(grade)?),
        }
        Ok(match grade {
            Grade::Good(_) => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        })
    }

    fn grant(&self, wish: Wish) -> Result<()> {
        let name = &self.exercise.name;
        let mut progress = Progress::load(self.project)?;
        match wish {
            Wish::Hint => {
                let rank = progress.next_hint(name, self.exercise.hints.len());
                let hint = self.told(&self.exercise.hints[rank])?;
                println!(
                    "{}",
                    self.words.hint(rank + 1, self.exercise.hints.len(), &hint)
                );
            }
            Wish::Solution if progress.may_see(name) => {
                for file in [SOLUTION, OTHER] {
                    println!("{}", self.code(file)?);
                }
            }
            Wish::Solution => println!("{}", self.words.ask_again()),
            Wish::Reset => {
                let file = mine(self.project, name);
                let kept = file.with_extension("rs.old");
                if let Ok(text) = read(&file) {
                    write(&kept, &text)?;
                }
                write(&file, &self.code(STUB)?)?;
                println!("{}", self.words.reset(&self.project.relative(&kept)));
            }
        }
        progress.save(self.project)
    }
}

fn steps(graph: &Graph, lang: Lang) -> String {
    indented(&order::told(graph, &graph.outcomes[0], lang))
}

fn indented(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}
