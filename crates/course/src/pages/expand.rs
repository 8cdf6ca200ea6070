//! Step 1: includes and directives, checked against the files they name.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::{Context as _, Result, bail};
use regex::Regex;

use super::directive::Directive;
use super::figures::{teaching, verification};
use super::{Part, parts, quiz};
use crate::evidence::Evidence;
use crate::evidence::graph::Graph;
use crate::evidence::measure::Measure;
use crate::evidence::python;
use crate::evidence::recording::Recording;
use crate::evidence::session::Transcript;
use crate::evidence::timeline::Timeline;
use crate::source::exercise::Exercise;
use crate::source::lang::Lang;
use crate::source::listing::{self, Kind, Listings};
use crate::source::project::{Project, closest, read};

/// What pages may name.
pub struct Context<'a> {
    pub project: &'a Project,
    pub runs: Vec<String>,
    pub fails: Vec<String>,
    projects: Vec<String>,
    listings: Listings,
}

impl<'a> Context<'a> {
    pub fn new(project: &'a Project) -> Result<Context<'a>> {
        Ok(Context {
            project,
            runs: Kind::Runs.names(project)?,
            fails: Kind::Fails.names(project)?,
            projects: Kind::Project.names(project)?,
            listings: Listings::load(project)?,
        })
    }
}

/// A page (its path from `src/`) ready to be translated. All its problems are
/// reported together, each with its line.
pub fn expand(context: &Context, page: &Path, markdown: &str) -> Result<String> {
    let mut text = String::new();
    let mut problems = Vec::new();
    let mut report = |line: usize, error: anyhow::Error| {
        problems.push(format!("src/{}:{line}: {error:#}", page.display()));
    };
    for part in parts(markdown) {
        match part {
            Part::Code {
                line,
                info,
                text: code,
            } => match include(context, page, &info, &code) {
                Ok(block) => text.push_str(&block),
                Err(error) => report(line, error),
            },
            Part::Prose { line, text: prose } => {
                for problem in quiz::problems(&prose) {
                    report(line + problem.0, anyhow::anyhow!(problem.1));
                }
                let mut done = String::new();
                for (at, prose_line) in prose.lines().enumerate() {
                    match directives(context, prose_line) {
                        Ok(line) => done.push_str(&line),
                        Err(error) => report(line + at, error),
                    }
                    done.push('\n');
                }
                text.push_str(&quiz::identified(&done));
            }
        }
    }
    crate::source::project::all_or_nothing(problems)?;
    Ok(definitions(&alerts(&text)))
}

static INCLUDE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\{\{#include ([^:}]+?)(?::([^}]+))?\}\}$").unwrap());

/// A fenced block: Rust and TOML are includes, anything else is left as it is.
fn include(context: &Context, page: &Path, info: &str, code: &str) -> Result<String> {
    let language = info.split([',', ' ']).next().unwrap_or_default();
    if !["rust", "toml"].contains(&language) {
        return Ok(format!("```{info}\n{code}```\n"));
    }
    if info != language {
        bail!(
            "the block says `{info}`; write `{language}` alone: listings.toml and fail/ say the rest"
        );
    }
    let Some(found) = INCLUDE.captures(code.trim()) else {
        bail!(
            "this block is not an include; put the code in a file of listings/src/bin/ and write {{{{#include …}}}}"
        );
    };
    let folder = context
        .project
        .pages()
        .join(page.parent().unwrap_or(Path::new("")));
    let path = folder.join(&found[1]);
    let anchor = found.get(2).map(|anchor| anchor.as_str());
    if is_own(context, &path) {
        let text = shown(&read(&path)?, &found[1], anchor)?;
        return Ok(format!("```{language},own\n{text}```\n"));
    }
    let (kind, name) =
        identify(context, &path).with_context(|| format!("`{}` is no listing", &found[1]))?;
    let source = read(&kind.path(context.project, &name))?;
    let text = shown(&source, &name, anchor)?;
    let anchor = anchor.map_or(String::new(), |anchor| format!(",anchor={anchor}"));
    let kind = kind.word();
    Ok(format!("```rust,{kind}={name}{anchor}\n{text}```\n"))
}

/// A file's text without its anchors, or what stands between two of them.
fn shown(source: &str, name: &str, anchor: Option<&str>) -> Result<String> {
    let Some(anchor) = anchor else {
        return Ok(listing::without_anchors(source));
    };
    listing::slice(source, anchor).map_err(|there| {
        let there = there.iter().map(String::as_str);
        anyhow::anyhow!(
            "listing `{name}` has no anchor `{anchor}` ({})",
            closest(anchor, there)
        )
    })
}

/// A file of the package that stands for a reader's own, or what a project asks of
/// cargo: no listing, and shown without a bar.
fn is_own(context: &Context, path: &Path) -> bool {
    let stands_in = |folder: PathBuf| {
        let (path, folder) = (path.canonicalize(), folder.canonicalize());
        folder.is_ok_and(|folder| path.is_ok_and(|path| path.starts_with(folder)))
    };
    let is_manifest = path.extension().is_some_and(|ending| ending == "toml");
    stands_in(context.project.listings().join("own"))
        || is_manifest && stands_in(context.project.root.join(Kind::Project.folder()))
}

/// The listing that an include's path leads to.
fn identify(context: &Context, path: &Path) -> Result<(Kind, String)> {
    let known = [
        (Kind::Runs, &context.runs),
        (Kind::Fails, &context.fails),
        (Kind::Project, &context.projects),
    ];
    let written = path.with_extension("");
    let path = path.canonicalize().ok();
    for (kind, names) in known {
        let is_it = |name: &&String| {
            // Their files are many: few are asked for on the disk.
            written.ends_with(name) && kind.path(context.project, name).canonicalize().ok() == path
        };
        if let Some(name) = names.iter().find(is_it) {
            return Ok((kind, name.clone()));
        }
    }
    let name = written.file_name().unwrap_or_default().to_string_lossy();
    let all = known.iter().flat_map(|(_, names)| names.iter());
    bail!(
        "no such file in listings/src/bin/, listings/fail/ or projects/ ({})",
        closest(&name, all.map(String::as_str))
    )
}

/// A line of prose: figures become marks, values are checked.
fn directives(context: &Context, line: &str) -> Result<String> {
    let mut replaced = None;
    for found in Directive::written_in(line) {
        let (directive, argument) = found?;
        check(context, directive, argument)?;
        if directive != Directive::Value {
            let mark = directive.mark(argument, line)?;
            // A statement is translated as the page is.
            let statement = match directive {
                Directive::Exercise => {
                    Exercise::named(context.project, argument)?.statement(context.project)?
                }
                _ => String::new(),
            };
            replaced = Some(format!("{statement}\n{mark}").trim_start().to_owned());
        }
    }
    Ok(replaced.unwrap_or_else(|| line.to_owned()))
}

/// What a directive names is there.
fn check(context: &Context, directive: Directive, argument: &str) -> Result<()> {
    let Context {
        project,
        runs,
        fails,
        listings,
        ..
    } = context;
    let runs = |name| known(name, runs, "listings/src/bin/");
    match directive {
        Directive::Output | Directive::Explore | Directive::Level | Directive::Sanitizer => {
            runs(argument)
        }
        // `NAME`, or `NAME VARIABLE=VALUE`, or `NAME -- ARGUMENT`.
        Directive::Command => {
            let (name, setting) = argument.split_once(' ').unwrap_or((argument, ""));
            runs(name)?;
            reads(project, name, setting)
        }
        // `NAME`, or `NAME scale OTHER` for two figures to be compared.
        Directive::Timeline => argument.split(" scale ").try_for_each(|name| {
            runs(name)?;
            Timeline::load(project, Lang::Fr, name).map(drop)
        }),
        Directive::Measure => {
            listings.comparisons.named(argument)?;
            Measure::load(project, Lang::Fr, argument).map(drop)
        }
        Directive::Session => listings.sessions.named(argument).map(drop),
        Directive::Exercise => Exercise::named(project, argument).map(drop),
        Directive::Schedule => {
            runs(argument)?;
            Graph::load(project, Lang::Fr, argument).map(drop)
        }
        Directive::Teaching => teaching::Table::named(argument).map(drop),
        // Held to the whole book, once it is there.
        Directive::Path | Directive::Verification => Ok(()),
        Directive::Compiler => known(argument, fails, "listings/fail/"),
        Directive::Value => value(project, listings, argument, Lang::Fr).map(drop),
        Directive::Include => bail!("an include stands in a block that says `rust`"),
    }
}

/// A setting that a command gives a listing is one that it reads.
fn reads(project: &Project, name: &str, setting: &str) -> Result<()> {
    if setting.is_empty() {
        return Ok(());
    }
    let word = match setting.strip_prefix("-- ") {
        Some(argument) => Some(argument),
        None => setting.split_once('=').map(|(variable, _)| variable),
    };
    let source = read(&Kind::Runs.path(project, name))?;
    if !word.is_some_and(|word| source.contains(&format!("\"{word}\""))) {
        bail!(
            "`{setting}` sets nothing that listing `{name}` reads; write VARIABLE=VALUE or -- ARGUMENT"
        );
    }
    Ok(())
}

fn known(name: &str, names: &[String], folder: &str) -> Result<()> {
    if !names.iter().any(|n| n == name) {
        bail!(
            "there is no `{name}` in {folder} ({})",
            closest(name, names.iter().map(String::as_str))
        );
    }
    Ok(())
}

/// `KIND:NAME:KEY`, the figure that a command measured.
pub(super) fn value(
    project: &Project,
    listings: &Listings,
    argument: &str,
    lang: Lang,
) -> Result<String> {
    let parts: Vec<&str> = argument.splitn(3, ':').collect();
    match parts[..] {
        ["recording", name, key] => Recording::load(project, lang, name)?.value(key, lang),
        ["explored", name, key] => Graph::load(project, lang, name)?.value(key, lang),
        ["measured", name, key] => {
            listings.comparisons.named(name)?;
            Measure::load(project, lang, name)?.value(key, lang)
        }
        ["session", name, key] => Transcript::load(project, lang, name)?.value(key, lang),
        ["python", name, key] => python::value(project, name, key),
        ["verified", "all", key] => verification::value(project, listings, key, lang),
        ["teaching", "minutes", key] => teaching::value(key, lang),
        _ => bail!(
            "{{{{#value {argument}}}}} is none of `recording:NAME:KEY`, `explored:NAME:KEY`, `measured:NAME:KEY`, `session:NAME:KEY`, `python:NAME:KEY`, `verified:all:KEY`, `teaching:minutes:KEY`"
        ),
    }
    .with_context(|| format!("{{{{#value {argument}}}}}"))
}

const ALERTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

/// `> [!NOTE]` as HTML around Markdown: the translated side of
/// mdbook-i18n-helpers 0.4 destroys the original form.
fn alerts(markdown: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    let mut in_code = false;
    for line in markdown.lines() {
        in_code ^= line.starts_with("```");
        let kind = ALERTS
            .iter()
            .find(|kind| line.trim() == format!("> [!{kind}]"));
        match kind {
            Some(kind) if !in_code => {
                inside = true;
                let kind = kind.to_lowercase();
                text.push_str(&format!(
                    "<blockquote class=\"cc-alert cc-alert--{kind}\">\n\n"
                ));
                continue;
            }
            _ => {}
        }
        if inside && !line.starts_with('>') {
            inside = false;
            text.push_str("\n</blockquote>\n\n");
        }
        let line = if inside {
            line.trim_start_matches('>').trim_start_matches(' ')
        } else {
            line
        };
        text.push_str(line);
        text.push('\n');
    }
    if inside {
        text.push_str("\n</blockquote>\n");
    }
    text
}

/// A definition list (`term`, then `: definition`) as HTML around Markdown, for
/// the same reason.
fn definitions(markdown: &str) -> String {
    let lines: Vec<&str> = markdown.lines().collect();
    let mut text = String::new();
    let mut open = false;
    let mut in_code = false;
    let defines = |at: usize| lines.get(at).is_some_and(|l| l.starts_with(": "));
    for (at, line) in lines.iter().enumerate() {
        in_code ^= line.starts_with("```");
        if in_code || line.starts_with("```") {
            text.push_str(line);
        } else if !line.is_empty() && !line.starts_with(": ") && defines(at + 1) {
            if !open {
                text.push_str("<dl>\n");
            }
            open = true;
            text.push_str(&format!("<dt>\n\n{line}\n\n</dt>"));
        } else if let (true, Some(definition)) = (open, line.strip_prefix(": ")) {
            text.push_str(&format!("<dd>\n\n{definition}\n\n</dd>"));
        } else if open && !line.is_empty() {
            open = false;
            text.push_str(&format!("</dl>\n\n{line}"));
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    if open {
        text.push_str("</dl>\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::small::SmallCourse;

    const FILES: &str = "\
//- listings/listings.toml
//- src/why/a.md
//- listings/src/bin/lunch.rs
// ANCHOR: cook
fn cook() {}
// ANCHOR_END: cook
//- listings/fail/burnt.rs
fn main() { x }
//- listings/own/Cargo.toml
# ANCHOR: tools
[features]
# ANCHOR_END: tools
//- listings/own/src/lib.rs
pub mod a;
//- listings/evidence/recordings/fr/lunch.txt
# date=2026-11-21 cores=2 rustc=1
12\tout\tPrêt
exit 0
//- listings/measures/measures.toml";

    const SPAWN: &str = r#"
        [comparison.spawn]
        title = { fr = "Lancer", en = "Starting" }
        cases = ["thread", "process"]
        size = 2
        small = 1
        bounds = { "process/thread.ratio" = [5.0, 100.0] }
        [case]
        thread = { fr = "thread", en = "thread" }
        process = { fr = "processus", en = "process" }
    "#;

    fn expanded(markdown: &str) -> Result<String> {
        let project = SmallCourse::new(&format!("{FILES}{SPAWN}"));
        expand(&Context::new(&project)?, Path::new("why/a.md"), markdown)
    }

    #[track_caller]
    fn check_refused(markdown: &str, expected: &str) {
        let error = expanded(markdown).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn an_include_is_put_in_and_remembers_its_listing() {
        let page = "```rust\n{{#include ../../listings/src/bin/lunch.rs:cook}}\n```\n";
        assert_eq!(
            expanded(page).unwrap().trim(),
            "```rust,runs=lunch,anchor=cook\nfn cook() {}\n```"
        );
        let page = "```rust\n{{#include ../../listings/fail/burnt.rs}}\n```\n";
        assert_eq!(
            expanded(page).unwrap().trim(),
            "```rust,fails=burnt\nfn main() { x }\n```"
        );
    }

    #[test]
    fn a_readers_own_package_is_shown_as_it_is() {
        let page = "```toml\n{{#include ../../listings/own/Cargo.toml:tools}}\n```\n";
        assert_eq!(
            expanded(page).unwrap().trim(),
            "```toml,own\n[features]\n```"
        );
        let page = "```rust\n{{#include ../../listings/own/src/lib.rs}}\n```\n";
        assert_eq!(
            expanded(page).unwrap().trim(),
            "```rust,own\npub mod a;\n```"
        );
        check_refused("```toml\n[features]\n```\n", "is not an include");
        check_refused(
            "```rust\n{{#include ../../listings/own/src/lib.rs:no}}\n```\n",
            "has no anchor `no`",
        );
    }

    #[test]
    fn a_missing_anchor_is_named_with_its_line_and_the_nearest() {
        check_refused(
            "a\n\n```rust\n{{#include ../../listings/src/bin/lunch.rs:cok}}\n```\n",
            "src/why/a.md:3: listing `lunch` has no anchor `cok` (closest: cook)",
        );
    }

    #[test]
    fn a_missing_listing_is_named_with_its_line_and_the_nearest() {
        let page =
            "```rust\n{{#include ../../listings/src/bin/lunsh.rs}}\n```\n\n{{#output lunsh}}\n";
        check_refused(
            page,
            "src/why/a.md:1: `../../listings/src/bin/lunsh.rs` is no listing",
        );
        check_refused(
            page,
            "src/why/a.md:5: there is no `lunsh` in listings/src/bin/ (closest: lunch)",
        );
    }

    #[test]
    fn rust_that_is_typed_in_is_refused() {
        check_refused("```rust\nfn main() {}\n```\n", "not an include");
        check_refused(
            "```rust,ignore\n{{#include ../../listings/src/bin/lunch.rs}}\n```\n",
            "write `rust` alone",
        );
    }

    #[test]
    fn a_command_gives_what_the_listing_reads() {
        check_refused("{{#command lunch NOON=1}}\n", "sets nothing");
        check_refused("{{#command lunch -- noon}}\n", "sets nothing");
    }

    #[test]
    fn a_value_is_checked_where_it_stands() {
        expanded("En {{#value recording:lunch:time.1}}.\n").unwrap();
        check_refused("a\n{{#value recording:lunch:time.2}}\n", "src/why/a.md:2:");
        check_refused("{{#value recording:dinner:time.1}}\n", "no recording");
        check_refused(
            "{{#value measured:spown:thread.median}}\n",
            "no comparison `spown` (closest: spawn",
        );
        check_refused(
            "{{#value measured:spawn:thread.median}}\n",
            "run `cargo course measure spawn`",
        );
        check_refused(
            "{{#valeur x}}\n",
            "unknown directive `valeur` (closest: value",
        );
    }

    #[test]
    fn a_command_sets_what_the_listing_reads() {
        let html = expanded("{{#command lunch}}\n").unwrap();
        assert!(
            html.contains(r#"data-course="command" data-name="lunch""#),
            "{html}"
        );
        check_refused(
            "{{#command lunch COOKS=2}}\n",
            "sets nothing that listing `lunch` reads",
        );
        check_refused("{{#command lunsh}}\n", "there is no `lunsh`");
    }

    #[test]
    fn a_measure_that_is_missing_is_named_with_its_remedy() {
        check_refused(
            "a\n\n{{#measure spown}}\n",
            "src/why/a.md:3: there is no comparison",
        );
        check_refused("{{#measure spawn}}\n", "run `cargo course measure spawn`");
    }

    #[test]
    fn alerts_and_definitions_survive_as_html() {
        let alert = alerts("> [!NOTE]\n> Un.\n>\n> Deux.\n\nTrois.\n");
        assert_eq!(
            alert,
            "<blockquote class=\"cc-alert cc-alert--note\">\n\nUn.\n\nDeux.\n\n</blockquote>\n\n\nTrois.\n"
        );
        let list = definitions("thread\n: un fil\n\nFin.\n");
        assert_eq!(
            list,
            "<dl>\n<dt>\n\nthread\n\n</dt>\n<dd>\n\nun fil\n\n</dd>\n\n</dl>\n\nFin.\n"
        );
    }
}
