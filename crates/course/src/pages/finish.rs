//! Step 3: a page in its language, as HTML wherever Markdown falls short.

use std::sync::LazyLock;

use anyhow::{Context, Result, bail};
use maud::html;
use mdbook_driver::book::Chapter;
use regex::Regex;

use super::directive::Directive;
use super::edition::Edition;
use super::figures::{self, explorer, measure, teaching, timeline, verification};
use super::whole::Whole;
use super::{Part, block, crumb, expand, parts, quiz, try_replace};
use crate::source::lang::Lang;
use crate::source::listing::Kind;

pub fn finish(
    edition: &Edition,
    whole: &Whole,
    chapter: &Chapter,
    part: Option<&str>,
) -> Result<String> {
    let lang = edition.lang;
    let depth = chapter
        .path
        .as_ref()
        .map_or(0, |path| path.components().count() - 1);
    let up = "../".repeat(depth);
    let page = || format!("page {} ({})", chapter.name, lang.code());

    let mut text = crumb::crumb(chapter, part, lang);
    for part in parts(&chapter.content) {
        match part {
            Part::Code {
                info, text: code, ..
            } => {
                text.push_str(&figure(edition, &info, &code, &up).with_context(page)?);
            }
            Part::Prose { text: prose, .. } => {
                text.push_str(&directives(edition, whole, &prose, &up).with_context(page)?);
            }
        }
    }
    let text = quiz::render_all(&text, lang).with_context(page)?;
    let text = quiz::checklist(&text).with_context(page)?;
    Ok(tables(&text, lang))
}

fn figure(edition: &Edition, info: &str, code: &str, up: &str) -> Result<String> {
    let mut words = info.split(',');
    let language = words.next().unwrap_or_default();
    for word in words {
        if let Some((word, name)) = word.split_once('=')
            && let Some(kind) = Kind::ALL.into_iter().find(|kind| kind.word() == word)
        {
            return figures::listing(edition, kind, name, code, up);
        }
    }
    Ok(figures::plain(language, code, edition.lang))
}

/// A link to another site.
static OUTSIDE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[([^\]]+)\]\((https?://[^)]+)\)").unwrap());
static ALERT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r#"<blockquote class="cc-alert cc-alert--(\w+)">"#).unwrap());

fn directives(edition: &Edition, whole: &Whole, prose: &str, up: &str) -> Result<String> {
    let lang = edition.lang;
    let text = Directive::replace_marks(prose, |directive, argument| match directive {
        Directive::Output => figures::output(edition, argument),
        Directive::Exercise => figures::exercise(edition, argument),
        Directive::Explore => explorer::explorer(edition, argument, up),
        Directive::Level => explorer::level(edition, argument, up),
        Directive::Measure => measure::measure(edition, argument),
        Directive::Path => teaching::path(edition, whole, argument),
        Directive::Schedule => teaching::schedule(edition, whole, argument),
        Directive::Teaching => teaching::table(edition, whole, argument),
        Directive::Verification => verification::part(edition, whole, argument),
        Directive::Timeline => timeline::timeline(edition, argument),
        Directive::Command => {
            let command = figures::command_with(argument, lang);
            Ok(figures::plain("console", &command, lang))
        }
        Directive::Compiler => figures::compiler(edition, argument),
        Directive::Sanitizer => figures::sanitizer(edition, argument),
        Directive::Session => figures::session(edition, argument),
        Directive::Include | Directive::Value => bail!("`{argument}` is no figure"),
    })?;
    let text = Directive::replace_values(&text, |argument| {
        expand::value(edition.project, edition.listings, argument, lang)
    })?;
    let text = OUTSIDE.replace_all(&text, r#"<a href="$2" rel="external noreferrer">$1</a>"#);
    try_replace(&ALERT, &text, |found| {
        let title = html! { p.cc-alert__title { (alert(&found[1], lang)) } };
        Ok([&found[0], "\n", &title.0].concat())
    })
}

fn alert(kind: &str, lang: Lang) -> &'static str {
    let (fr, en) = match kind {
        "tip" => ("Conseil", "Tip"),
        "important" => ("Important", "Important"),
        "warning" => ("Attention", "Warning"),
        "caution" => ("Danger", "Caution"),
        _ => ("Remarque", "Note"),
    };
    lang.pick(fr, en)
}

/// A table scrolls by itself where the page is narrow, and says what it is to
/// those who reach it by keyboard: the heading above it.
fn tables(markdown: &str, lang: Lang) -> String {
    let mut text = String::new();
    let mut heading = String::new();
    let mut inside = false;
    let mut in_figure = false;
    for line in markdown.lines() {
        in_figure |= line.starts_with("<figure");
        if in_figure {
            in_figure = !line.contains("</figure>");
        } else {
            if let Some((title, _)) = super::heading(line) {
                heading = title.replace('`', "");
            }
            if !inside && line.starts_with('|') {
                inside = true;
                let what = lang.pick("Tableau\u{a0}: ", "Table: ");
                let table = html! { div.cc-table tabindex="0" role="group" aria-label={ (what) (heading) } {} };
                // What follows is Markdown.
                text.push_str(&block(table.0.trim_end_matches("</div>")));
            } else if inside && !line.starts_with('|') {
                inside = false;
                text.push_str("\n</div>\n\n");
            }
        }
        text.push_str(line);
        text.push('\n');
    }
    if inside {
        text.push_str("\n</div>\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::listing::Listings;
    use crate::source::po::Po;
    use crate::source::small::SmallCourse;

    const PO: &str = "msgid \"\"\nmsgstr \"Language: en\\nContent-Type: text/plain; charset=UTF-8\\n\"\n\nmsgid \"\\\"Prêt\\\"\"\nmsgstr \"\\\"Ready\\\"\"\n";

    const FILES: &str = "
//- listings/src/bin/lunch.rs
fn main() {
    println!(\"Prêt\");
}
//- listings/src/bin/copy.rs
fn main() {}
//- listings/listings.toml
[copy]
browser = \"no: files\"
//- listings/fail/burnt.rs
fn main() { x }
//- listings/fail/burnt.stderr
error: `x` & <y>
//- listings/evidence/reports/lunch.txt
# rustc=1.97.0-nightly (x)
    #0 lunch::<eat> lunch.rs:3
//- listings/evidence/recordings/fr/lunch.txt
# date=2026-11-21 cores=2 rustc=1
1203\tout\tPrêt
exit 0
//- listings/evidence/recordings/en/lunch.txt
# date=2026-11-21 cores=2 rustc=1
1203\tout\tReady
1210\terr\tno!
panic
";

    fn finished(markdown: &str, lang: Lang) -> String {
        let project = SmallCourse::new(FILES);
        let translations = Po::parse("po/en.po", PO).unwrap().translations();
        let edition = Edition {
            project: &project,
            lang,
            translations: Some(&translations).filter(|_| lang == Lang::En),
            listings: &Listings::load(&project).unwrap(),
        };
        let chapter = Chapter::new("Manger", markdown.into(), "why/eat.md", Vec::new());
        finish(&edition, &Whole::default(), &chapter, Some("Pourquoi")).unwrap()
    }

    #[test]
    fn a_listing_gets_its_bar() {
        let page = "```rust,runs=lunch\nfn main() {}\n```\n";
        let french = finished(page, Lang::Fr);
        assert!(
            french.contains("cargo run -p listings --bin lunch"),
            "{french}"
        );
        assert!(
            french.contains("href=\"../listings/lunch.rs.txt\" aria-label=\"Source de lunch"),
            "{french}"
        );
        let english = finished(page, Lang::En);
        assert!(
            english.contains("cargo course run lunch --lang en"),
            "{english}"
        );
        assert!(
            english.contains("Ready"),
            "the Playground gets the English program: {english}"
        );
    }

    #[test]
    fn a_listing_that_runs_at_home_only_says_why() {
        let page = |name| format!("```rust,runs={name}\nfn main() {{}}\n```\n");
        let french = finished(&page("copy"), Lang::Fr);
        let why = "Pas dans la page\u{a0}: il lit ou écrit des fichiers, et une page n’en a pas. Chez vous\u{a0}:";
        assert!(french.contains(why), "{french}");
        assert!(!french.contains("data-runs"), "no room for ▶: {french}");
        let english = finished(&page("copy"), Lang::En);
        let why = "Not in the page: it reads or writes files, and a page has none. At home:";
        assert!(english.contains(why), "{english}");
        let runs = finished(&page("lunch"), Lang::Fr);
        assert!(
            runs.contains("data-runs") && !runs.contains("Pas dans la page"),
            "{runs}"
        );
    }

    #[test]
    fn a_recorded_run_is_shown_with_its_times_and_its_end() {
        let page = "<div data-course=\"output\" data-name=\"lunch\"></div>\n\nEn {{#value recording:lunch:time.1}}.\n";
        let french = finished(page, Lang::Fr);
        assert!(french.contains("1,2\u{202f}s</span>Prêt"), "{french}");
        assert!(french.contains("En 1,2\u{202f}s."), "{french}");
        assert!(!french.contains("cc-output__end"), "{french}");
        let english = finished(page, Lang::En);
        assert!(
            english.contains("cc-output__line--err") && english.contains("Ended with a panic"),
            "{english}"
        );
    }

    #[test]
    fn a_compiler_message_is_escaped() {
        let html = finished(
            "<div data-course=\"compiler\" data-name=\"burnt\"></div>\n",
            Lang::En,
        );
        assert!(html.contains("error: `x` &amp; &lt;y&gt;"), "{html}");
    }

    #[test]
    fn a_report_of_the_sanitizer_says_which_compiler_made_it() {
        let page = "<div data-course=\"sanitizer\" data-name=\"lunch\"></div>\n";
        let french = finished(page, Lang::Fr);
        assert!(
            french.contains("Le rapport de ThreadSanitizer <span class=\"cc-output__when\">rustc 1.97.0-nightly (x)</span>"),
            "{french}"
        );
        let english = finished(page, Lang::En);
        assert!(
            english.contains("#0 lunch::&lt;eat&gt; lunch.rs:3"),
            "{english}"
        );
        assert!(!english.contains("# rustc="), "{english}");
    }

    #[test]
    fn a_command_runs_the_program_of_the_language() {
        let page = "<div data-course=\"command\" data-name=\"lunch\"></div>\n";
        assert!(finished(page, Lang::Fr).contains("cargo run -p listings --bin lunch"));
        assert!(finished(page, Lang::En).contains("cargo course run lunch --lang en"));
        let page = page.replace("lunch", "lunch COOKS=2");
        assert!(finished(&page, Lang::Fr).contains("COOKS=2 cargo run -p listings --bin lunch"));
    }

    #[test]
    fn an_alert_is_titled_in_the_language() {
        let page = "<blockquote class=\"cc-alert cc-alert--warning\">\n\nUn.\n\n</blockquote>\n";
        assert!(finished(page, Lang::Fr).contains("Attention"));
        assert!(finished(page, Lang::En).contains("Warning"));
    }

    #[test]
    fn a_link_to_another_site_says_so() {
        let html = finished(
            "Voyez [rustup](https://rustup.rs/) et [ici](a.md).\n",
            Lang::Fr,
        );
        let link = r#"<a href="https://rustup.rs/" rel="external noreferrer">rustup</a>"#;
        assert!(
            html.contains(link) && html.contains("[ici](a.md)"),
            "{html}"
        );
    }

    #[test]
    fn a_table_is_named_by_its_heading() {
        let html = finished(
            "## Le `join` {#join}\n\n| a |\n| --- |\n| b |\n\nFin.\n",
            Lang::Fr,
        );
        assert!(
            html.contains("aria-label=\"Tableau\u{a0}: Le join\""),
            "{html}"
        );
        assert!(html.contains("| b |\n\n</div>"), "{html}");
    }
}
