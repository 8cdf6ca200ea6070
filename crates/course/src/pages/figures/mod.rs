//! What a page shows of a program: its code, a recorded run, a compiler's message
//! here; what takes more drawing below.

pub mod explorer;
mod highlight;
pub mod measure;
pub mod timeline;

use anyhow::Result;
use maud::{Markup, PreEscaped, html};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::edition::{Edition, source};
use super::markup_block;
use super::quiz::inline;
use crate::evidence::Evidence;
use crate::evidence::recording::{End, Made, Recording, Stream};
use crate::evidence::report::Report;
use crate::evidence::session::Transcript;
use crate::source::exercise::{Exercise, STUB};
use crate::source::lang::Lang;
use crate::source::listing::{Ground, Kind, Rule, message_path};
use crate::source::project::read;
use highlight::highlight;

/// A listing and, below it, the bar that says how to run it.
pub fn listing(edition: &Edition, kind: Kind, name: &str, code: &str, up: &str) -> Result<String> {
    let lang = edition.lang;
    let whole = source(edition, kind, name)?;
    // Its files are not there.
    let elsewhere = kind != Kind::Project && !whole.contains("include_str!");
    let whole = utf8_percent_encode(&whole, NON_ALPHANUMERIC);
    let playground =
        format!("https://play.rust-lang.org/?version=stable&mode=debug&edition=2024&code={whole}");
    let fails = kind == Kind::Fails;
    let rule = match kind {
        Kind::Runs => Some(edition.listings.rule(name)?),
        Kind::Fails | Kind::Project => None,
    };
    let excepted = rule.and_then(Rule::excepted);
    Ok(markup_block(html! {
        figure class={ "cc-listing" @if fails { " cc-listing--fails" } } data-name=(name) data-threads=[rule.and_then(threads)] {
            pre tabindex="0" role="group" aria-label={ (lang.pick("Programme ", "Program ")) (name) } {
                code.cc-code data-lang="rust" { (highlight(code, "rust")) }
            }
            figcaption.cc-bar data-runs=[(kind == Kind::Runs && excepted.is_none()).then_some("?")] {
                @if fails {
                    span.cc-bar__fails { (lang.pick("Ne compile pas", "Does not compile")) }
                } @else {
                    // In the place of ▶, before the command.
                    @if let Some(ground) = excepted {
                        span.cc-bar__why { (why(ground, lang)) }
                    }
                    code.cc-bar__command {
                        @match kind {
                            Kind::Project => { "projects/" (name) ".rs" }
                            _ => { (command(name, lang)) }
                        }
                    }
                }
                a.cc-bar__source href={ (up) "listings/" (name) ".rs.txt" } aria-label={ (lang.pick("Source de ", "Source of ")) (name) } { "Source" }
                @if elsewhere {
                    a.cc-bar__playground href=(playground) rel="external noreferrer" aria-label=(lang.pick("Ouvrir dans le Playground", "Open in the Playground")) { "Playground" }
                }
            }
        }
    }))
}

/// For the page's script: how many threads the reader may ask for.
fn threads(rule: &Rule) -> Option<String> {
    rule.threads.as_ref().map(|threads| threads.to_string())
}

fn why(ground: Ground, lang: Lang) -> String {
    let why = ground.why(lang);
    lang.pick(
        format!("Pas dans la page\u{a0}: {why}. Chez vous\u{a0}:"),
        format!("Not in the page: {why}. At home:"),
    )
}

/// How a reader runs `NAME` at home, or `NAME VARIABLE=VALUE`, or
/// `NAME -- ARGUMENT`.
pub fn command_with(argument: &str, lang: Lang) -> String {
    match argument.split_once(' ') {
        Some((name, setting)) if setting.starts_with("-- ") => {
            format!("{} {setting}", command(name, lang))
        }
        Some((name, setting)) => format!("{setting} {}", command(name, lang)),
        None => command(argument, lang),
    }
}

/// How a reader runs a listing at home, in this language.
pub fn command(name: &str, lang: Lang) -> String {
    lang.pick(
        format!("cargo run -p listings --bin {name}"),
        format!("cargo course run {name} --lang en"),
    )
}

/// What an exercise gives, its hints, how to open it, and a box that is ticked
/// once it is done.
pub fn exercise(edition: &Edition, name: &str) -> Result<String> {
    let (project, lang) = (edition.project, edition.lang);
    let exercise = Exercise::named(project, name)?;
    let stub = exercise.code(project, STUB, edition.translations)?;
    let hints = exercise
        .hints
        .iter()
        .map(|hint| match edition.translations {
            Some(translations) => translations.line(hint),
            None => Ok(hint.clone()),
        });
    let hints: Vec<String> = hints.collect::<Result<_>>()?;
    Ok(markup_block(html! {
        cc-exercise data-name=(name) {
            figure.cc-listing {
                pre tabindex="0" role="group" aria-label={ (lang.pick("À compléter\u{a0}: ", "To complete: ")) (name) } {
                    code.cc-code data-lang="rust" { (highlight(&stub, "rust")) }
                }
                figcaption.cc-bar {
                    code.cc-bar__command { "cargo course exercise " (name) (lang.pick("", " --lang en")) }
                }
            }
            @for (hint, rank) in hints.iter().zip(1..) {
                details.cc-exercise__hint {
                    summary { (lang.pick("Indice ", "Hint ")) (rank) }
                    p { (PreEscaped(inline(hint))) }
                }
            }
        }
    }))
}

/// Code that is no listing: a command to type, a file's extract.
pub fn plain(language: &str, code: &str, lang: Lang) -> String {
    let label = match language {
        "console" => lang.pick("Commandes à taper", "Commands to type"),
        _ => lang.pick("Extrait", "Excerpt"),
    };
    markup_block(html! {
        figure.cc-listing."cc-listing--plain" {
            pre tabindex="0" role="group" aria-label=(label) {
                code.cc-code data-lang=(language) { (highlight(code, language)) }
            }
        }
    })
}

/// A recorded run.
pub fn output(edition: &Edition, name: &str) -> Result<String> {
    let lang = edition.lang;
    let run = Recording::load(edition.project, lang, name)?;
    let rule = edition.listings.rule(name)?;
    let end = match run.end {
        End::Exit(0) => None,
        End::Exit(code) => Some(lang.pick(
            format!("Terminé avec le code de sortie {code}."),
            format!("Ended with exit code {code}."),
        )),
        End::Panic => Some(lang.pick(
            "Terminé par une panique, code de sortie 101.".into(),
            "Ended with a panic, exit code 101.".into(),
        )),
        End::Limit => Some(lang.pick(
            "Ne se termine pas\u{a0}: arrêté par la limite de temps.".into(),
            "Did not finish: stopped by the time limit.".into(),
        )),
    };
    Ok(markup_block(html! {
        cc-run data-name=(name) data-threads=[threads(rule)] {
            figure.cc-output data-name=(name) {
                figcaption {
                    (lang.pick("Ce que le programme a affiché", "What the program printed")) " "
                    span.cc-output__when { (when(&run.made, lang)) }
                }
                pre tabindex="0" role="group" aria-label={ (lang.pick("Sortie de ", "Output of ")) (name) } {
                    code {
                        @for line in &run.lines {
                            span class={ "cc-output__line" @if line.stream == Stream::Err { " cc-output__line--err" } } data-ms=(line.ms) {
                                span.cc-output__time { (lang.instant(line.ms)) }
                                (line.text) "\n"
                            }
                        }
                    }
                }
                @if let Some(end) = end {
                    p.cc-output__end { (end) }
                }
            }
        }
    }))
}

/// Where and when a run was made.
pub fn when(made: &Made, lang: Lang) -> String {
    let cores = match (made.cores.as_str(), lang) {
        ("1", Lang::Fr) => "1 cœur".into(),
        ("1", Lang::En) => "1 core".into(),
        (n, Lang::Fr) => format!("{n} cœurs"),
        (n, Lang::En) => format!("{n} cores"),
    };
    format!("{} · {cores} · rustc {}", lang.date(&made.date), made.rustc)
}

/// What the compiler says of a program that must not compile.
pub fn compiler(edition: &Edition, name: &str) -> Result<String> {
    let lang = edition.lang;
    let path = message_path(edition.project, name);
    if !path.is_file() {
        anyhow::bail!(
            "program `{name}` has no compiler message yet; run `cargo course record {name}`"
        );
    }
    let message = read(&path)?;
    let title = html! { (lang.pick("Le message du compilateur", "The compiler’s message")) };
    let label = lang.pick("Message du compilateur sur ", "Compiler message for ");
    Ok(message_of_tool(name, title, label, &message))
}

/// What ThreadSanitizer says of a data race.
pub fn sanitizer(edition: &Edition, name: &str) -> Result<String> {
    let lang = edition.lang;
    let report = Report::load(edition.project, lang, name)?;
    let title = html! {
        (lang.pick("Le rapport de ThreadSanitizer", "The report of ThreadSanitizer")) " "
        span.cc-output__when { "rustc " (report.rustc) }
    };
    let label = lang.pick(
        "Rapport de ThreadSanitizer sur ",
        "Report of ThreadSanitizer for ",
    );
    Ok(message_of_tool(name, title, label, &report.lines))
}

/// Commands, and what they printed: the same in both languages, unless the session
/// has an English twin.
pub fn session(edition: &Edition, name: &str) -> Result<String> {
    let lang = edition.lang;
    let (name, session) = edition.listings.sessions.read_in(name, lang)?;
    let transcript = Transcript::load(edition.project, lang, name)?;
    transcript.check(name, session)?;
    let label = lang.pick(
        "Commandes et leur sortie\u{a0}: ",
        "Commands and their output: ",
    );
    Ok(markup_block(html! {
        figure.cc-output."cc-output--compiler" data-name=(name) {
            figcaption {
                (lang.pick("Ce que ces commandes ont affiché", "What these commands printed")) " "
                span.cc-output__when { (transcript.version) }
            }
            pre tabindex="0" role="group" aria-label={ (label) (name) } {
                code lang="en" {
                    @for line in &transcript.lines {
                        @if Transcript::is_typed(line, session) {
                            b { (line) } "\n"
                        } @else {
                            (line) "\n"
                        }
                    }
                }
            }
        }
    }))
}

/// A message that is the same in both languages.
fn message_of_tool(name: &str, title: Markup, label: &str, message: &str) -> String {
    markup_block(html! {
        figure.cc-output."cc-output--compiler" data-name=(name) {
            figcaption { (title) }
            pre tabindex="0" role="group" aria-label={ (label) (name) } {
                code lang="en" { (message.trim_end()) }
            }
        }
    })
}
