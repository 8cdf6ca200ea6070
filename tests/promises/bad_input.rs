//! Whatever is wrong with what an author wrote, the tool says where and how to
//! mend it, ends with a failure, and leaves no file half-written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Output, Stdio};

use course::source::project::{every_file, write};
use course::source::small;
use tests::project;

use crate::program::course;

#[test]
fn the_small_course_is_right_before_it_is_broken() {
    let small = SmallCourse::new();
    let output = small.without_compiler(None);
    assert!(output.status.success(), "{}", said(&output));
}

/// Programs of another source would show a reader what the page does not say.
#[test]
fn without_a_compiler_for_programs_the_site_has_none() {
    let small = SmallCourse::new();
    // Enough of a room to look for a compiler.
    small.write("crates/page-libc/Cargo.toml", "");
    let stale = "{\"rustc\":\"1.0.0\",\"programs\":{},\"excepted\":{}}";
    for path in ["target/browser/programs/fr", "book/programs"] {
        small.write(&format!("{path}/index.json"), stale);
        small.write(&format!("{path}/lunch.1234.wasm"), "stale");
    }
    let output = small.without_compiler(None);
    let said = said(&output);
    assert!(output.status.success(), "{said}");
    let expected = "0 of 2 programs built, because the toolchain has no linker rust-lld; \
         the programs need the sources of the standard library: \
         `rustup component add rust-src`";
    assert!(said.contains(expected), "{said}");
    for list in ["book/programs", "book/en/programs"] {
        let files = every_file(&small.path(list)).unwrap();
        assert_eq!(files, [small.path(list).join("index.json")]);
        let list = fs::read_to_string(&files[0]).unwrap();
        assert!(list.contains("\"programs\":{}"), "{list}");
    }
}

#[test]
fn an_include_of_no_anchor() {
    SmallCourse::broken("src/lunch.md", "lunch.rs:cook", "lunch.rs:cok").refuses(
        &["build"],
        "src/lunch.md:3: listing `lunch` has no anchor `cok` (closest: cook)",
    );
}

#[test]
fn an_include_of_no_listing() {
    SmallCourse::broken("src/lunch.md", "lunch.rs:cook", "lunsh.rs:cook").refuses(
        &["build"],
        "src/lunch.md:3: `../listings/src/bin/lunsh.rs` is no listing: no such file in listings/src/bin/, listings/fail/ or projects/ (closest: lunch)",
    );
}

#[test]
fn an_output_that_was_never_recorded() {
    let small = SmallCourse::new();
    fs::remove_file(small.path("listings/evidence/recordings/en/lunch.txt")).unwrap();
    small.refuses(
        &["build"],
        "`lunch` has no recording in en yet; run `cargo course record lunch`",
    );
}

#[test]
fn a_listing_that_never_ends() {
    let listing = "listings/src/bin/lunch.rs";
    let small = SmallCourse::broken(listing, "    // Le repas.", "    std::thread::park();");
    small.write("listings/listings.toml", "[lunch]\nlimit_s = 1\n");
    small.refuses(
        &["record", "lunch"],
        "fr lunch: it did not end within 1 s; mend it, or say `limit_s = …` or `ends = \"hang\"` in listings.toml",
    );
}

#[test]
fn a_question_without_a_right_answer() {
    SmallCourse::broken("src/lunch.md", "- [x]", "- [ ]").refuses(
        &["build"],
        "src/lunch.md:9: this question has no right answer; mark it with - [x]",
    );
}

#[test]
fn two_questions_of_the_same_words() {
    let small = SmallCourse::new();
    let page = fs::read_to_string(small.path("src/lunch.md")).unwrap();
    let question = page.find("<div class").unwrap();
    small.write(
        "src/dinner.md",
        &format!("# Dîner\n\n{}", &page[question..]),
    );
    small.write(
        "src/SUMMARY.md",
        "[Déjeuner](lunch.md)\n[Dîner](dinner.md)\n",
    );
    small.refuses(
        &["build"],
        "src/dinner.md:3: this question has the words of the one at src/lunch.md:9; reword one",
    );
}

#[test]
fn a_page_out_of_the_contents() {
    let small = SmallCourse::new();
    small.write("src/dinner.md", "# Dîner\n");
    small.refuses(
        &["build"],
        "src/dinner.md:1: this page is not in src/SUMMARY.md; add a line `- [Title](dinner.md)` there, or delete it",
    );
}

#[test]
fn two_pages_of_one_name() {
    let small = SmallCourse::broken("src/SUMMARY.md", "\n\n", "\n\n[Bis](bis/lunch.md)\n");
    small.write("src/bis/lunch.md", "# Bis\n");
    small.refuses(
        &["build"],
        "src/lunch.md:1: src/bis/lunch.md has the same name; rename one",
    );
}

#[test]
fn a_translation_without_its_placeholder() {
    SmallCourse::broken("po/en.po", "{name} is ready", "It is ready").refuses(
        &["build"],
        "po/en.po:12: the placeholders differ: [\"{name}\"] in French, [] in English; keep each one as it is",
    );
}

#[test]
fn a_translation_without_its_end_of_line() {
    SmallCourse::broken("po/en.po", "// The meal.\\n", "// The meal.").refuses(
        &["build"],
        "po/en.po:15: one of msgid and msgstr ends with \\n and the other does not; the next line of code would be lost; make them alike",
    );
}

#[test]
fn a_translation_file_without_its_header() {
    SmallCourse::broken("po/en.po", "Language: en", "Language: fr").refuses(
        &["build"],
        "po/en.po:1: the header lacks `Language: en`; put it back in the first msgstr",
    );
}

#[test]
fn a_translation_that_is_a_guess() {
    SmallCourse::broken(
        "po/en.po",
        "msgid \"Déjeuner\"",
        "#, fuzzy\nmsgid \"Déjeuner\"",
    )
    .refuses(
        &["po", "--check"],
        "po/en.po:7: this translation is a guess (fuzzy); check it and delete the `#, fuzzy` line",
    );
}

#[test]
fn a_rule_for_no_listing() {
    let small = SmallCourse::new();
    small.write("listings/listings.toml", "[lunhc]\nlimit_s = 20\n");
    small.refuses(
        &["record"],
        "listings/listings.toml is not as it should be: line 1: [lunhc] names no file of listings/src/bin/ (closest: lunch); rename or delete the entry",
    );
}

#[test]
fn a_rule_that_changes_nothing() {
    let small = SmallCourse::new();
    small.write("listings/listings.toml", "# a\n\n[lunch]\nlimit_s = 10\n");
    small.refuses(
        &["record"],
        "listings/listings.toml is not as it should be: line 3: [lunch] limit_s is what holds anyway; delete it",
    );
}

#[test]
fn a_listing_that_is_not_there() {
    SmallCourse::new().refuses(
        &["run", "lunsh"],
        "no listing is called `lunsh` (closest: lunch)",
    );
}

#[test]
fn a_call_from_outside_the_project() {
    let elsewhere = tempfile::tempdir().unwrap();
    let output = course(elsewhere.path(), &["build"]).output().unwrap();
    assert!(!output.status.success());
    assert!(
        said(&output).contains("go into your clone of the course, then run `cargo course` again"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_port_that_is_in_use() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let small = SmallCourse::new();
    let mut server = Server::of(&small, port);
    let lines = server.lines_to("English:");
    assert!(
        lines.contains(&format!("port {port} is in use; trying the next one")),
        "{lines:?}"
    );
    let address = lines
        .iter()
        .find_map(|line| line.strip_prefix("French:  http://127.0.0.1:"));
    let next: u16 = address.unwrap().trim_end_matches('/').parse().unwrap();
    assert!(next > port, "{lines:?}");
}

/// Windows keeps files that something reads, and so may a disk that is full of
/// errors: the server says so and goes on.
#[test]
fn a_folder_that_cannot_be_removed() {
    let small = SmallCourse::new();
    let mut server = Server::of(&small, 0);
    let lines = server.lines_to("Ctrl-C");
    // Answered once nothing writes to the folder any more.
    for path in ["pagefind/pagefind.js", "programs/index.json"] {
        let mut answer = get(&lines, path);
        // Of a slow machine, a page asks again.
        while answer.starts_with("HTTP/1.1 503") {
            answer = get(&lines, path);
        }
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
    }
    fs::rename(small.path("target/serve/1"), small.path("target/away")).unwrap();
    small.write("target/serve/1", "no folder");
    // Only a server that has outlived the second build makes a third.
    for build in 2..=3 {
        small.write("src/lunch.md", &format!("# Déjeuner {build}\n"));
        let lines = server.lines_to("built in");
        assert!(lines.last().unwrap().starts_with("built in"), "{lines:?}");
    }
}

/// A server, until the end of a test.
struct Server {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Server {
    fn of(small: &SmallCourse, port: u16) -> Server {
        // As on a reader's machine: without programs, but for their list.
        let mut process = course(&small.path(""), &["serve", "--port", &port.to_string()])
            .env_remove("CI")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Server { process, lines }
    }

    /// What it says up to a line that starts so; all, if it ends before.
    fn lines_to(&mut self, start: &str) -> Vec<String> {
        let mut lines = Vec::new();
        for line in self.lines.by_ref().map_while(Result::ok) {
            lines.push(line);
            if lines.last().is_some_and(|line| line.starts_with(start)) {
                break;
            }
        }
        lines
    }
}

/// Asks a server for a file, and waits for all of it.
fn get(said: &[String], path: &str) -> String {
    let address = said
        .iter()
        .find_map(|line| line.strip_prefix("French:  http://"));
    let address = address
        .expect("a server says its address")
        .trim_end_matches('/');
    let mut server = TcpStream::connect(address).unwrap();
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    server.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    server.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// What readers get is never without programs.
#[test]
fn without_a_compiler_for_programs_nothing_is_published() {
    let small = SmallCourse::new();
    let output = small.without_compiler(Some(("CI", "true")));
    assert!(!output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("0 of 2 programs built, because"));
    let site = fs::read_to_string(small.path("book/index.html")).unwrap();
    assert_eq!(site, "the last good site");
}

/// One page, one listing, its recordings and its translation, with the
/// project's own book.toml and theme.
struct SmallCourse(small::SmallCourse);

const FILES: &str = r##"
//- Cargo.toml
[workspace]
resolver = "3"
members = ["listings"]
//- Cargo.lock
# This file is automatically @generated by Cargo.
# It is not intended for manual editing.
version = 4

[[package]]
name = "listings"
version = "0.1.0"
//- listings/Cargo.toml
[package]
name = "listings"
version = "0.1.0"
edition = "2024"
//- listings/listings.toml

//- listings/fail/burnt.rs
fn main() { x }
//- listings/src/bin/lunch.rs
// ANCHOR: cook
fn cook(name: &str) {
    println!("{name} est prêt");
    // Le repas.
}
// ANCHOR_END: cook

fn main() {
    cook("A");
}
//- listings/evidence/recordings/fr/lunch.txt
# date=2026-11-21 cores=2 rustc=1.95.0
1	out	A est prêt
exit 0
//- listings/evidence/recordings/en/lunch.txt
# date=2026-11-21 cores=2 rustc=1.95.0
1	out	A is ready
exit 0
//- src/SUMMARY.md
# Table

[Déjeuner](lunch.md)
//- src/lunch.md
# Déjeuner

```rust
{{#include ../listings/src/bin/lunch.rs:cook}}
```

{{#output lunch}}

<div class="quiz">

A

- [ ] `0`
- [x] `1`

> B

</div>
//- po/en.po
msgid ""
msgstr ""
"Language: en\n"
"Content-Type: text/plain; charset=UTF-8\n"

msgid "Déjeuner"
msgstr "Lunch"

msgid "Table"
msgstr "Table"

msgid "\"{name} est prêt\""
msgstr "\"{name} is ready\""

msgid "// Le repas.\n"
msgstr "// The meal.\n"
"##;

impl SmallCourse {
    fn new() -> SmallCourse {
        let small = SmallCourse(small::SmallCourse::new(FILES));
        let project = project();
        small.write("book/index.html", "the last good site");
        for path in every_file(&project.root.join("theme")).unwrap() {
            let to = small.path(&project.relative(&path));
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(&path, to).unwrap();
        }
        fs::copy(project.root.join("book.toml"), small.path("book.toml")).unwrap();
        small
    }

    /// With one thing wrong.
    #[track_caller]
    fn broken(path: &str, from: &str, to: &str) -> SmallCourse {
        let small = SmallCourse::new();
        let text = fs::read_to_string(small.path(path)).unwrap();
        assert!(text.contains(from), "{path} has no `{from}` to break");
        small.write(path, &text.replacen(from, to, 1));
        small
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.root.join(path)
    }

    fn write(&self, path: &str, text: &str) {
        write(&self.path(path), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        course(&self.0.root, arguments).output().unwrap()
    }

    /// On a machine whose compiler has no sources of its standard library.
    fn without_compiler(&self, published: Option<(&str, &str)>) -> Output {
        let rustc = self.path("target/bin/rustc");
        self.write(
            "target/bin/rustc",
            &format!(
                "#!/bin/sh\necho {}\necho host: nowhere\n",
                self.0.root.display()
            ),
        );
        fs::set_permissions(&rustc, Permissions::from_mode(0o755)).unwrap();
        course(&self.0.root, &["build"])
            .env("PATH", rustc.parent().unwrap())
            .env_remove("CI")
            .envs(published)
            .output()
            .unwrap()
    }

    /// The command fails, says this, and every file is as it was.
    #[track_caller]
    fn refuses(&self, arguments: &[&str], expected: &str) {
        let before = self.files();
        let output = self.run(arguments);
        let said = said(&output);
        assert!(!output.status.success(), "it must fail, and said:\n{said}");
        assert!(
            said.contains(expected),
            "it must say:\n{expected}\nand said:\n{said}"
        );
        let after = self.files();
        let changed: BTreeSet<_> = before
            .iter()
            .chain(&after)
            .filter(|(path, _)| before.get(*path) != after.get(*path))
            .map(|(path, _)| path)
            .collect();
        assert!(
            changed.is_empty(),
            "it must leave these files as they were: {changed:?}"
        );
    }

    /// Every file's bytes, but what is made on the way.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let files = every_file(&self.0.root).unwrap().into_iter();
        files
            .filter(|path| !path.starts_with(self.path("target")))
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect()
    }
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}
