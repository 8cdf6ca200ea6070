//! Every kind of page that mdBook makes from the theme has what a reader needs.

use scraper::{Html, Selector};
use tests::{html_files, report, twin};

/// In every page: what it is, where, and the way to other pages.
const EVERYWHERE: &[(&str, &str)] = &[
    ("html[lang]:not([lang=''])", "its language"),
    ("head > title:not(:empty)", "a title"),
    ("meta[charset]", "its character set"),
    ("meta[name=viewport]", "a viewport"),
    ("meta[http-equiv=Content-Security-Policy]", "the CSP"),
    ("main h1", "a title in its main landmark"),
];

/// In every page that stays on the screen.
const TO_READ: &[(&str, &str)] = &[
    ("body > a[href='#main']:first-child", "a skip link, first"),
    (
        "main#main[tabindex='-1']",
        "the main landmark that it leads to",
    ),
    ("nav[aria-label] ol a[href]", "the contents"),
    (
        "[role=search] label[for=search]",
        "a label for the search field",
    ),
    ("[role=search] input#search[type=search]", "a search field"),
    ("select.cc-theme option", "the choice of a theme"),
    ("a[hreflang][rel=alternate]", "a link to the other language"),
    ("meta[name=description]:not([content=''])", "a description"),
    ("link[rel=stylesheet]", "a style"),
    ("footer a[rel=license]", "the licence"),
];

const CHAPTER: &[(&str, &str)] = &[
    (
        "nav[aria-label] a[aria-current=page]",
        "its own place in the contents",
    ),
    ("nav a[rel=next], nav a[rel=prev]", "a neighbouring page"),
    ("main[data-pagefind-body]", "its text in the search index"),
];

const NOT_SEARCHED: &[(&str, &str)] = &[(
    "main[data-pagefind-ignore=all]",
    "a place out of the search index",
)];

const REDIRECT: &[(&str, &str)] = &[
    ("meta[http-equiv=refresh]", "the new address"),
    ("main a[href]", "a link to the new address"),
];

/// Refused by the CSP, or a page that only looks right.
const NOWHERE: &[(&str, &str)] = &[
    ("script:not([src])", "an inline script"),
    ("style", "an inline style sheet"),
    (
        "body *:not([style*='break-before'])[style]",
        "an inline style",
    ),
    (
        "[onclick], [onload], [onerror], [onchange]",
        "an inline handler",
    ),
    (
        "script[src^='http'], link[rel=stylesheet][href^='http'], img[src^='http']",
        "something fetched from another site",
    ),
];

#[test]
fn every_kind_of_page_has_what_a_reader_needs() {
    let pages = html_files(&twin().root.join("book")).expect("the site can be read");
    for kind in [
        "why/waiting.html",
        "index.html",
        "print.html",
        "404.html",
        "old/name.html",
    ] {
        assert!(
            pages.iter().any(|(name, _)| name == kind),
            "mdBook makes no {kind} any more; see what it makes instead"
        );
    }
    let problems = pages.iter().flat_map(|(name, html)| {
        let lacking = lacking(name, html).into_iter();
        lacking.map(move |problem| format!("{name} {problem}"))
    });
    report("mend theme/index.hbs or theme/redirect.hbs", problems);
}

fn needs(name: &str, html: &str) -> Vec<&'static (&'static str, &'static str)> {
    let name = name.strip_prefix("en/").unwrap_or(name);
    let more: &[&[(&str, &str)]] = match name {
        "old/name.html" => &[REDIRECT],
        _ if html.contains("http-equiv=\"refresh\"") => &[REDIRECT],
        "index.html" | "print.html" | "404.html" => &[TO_READ, NOT_SEARCHED],
        _ => &[TO_READ, CHAPTER],
    };
    EVERYWHERE
        .iter()
        .chain(more.iter().copied().flatten())
        .collect()
}

fn lacking(name: &str, html: &str) -> Vec<String> {
    if name.ends_with("toc.html") {
        return vec![
            "is mdBook's own frame, which no page shows; delete it in crates/course/src/site/steps.rs"
                .into(),
        ];
    }
    let page = Html::parse_document(html);
    let has = |selector: &str| {
        page.select(&Selector::parse(selector).unwrap())
            .next()
            .is_some()
    };
    let lacks = needs(name, html)
        .into_iter()
        .filter(|(selector, _)| !has(selector));
    let lacks = lacks.map(|(selector, what)| format!("lacks {what} ({selector})"));
    let holds = NOWHERE.iter().filter(|(selector, _)| has(selector));
    let holds = holds.map(|(selector, what)| format!("holds {what} ({selector})"));
    let policy = (!strict(&page)).then(|| "has a CSP that lets inline scripts run".to_owned());
    lacks.chain(holds).chain(policy).collect()
}

/// Scripts come from the site or not at all.
fn strict(page: &Html) -> bool {
    let selector = Selector::parse("meta[http-equiv=Content-Security-Policy]").unwrap();
    let policies = page
        .select(&selector)
        .filter_map(|meta| meta.attr("content"));
    let policies: Vec<&str> = policies.collect();
    policies.iter().all(|policy| {
        policy.contains("default-src 'none'")
            && !policy.contains("'unsafe-inline'")
            && !policy.contains("'unsafe-eval'")
    })
}

#[test]
fn what_is_lacking_is_found() {
    let bad = "<html><body onload=\"a()\"><style></style><p style=\"x\"></p><script>1</script></body></html>";
    let problems = lacking("old/name.html", bad);
    assert_eq!(
        problems.iter().filter(|p| p.starts_with("lacks")).count(),
        EVERYWHERE.len() + REDIRECT.len()
    );
    assert_eq!(
        problems.iter().filter(|p| p.starts_with("holds")).count(),
        4
    );
    let loose = "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline'\">";
    assert!(!strict(&Html::parse_document(loose)));
}
