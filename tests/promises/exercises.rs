//! An answer to an exercise is right only if it is: stubs and wrong answers fail,
//! each for its reason, and both right answers pass.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Stdio};

use course::make::grade::{Expected, bank};
use course::source::exercise::Exercise;
use course::source::project::{read, write};
use tempfile::TempDir;
use tests::{project, report};

use crate::program::course;

#[test]
fn every_answer_of_the_bank_gets_the_verdict_that_it_should() {
    let project = project();
    let rows = bank(&project).unwrap();
    let problems = rows.iter().filter(|row| !row.is_as_expected()).map(|row| {
        let (exercise, answer) = (&row.exercise, &row.answer);
        format!(
            "{exercise}, {answer}: {:?}, but {}",
            row.expected,
            row.grade.reason()
        )
    });
    report(
        "mend the driver, or what exercise.toml says (right, [wrong]); `cargo run -p tests --example bank` shows all of them",
        problems,
    );
    let wrong = rows
        .iter()
        .filter(|row| matches!(row.expected, Expected::Wrong(_)));
    assert!(
        wrong.count() >= 6 * 5,
        "each exercise has five wrong answers or more"
    );
}

#[test]
fn every_exercise_stands_on_its_page() {
    let project = project();
    let all = Exercise::all(&project).unwrap();
    let missing = all.iter().filter_map(|exercise| {
        let page = project.pages().join(format!("{}.md", exercise.page));
        let asked = format!("{{{{#exercise {}}}}}", exercise.name);
        let stands = read(&page).is_ok_and(|text| text.contains(&asked));
        (!stands).then(|| format!("src/{}.md lacks {asked}", exercise.page))
    });
    report("write it there, above the checklist", missing);
}

/// A reader with a folder of their own, and the system in this language.
struct Reader {
    folder: TempDir,
    system: &'static str,
}

impl Reader {
    fn new(system: &'static str) -> Reader {
        let folder = tempfile::tempdir().unwrap();
        Reader { folder, system }
    }

    fn start(&self, arguments: &[&str]) -> Child {
        course(&project().root, &["exercise"])
            .args(arguments)
            .env_remove("CI")
            .env("LC_ALL", self.system)
            .env("COURSE_ANSWERS", self.folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    }

    /// What is printed, and the code of the end, if nothing is typed.
    fn says(&self, arguments: &[&str]) -> (String, Option<i32>) {
        let output = self.start(arguments).wait_with_output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (String::from_utf8(said).unwrap(), output.status.code())
    }

    fn answer(&self, name: &str, file: &str) {
        let project = project();
        let exercise = Exercise::named(&project, name).unwrap();
        let text = read(&exercise.file(&project, file)).unwrap();
        write(&self.folder.path().join(format!("{name}.rs")), &text).unwrap();
    }
}

#[track_caller]
fn check((said, code): (String, Option<i32>), end: i32, expected: &[&str]) {
    for words in expected {
        assert!(
            said.contains(words),
            "it must say:\n{words}\nand said:\n{said}"
        );
    }
    assert_eq!(code, Some(end), "{said}");
}

#[test]
fn a_reader_goes_from_the_stub_to_a_right_answer() {
    let reader = Reader::new("fr_FR.UTF-8");
    check(
        reader.says(&["safe_counter", "--once"]),
        1,
        &[
            "Deux portes",
            "safe_counter.rs",
            "Faux",
            "self.count.load(SeqCst)  → 0",
        ],
    );
    let (said, _) = reader.says(&["safe_counter", "--once"]);
    let (_, address) = said.split_once("--order ").unwrap();
    let again = ["safe_counter", "--order", address.trim()];
    check(
        reader.says(&again),
        1,
        &["Faux", "self.count.load(SeqCst)  → 0"],
    );
    reader.answer("safe_counter", "other.rs");
    check(
        reader.says(&again),
        1,
        &["Cet ordre n’existe pas dans votre version"],
    );
    check(
        reader.says(&["safe_counter", "--order", "0x"]),
        1,
        &["`0x` is no order"],
    );
    check(
        reader.says(&["safe_counter", "hint"]),
        0,
        &["Indice 1 sur 3"],
    );
    check(
        reader.says(&["safe_counter", "solution"]),
        0,
        &["encore une fois"],
    );
    check(
        reader.says(&["safe_counter", "solution"]),
        0,
        &["Mutex<u64>"],
    );
    reader.answer("safe_counter", "other.rs");
    check(
        reader.says(&["safe_counter", "--once"]),
        0,
        &["Juste dans tous les ordres"],
    );
    let exercises = fs::read_dir(project().root.join("exercises")).unwrap();
    let all = exercises
        .filter(|one| {
            let folder = one.as_ref().unwrap().path();
            folder.join("exercise.toml").is_file()
        })
        .count();
    check(
        reader.says(&[]),
        0,
        &[
            &format!("1 sur {all}"),
            "[x] safe_counter",
            "[ ] worker_panics",
        ],
    );
    check(
        reader.says(&["safe_counter", "reset"]),
        0,
        &["safe_counter.rs.old"],
    );
    let kept = read(&reader.folder.path().join("safe_counter.rs.old")).unwrap();
    assert!(
        kept.contains("fetch_add"),
        "a reset loses what was written: {kept}"
    );
    check(reader.says(&[]), 0, &[&format!("0 sur {all}")]);
}

/// Over plain pipes: a word typed is answered, a save is graded, a right answer
/// ends it.
#[test]
fn the_loop_grades_at_each_save() {
    let reader = Reader::new("en_US.UTF-8");
    let mut child = reader.start(&["threaded_loop"]);
    let mut lines = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let mut until = |words: &str| {
        let found = lines.find(|line| line.contains(words));
        assert!(found.is_some(), "it ended without saying: {words}");
    };
    until("Wrong: nothing happens at once, and it ends with “deadlock”");
    until("Save your file for another verdict");
    writeln!(child.stdin.as_mut().unwrap(), "hint").unwrap();
    until("Hint 1 of 3");
    writeln!(child.stdin.as_mut().unwrap(), "help").unwrap();
    until("hint, solution, reset, quit");
    reader.answer("threaded_loop", "wrong/not_awaited.rs");
    until("Wrong: one order ends with “0 | exit”");
    reader.answer("threaded_loop", "solution.rs");
    until("Right in every order");
    assert!(child.wait().unwrap().success());
}

/// One task, and not a step before it waits for ever.
#[test]
fn an_answer_where_nothing_happens_at_once_has_a_verdict() {
    let reader = Reader::new("fr_FR.UTF-8");
    reader.answer("at_most_n", "wrong/one_by_one.rs");
    check(
        reader.says(&["at_most_n", "--once"]),
        1,
        &[
            "Faux\u{202f}: rien n’avance en même temps, et cela finit par «\u{202f}interblocage\u{202f}».",
            "la page suivante ne l’a pas prise.",
            "attend un message",
        ],
    );
}

#[test]
fn what_cannot_be_graded_is_told_with_its_reason() {
    let reader = Reader::new("en_US.UTF-8");
    let file = |text: &str| write(&reader.folder.path().join("threaded_loop.rs"), text).unwrap();
    file("pub fn run_all(count: u32, job: fn(u32)) { jobs(count) }\n");
    check(
        reader.says(&["threaded_loop", "--once"]),
        1,
        &[
            "does not compile",
            "cannot find function `jobs`",
            "threaded_loop.rs:1:",
        ],
    );
    file("pub fn run_all(count: u32) {}\n");
    check(
        reader.says(&["threaded_loop", "--once"]),
        1,
        &["does not compile", "driver.rs"],
    );
    file("pub fn run_all(count: u32, job: fn(u32)) { std::fs::read(\"\").ok(); job(count) }\n");
    check(
        reader.says(&["threaded_loop", "--once"]),
        1,
        &["what the explorer does not know", "`fs`"],
    );
    file("pub fn run_all(_: u32, _: fn(u32)) { loop {} }\n");
    check(
        reader.says(&["threaded_loop", "--once"]),
        1,
        &["No verdict"],
    );
    let path = reader.folder.path().join("at_most_n.rs");
    write(&path, "pub fn fetch_all() -> Missing { tokio::never() }\n").unwrap();
    check(
        reader.says(&["at_most_n", "--once"]),
        1,
        &["explored-tokio/README.md", "cannot find type `Missing`"],
    );
    check(
        reader.says(&["treaded_loop"]),
        1,
        &["no exercise is called `treaded_loop` (closest: threaded_loop"],
    );
    file("pub fn run_all(count: u32, job: fn(u32)) {}\n");
    write(&reader.folder.path().join("progress.json"), "{").unwrap();
    check(
        reader.says(&[]),
        1,
        &["progress.json is damaged; delete it"],
    );
}
