//! What is known of every program of the course, and how: from the rules that
//! ask for it, and from what commands found.

use anyhow::{Result, bail};
use maud::html;

use super::explorer;
use crate::evidence::Evidence;
use crate::evidence::graph::Graph;
use crate::evidence::recording::Recording;
use crate::pages::edition::Edition;
use crate::pages::markup_block;
use crate::pages::quiz::inline;
use crate::pages::whole::{Page, Whole};
use crate::source::lang::Lang;
use crate::source::listing::witness::on_shuttle;
use crate::source::listing::{
    Ends, Explore, Kind, Listings, Mask, Memory, Output, Rule, Sanitizer, fail_names, message_path,
};
use crate::source::project::{Project, read};

/// The programs that the pages of a part are the first to show: a folder of
/// `src/`, or `opening` for the pages before the first part.
pub fn part(edition: &Edition, whole: &Whole, folder: &str) -> Result<String> {
    let is_in = |page: &Page| match page.path.split_once('/') {
        Some((own, _)) => own == folder,
        None => folder == "opening",
    };
    let mut shown = whole.first_shown();
    shown.retain(|(page, programs)| is_in(page) && !programs.is_empty());
    if shown.is_empty() {
        bail!(
            "{{{{#verification {folder}}}}}: no page of src/{folder}/ is the first to show a program"
        );
    }
    let mut pages = Vec::new();
    for (page, programs) in shown {
        let mut rows = Vec::new();
        for (kind, name, section) in programs {
            rows.push((page.address(section), name, says(edition, kind, name)?));
        }
        pages.push((page, rows));
    }
    Ok(markup_block(html! {
        div.cc-verified {
            @for (page, rows) in pages {
                h3 id=(page.stem()) { a href=(page.address("")) { (maud::PreEscaped(inline(&page.title))) } }
                ul {
                    @for (address, name, says) in rows {
                        li { a href=(address) { code { (name) } } " " (says) }
                    }
                }
            }
        }
    }))
}

/// How many programs something is known of, for a sentence.
pub fn value(project: &Project, listings: &Listings, key: &str, lang: Lang) -> Result<String> {
    let refused = fail_names(project)?.len();
    let count = |asks: &dyn Fn(&str, &Rule) -> bool| {
        let asks = |name: &&str| listings.rule(name).is_ok_and(|rule| asks(name, rule));
        listings.names().filter(asks).count()
    };
    let number = match key {
        "programs" => listings.names().count() + refused,
        "run" => listings.names().count(),
        "refused" => refused,
        "explored" => count(&|_, rule| rule.explore.is_some()),
        "bugs" => count(&|_, rule| rule.explore == Some(Explore::Bug)),
        "fixed" => count(&|_, rule| rule.explore == Some(Explore::Fixed)),
        "weak" => count(&|_, rule| rule.memory == Some(Memory::Weak)),
        "shuttle" => count(&on_shuttle),
        "timed" => count(&|_, rule| rule.timeline),
        "raced" => count(&|_, rule| rule.sanitizer.is_some()),
        "properties" => count(&|name, _| has_properties(project, name)),
        "compared" => listings.comparisons.iter().count(),
        "page" => count(&|_, rule| rule.excepted().is_none()),
        "home" => count(&|_, rule| rule.excepted().is_some()),
        _ => bail!(
            "`{key}` is none of programs, run, refused, explored, bugs, fixed, weak, shuttle, timed, raced, properties, compared, page, home"
        ),
    };
    Ok(lang.number(&number.to_string(), ""))
}

fn has_properties(project: &Project, name: &str) -> bool {
    let source = read(&Kind::Runs.path(project, name));
    source.is_ok_and(|source| source.contains("#[cfg(test)]"))
}

fn says(edition: &Edition, kind: &Kind, name: &str) -> Result<String> {
    let said = match kind {
        Kind::Fails => refused(edition, name)?,
        Kind::Runs => runs(edition, name)?,
        // Its own tests speak for it, and its page.
        Kind::Project => Vec::new(),
    };
    Ok(said.join(" · "))
}

/// The compiler's own codes, where it gives some.
fn refused(edition: &Edition, name: &str) -> Result<Vec<String>> {
    let message = read(&message_path(edition.project, name))?;
    let codes = message.split("error[").skip(1);
    let mut codes: Vec<&str> = codes.filter_map(|rest| rest.split(']').next()).collect();
    codes.dedup();
    let refused = edition
        .lang
        .pick("refusé par le compilateur", "refused by the compiler");
    Ok(vec![match codes.is_empty() {
        true => refused.into(),
        false => format!("{refused} ({})", codes.join(", ")),
    }])
}

fn runs(edition: &Edition, name: &str) -> Result<Vec<String>> {
    let (project, lang) = (edition.project, edition.lang);
    let rule = edition.listings.rule(name)?;
    // It is there, or the page is not built.
    Recording::load(project, lang, name)?;
    let mut said = Vec::new();
    let mut say = |fr: &str, en: &str| said.push(lang.pick(fr, en).to_owned());
    if rule.explore.is_some() {
        let graph = Graph::load(project, lang, name)?;
        let orders = explorer::verdict(&graph, lang);
        let ends = lang.number(&graph.outcomes.len().to_string(), "");
        let ends = match graph.outcomes.len() {
            1 => lang.pick("1 fin", "1 end").into(),
            _ => lang.pick(format!("{ends} fins"), format!("{ends} ends")),
        };
        say(
            &format!("exploré\u{a0}: {orders}, {ends}"),
            &format!("explored: {orders}, {ends}"),
        );
    }
    for (is_said, fr, en) in [
        (
            rule.memory == Some(Memory::Weak),
            "lectures anciennes",
            "old reads",
        ),
        (rule.spurious, "réveils intempestifs", "spurious wake-ups"),
        (rule.reuse, "adresses reprises", "reused addresses"),
        (on_shuttle(name, rule), "shuttle", "shuttle"),
        (has_properties(project, name), "propriétés", "properties"),
        (
            rule.sanitizer == Some(Sanitizer::Race),
            "ThreadSanitizer\u{a0}: course",
            "ThreadSanitizer: race",
        ),
        (
            rule.sanitizer == Some(Sanitizer::Clean),
            "ThreadSanitizer\u{a0}: rien",
            "ThreadSanitizer: nothing",
        ),
        (rule.timeline, "chronométré", "timed"),
        (rule.ends == Ends::Panic, "finit par une panique", "panics"),
        (rule.ends == Ends::Hang, "ne finit pas", "does not finish"),
        (
            rule.output == Output::AnyOrder,
            "lignes dans tout ordre",
            "lines in any order",
        ),
        (
            rule.output == Output::Set,
            "une des fins",
            "one of the ends",
        ),
        (
            rule.mask.contains(&Mask::Duration),
            "hors durées",
            "but for durations",
        ),
        (
            rule.mask.contains(&Mask::ThreadId),
            "hors numéros de thread",
            "but for thread ids",
        ),
        (
            rule.mask.contains(&Mask::Number),
            "hors nombres",
            "but for numbers",
        ),
    ] {
        if is_said {
            say(fr, en);
        }
    }
    match rule.excepted() {
        None => say("dans la page", "in the page"),
        Some(ground) => say(
            &format!("chez vous\u{a0}: {}", ground.topic(lang)),
            &format!("at home: {}", ground.topic(lang)),
        ),
    }
    Ok(said)
}
