//! What a page shows of a program: its code, a recorded run, a compiler's message
//! here; what takes more drawing or telling below.

pub mod explorer;
mod highlight;
pub mod measure;
pub mod telling;
pub mod timeline;

use anyhow::Result;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::edition::{Edition, source};
use super::{block, escape};
use crate::evidence::Evidence;
use crate::evidence::recording::{End, Made, Recording, Stream};
use crate::evidence::report::Report;
use crate::source::lang::Lang;
use crate::source::listing::{Ground, Kind, Rule};
use crate::source::project::read;
use highlight::highlight;

/// A listing and, below it, the bar that says how to run it.
pub fn listing(edition: &Edition, kind: &Kind, name: &str, code: &str, up: &str) -> Result<String> {
    let lang = edition.lang;
    let label = lang.pick(format!("Programme {name}"), format!("Program {name}"));
    let whole = source(edition, kind, name)?;
    let code_url = utf8_percent_encode(&whole, NON_ALPHANUMERIC);
    let mut threads = String::new();
    let (class, runs, start) = match kind {
        Kind::Runs => {
            let rule = edition.listings.rule(name)?;
            threads = threads_of(rule);
            let why = rule.excepted().map(|ground| why(ground, lang));
            (
                "cc-listing",
                why.as_ref().map_or(" data-runs=\"?\"", |_| ""),
                format!(
                    "{}<code class=\"cc-bar__command\">{}</code>",
                    why.unwrap_or_default(),
                    command(name, lang)
                ),
            )
        }
        Kind::Fails => (
            "cc-listing cc-listing--fails",
            "",
            format!(
                "<span class=\"cc-bar__fails\">{}</span>",
                lang.pick("Ne compile pas", "Does not compile")
            ),
        ),
    };
    let open_source = lang.pick("Source de", "Source of");
    let open_playground = lang.pick("Ouvrir dans le Playground", "Open in the Playground");
    let code = highlight(code, "rust");
    Ok(block(&format!(
        r#"<figure class="{class}" data-name="{name}"{threads}>
<pre tabindex="0" role="group" aria-label="{label}"><code class="cc-code" data-lang="rust">{code}</code></pre>
<figcaption class="cc-bar"{runs}>{start}<a class="cc-bar__source" href="{up}listings/{name}.rs.txt" aria-label="{open_source} {name}">Source</a><a class="cc-bar__playground" href="https://play.rust-lang.org/?version=stable&amp;mode=debug&amp;edition=2024&amp;code={code_url}" rel="external noreferrer" aria-label="{open_playground}">Playground</a></figcaption>
</figure>"#
    )))
}

/// For the page's script: how many threads the reader may ask for.
fn threads_of(rule: &Rule) -> String {
    let threads = rule.threads.as_ref();
    threads.map_or(String::new(), |threads| {
        format!(" data-threads=\"{threads}\"")
    })
}

/// In the place of ▶, before the command.
fn why(ground: Ground, lang: Lang) -> String {
    let why = ground.why(lang);
    let text = lang.pick(
        format!("Pas dans la page\u{a0}: {why}. Chez vous\u{a0}:"),
        format!("Not in the page: {why}. At home:"),
    );
    format!("<span class=\"cc-bar__why\">{text}</span>")
}

/// How a reader runs `NAME` at home, or `NAME VARIABLE=VALUE`.
pub fn command_with(argument: &str, lang: Lang) -> String {
    match argument.split_once(' ') {
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

/// Code that is no listing: a command to type, a file's extract.
pub fn plain(language: &str, code: &str, lang: Lang) -> String {
    let label = match language {
        "console" => lang.pick("Commandes à taper", "Commands to type"),
        _ => lang.pick("Extrait", "Excerpt"),
    };
    let code = highlight(code, language);
    block(&format!(
        r#"<figure class="cc-listing cc-listing--plain">
<pre tabindex="0" role="group" aria-label="{label}"><code class="cc-code" data-lang="{language}">{code}</code></pre>
</figure>"#
    ))
}

/// A recorded run.
pub fn output(edition: &Edition, name: &str) -> Result<String> {
    let lang = edition.lang;
    let run = Recording::load(edition.project, lang, name)?;
    let mut lines = String::new();
    for line in &run.lines {
        let class = match line.stream {
            Stream::Out => "",
            Stream::Err => " cc-output__line--err",
        };
        lines.push_str(&format!(
            "<span class=\"cc-output__line{class}\" data-ms=\"{ms}\"><span class=\"cc-output__time\">{time}</span>{text}\n</span>",
            ms = line.ms,
            time = lang.instant(line.ms),
            text = escape(&line.text),
        ));
    }
    let end = match run.end {
        End::Exit(0) => String::new(),
        End::Exit(code) => lang.pick(
            format!("Terminé avec le code de sortie {code}."),
            format!("Ended with exit code {code}."),
        ),
        End::Panic => lang.pick(
            "Terminé par une panique, code de sortie 101.".into(),
            "Ended with a panic, exit code 101.".into(),
        ),
        End::Limit => lang.pick(
            "Ne se termine pas : arrêté par la limite de temps.".replace(" :", "\u{a0}:"),
            "Did not finish: stopped by the time limit.".into(),
        ),
    };
    let end = match end.as_str() {
        "" => end,
        _ => format!("\n<p class=\"cc-output__end\">{end}</p>"),
    };
    let title = lang.pick("Ce que le programme a affiché", "What the program printed");
    let label = lang.pick(format!("Sortie de {name}"), format!("Output of {name}"));
    let when = when(&run.made, lang);
    let threads = threads_of(edition.listings.rule(name)?);
    Ok(block(&format!(
        r#"<cc-run data-name="{name}"{threads}>
<figure class="cc-output" data-name="{name}">
<figcaption>{title} <span class="cc-output__when">{when}</span></figcaption>
<pre tabindex="0" role="group" aria-label="{label}"><code>{lines}</code></pre>{end}
</figure>
</cc-run>"#
    )))
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
    let path = edition
        .project
        .listings()
        .join(format!("fail/{name}.stderr"));
    if !path.is_file() {
        anyhow::bail!(
            "program `{name}` has no compiler message yet; run `cargo course record {name}`"
        );
    }
    // trybuild's mark for the folder of the program.
    let message = read(&path)?.replace("$DIR/", "");
    let title = lang.pick("Le message du compilateur", "The compiler’s message");
    let label = lang.pick(
        format!("Message du compilateur sur {name}"),
        format!("Compiler message for {name}"),
    );
    Ok(message_of_tool(name, title, &label, &message))
}

/// What ThreadSanitizer says of a data race.
pub fn sanitizer(edition: &Edition, name: &str) -> Result<String> {
    let lang = edition.lang;
    let report = Report::load(edition.project, lang, name)?;
    let title = lang.pick(
        "Le rapport de ThreadSanitizer",
        "The report of ThreadSanitizer",
    );
    let title = format!(
        "{title} <span class=\"cc-output__when\">rustc {}</span>",
        escape(&report.rustc)
    );
    let label = lang.pick(
        format!("Rapport de ThreadSanitizer sur {name}"),
        format!("Report of ThreadSanitizer for {name}"),
    );
    Ok(message_of_tool(name, &title, &label, &report.lines))
}

/// A message that is the same in both languages.
fn message_of_tool(name: &str, title: &str, label: &str, message: &str) -> String {
    let message = escape(message.trim_end());
    block(&format!(
        r#"<figure class="cc-output cc-output--compiler" data-name="{name}">
<figcaption>{title}</figcaption>
<pre tabindex="0" role="group" aria-label="{label}"><code lang="en">{message}</code></pre>
</figure>"#
    ))
}
