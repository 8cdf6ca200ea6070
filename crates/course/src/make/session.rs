//! Sessions: commands that a page shows, run one after the other by one bash, and
//! what they print, reduced to what does not change from run to run.

use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use anyhow::{Result, bail};
use regex::Regex;

use super::process;
use crate::evidence::Evidence;
use crate::evidence::recording::End;
use crate::evidence::session::Transcript;
use crate::source::lang::Lang;
use crate::source::project::{Project, all_or_nothing, write};
use crate::source::session::{Session, Sessions};

/// Stands before the rank of the command that begins.
const BEGINS: char = '\u{1e}';
/// What cargo says of its own work, which depends on what it did before.
static CARGO: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ *(Compiling|Preparing|Finished|Running|Blocking|Locking|Updating|Adding|Downloading|Downloaded) ")
        .unwrap()
});
/// Lines that were not kept.
const GAP: &str = "…";

/// Holds what is recorded to new runs of all sessions whose tools are here.
pub fn check(project: &Project) -> Result<()> {
    each(
        project,
        |_| true,
        |name, new| {
            let old = Transcript::load(project, Lang::Fr, name)?;
            if old.lines != new.lines {
                bail!(
                    "the commands no longer print what is recorded; run `cargo course record {name}` and read the diff. They print now:\n{}",
                    new.lines.join("\n")
                );
            }
            Ok(())
        },
    )
}

/// Writes what no longer agrees, of these sessions.
pub fn record(project: &Project, names: &[&str]) -> Result<()> {
    each(
        project,
        |name| names.contains(&name),
        |name, new| {
            let old = Transcript::load(project, Lang::Fr, name);
            if old.is_ok_and(|old| old.lines == new.lines) {
                return Ok(());
            }
            write(&Transcript::path(project, Lang::Fr, name), &new.format())?;
            println!("{name}: session recorded");
            Ok(())
        },
    )
}

/// Runs those that are wanted; what is wrong with them is told of all together.
fn each(
    project: &Project,
    wanted: impl Fn(&str) -> bool,
    then: impl Fn(&str, Transcript) -> Result<()>,
) -> Result<()> {
    let sessions = Sessions::load(project)?;
    let mut problems = Vec::new();
    for name in sessions.names().filter(|name| wanted(name)) {
        let session = sessions.named(name)?;
        let Some(version) = version(project, session)? else {
            let Session { needs, install, .. } = session;
            println!("session {name} is skipped: `{needs}` fails here ({install})");
            continue;
        };
        let told = run(project, session, version).and_then(|new| then(name, new));
        problems.extend(told.err().map(|error| format!("{name}: {error:#}")));
    }
    all_or_nothing(problems)
}

/// The first line of what says whether the tools are there, if they are.
fn version(project: &Project, session: &Session) -> Result<Option<String>> {
    let output = typed(project, "bash")
        .args(["-c", &session.needs])
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let first = said.lines().next().unwrap_or_default();
    Ok(output.status.success().then(|| first.trim().to_owned()))
}

fn run(project: &Project, session: &Session, version: String) -> Result<Transcript> {
    let begun = |(rank, command)| format!("begins {rank}\n{command}\n");
    let commands: String = session.commands.iter().enumerate().map(begun).collect();
    // A command sees how the one before it ended; nothing is left running.
    let begins = format!("begins() {{ local end=$?; printf '\\n{BEGINS}%s\\n' $1; return $end; }}");
    let script = format!("exec 2>&1\n{begins}\n{commands}kill $(jobs -p) 2>/dev/null");
    let limit = session.limit_s.to_string();
    // It ends those too that a command has started.
    let mut bash = typed(project, "timeout");
    bash.args(["--kill-after=1", &limit, "bash", "-c", &script]);
    let run = process::run(&mut bash, Duration::from_secs(session.limit_s + 5))?;
    let printed: Vec<&str> = run.lines.iter().map(|line| line.text.as_str()).collect();
    if run.end == End::Limit || run.end == End::Exit(124) {
        bail!(
            "it does not end within {limit} s; mend it, or say `limit_s`. It printed:\n{}",
            printed.join("\n")
        );
    }
    let lines = reduced(session, &printed, &project.root.to_string_lossy());
    let home = std::env::var("HOME").unwrap_or_default();
    let mut at_home = lines.iter().filter(|line| line.contains(&home));
    match at_home.next() {
        Some(line) if home.len() > 1 => bail!(
            "a line names a folder of this machine; say what stands in its place (`replace`), or leave it out (`keep`): {line}"
        ),
        _ => Ok(Transcript { version, lines }),
    }
}

/// As a reader would type it: without what cargo tells the programs that it runs,
/// and without colours.
fn typed(project: &Project, program: &str) -> Command {
    let mut command = Command::new(program);
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        let own = ["CARGO", "RUST"].iter().any(|own| name.starts_with(own));
        if own && !name.ends_with("_HOME") {
            command.env_remove(&*name);
        }
    }
    command
        .current_dir(&project.root)
        .envs([("TERM", "dumb"), ("NO_COLOR", "1"), ("LC_ALL", "C.UTF-8")])
        .env("CARGO_TERM_COLOR", "never");
    command
}

/// Each command with what is kept of its lines.
fn reduced(session: &Session, printed: &[&str], root: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in printed {
        if let Some(rank) = line.strip_prefix(BEGINS) {
            while lines.last().is_some_and(String::is_empty) {
                lines.pop();
            }
            let command = rank
                .parse()
                .ok()
                .and_then(|rank: usize| session.commands.get(rank));
            lines.extend(command.map(|command| format!("$ {command}")));
            continue;
        }
        if CARGO.is_match(line) {
            continue;
        }
        let line = line.replace(&format!("{root}/"), "").replace(root, ".");
        if !session.kept.is_empty() && !session.kept.iter().any(|kept| kept.is_match(&line)) {
            let gap = line.trim().is_empty() || lines.last().is_some_and(|last| last == GAP);
            lines.extend((!gap).then(|| GAP.to_owned()));
            continue;
        }
        let replace = |line: String, (pattern, by): &(Regex, String)| {
            pattern.replace_all(&line, by.as_str()).into_owned()
        };
        lines.push(session.replaced.iter().fold(line, replace));
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::project::read;
    use crate::source::small::SmallCourse;

    fn course(lines: &str) -> SmallCourse {
        SmallCourse::new(&format!(
            "//- listings/listings.toml\n//- listings/sessions/lunch.toml\nneeds = \"echo pan 2\"\ninstall = \"buy one\"\n{lines}\n"
        ))
    }

    fn recorded(course: &SmallCourse) -> String {
        record(course, &["lunch"]).unwrap();
        read(&Transcript::path(course, Lang::Fr, "lunch")).unwrap()
    }

    #[test]
    fn each_command_stands_above_what_it_printed() {
        let course = course(
            r#"commands = ["export X=3; echo a >&2; printf b", "sleep 100 & echo $X", "false", "echo $?", "echo '   Running x'; echo 0x7f; pwd; ls listings/sessions"]
keep = ["[^o]$"]
replace = [["0x[0-9a-f]+", "0x…"]]"#,
        );
        assert_eq!(
            recorded(&course),
            "# with=pan 2
$ export X=3; echo a >&2; printf b
a
b
$ sleep 100 & echo $X
3
$ false
$ echo $?
1
$ echo '   Running x'; echo 0x7f; pwd; ls listings/sessions
0x…
.
lunch.toml
"
        );
        check(&course).unwrap();
    }

    #[test]
    fn lines_left_out_leave_a_mark() {
        let course = course(
            r#"commands = ["echo one; echo two; echo; echo three; echo four"]
keep = ["^o", "^f"]"#,
        );
        assert!(recorded(&course).ends_with("\none\n…\nfour\n"));
    }

    #[test]
    fn what_is_no_longer_printed_is_told_with_its_command() {
        let course = course(r#"commands = ["cat word"]"#);
        write(&course.root.join("word"), "soup").unwrap();
        recorded(&course);
        write(&course.root.join("word"), "fish").unwrap();
        let error = check(&course).unwrap_err().to_string();
        assert!(error.contains("run `cargo course record lunch`"), "{error}");
        assert!(error.ends_with("$ cat word\nfish"), "{error}");
    }

    #[test]
    fn what_cannot_be_run_is_passed_over_and_what_has_no_end_is_stopped() {
        let course = SmallCourse::new(
            "//- listings/listings.toml\n//- listings/sessions/lunch.toml\nneeds = \"false\"\ninstall = \"buy one\"\ncommands = [\"exit 3\"]\n",
        );
        check(&course).unwrap();
        let course = self::course("commands = [\"echo a; sleep 100\"]\nlimit_s = 1");
        let error = record(&course, &["lunch"]).unwrap_err().to_string();
        assert!(error.contains("does not end within 1 s"), "{error}");
        assert!(error.contains("\na"), "{error}");
    }
}
