//! Every link of the built site leads somewhere, at any address it is put.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use course::pages::book::Published;
use course::source::project::Project;
use percent_encoding::percent_decode_str;
use scraper::{Html, Selector};
use tests::{html_files, project, report, site, twin};

#[test]
fn every_link_leads_somewhere() {
    report("mend these links", broken(site(), &address(&project())));
}

#[test]
fn every_link_leads_somewhere_under_a_path() {
    let book = twin().root.join("book");
    let lost = std::fs::read_to_string(book.join("404.html")).expect("there is a 404.html");
    let address = address(twin());
    let root = root(&address);
    assert!(
        root != "/" && lost.contains(&format!("href=\"{root}")),
        "404.html links to no page of {root}; see crates/course/src/site/steps.rs"
    );
    report(
        "mend these links: they fail when the site is not at the root of its host",
        broken(&book, &address),
    );
}

/// Where a site is published, with a `/` at the end.
fn address(project: &Project) -> String {
    let published = Published::load(project).expect("book.toml can be read");
    let site = published.site.unwrap_or("https://localhost".into());
    format!("{}/", site.trim_end_matches('/'))
}

/// The path of an address on its host.
fn root(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    let path = address[host..].find('/').unwrap_or_default();
    &address[host + path..]
}

/// What a page gives and asks for.
struct Page {
    ids: BTreeSet<String>,
    /// The listings whose orders it lets the reader walk.
    walked: BTreeSet<String>,
    /// The link, and whether it carries a `rel`.
    links: Vec<(String, bool)>,
}

fn broken(site: &Path, address: &str) -> Vec<String> {
    let html = html_files(site).expect("the site can be read");
    let pages: BTreeMap<String, Page> = html
        .into_iter()
        .map(|(name, text)| {
            // Its template loads no widget: what chapters tell theirs is told to nobody.
            let widgets = !name.ends_with("print.html");
            (name, parse(&text, widgets))
        })
        .collect();
    let mut problems = BTreeSet::new();
    for (name, page) in &pages {
        for link in &page.links {
            if let Some(problem) = wrong(name, link, address, site, &pages) {
                problems.insert(format!("{name}: {}: {problem}", link.0));
            }
        }
    }
    problems.into_iter().collect()
}

fn parse(html: &str, widgets: bool) -> Page {
    let page = Html::parse_document(html);
    let all = Selector::parse("*").unwrap();
    let mut ids = BTreeSet::new();
    let mut links = Vec::new();
    let figure = Selector::parse(".cc-explorer[data-name]").unwrap();
    let figures = page.select(&figure);
    let walked = figures
        .filter_map(|figure| figure.attr("data-name").map(str::to_owned))
        .collect();
    for element in page.select(&all) {
        ids.extend(element.attr("id").map(str::to_owned));
        for (name, value) in element.value().attrs() {
            let found: Vec<&str> = match name {
                "href" | "src" => vec![value],
                // What a script loads: one file, or several.
                _ if widgets && name.starts_with("data-") => {
                    value.split(' ').filter(|v| is_file(v)).collect()
                }
                _ => Vec::new(),
            };
            let rel = element.attr("rel").is_some();
            links.extend(found.into_iter().map(|link| (link.to_owned(), rel)));
        }
    }
    Page { ids, walked, links }
}

/// Whether a word of a `data-` attribute names a file of the site.
fn is_file(word: &str) -> bool {
    const ENDINGS: [&str; 5] = [".html", ".js", ".json", ".txt", ".wasm"];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// What is wrong with a link of a page.
fn wrong(
    page: &str,
    (link, rel): &(String, bool),
    address: &str,
    site: &Path,
    pages: &BTreeMap<String, Page>,
) -> Option<String> {
    let own = link.strip_prefix(address);
    let other_site = link.contains("://") || link.starts_with("//");
    if link.starts_with("data:") || (other_site && own.is_none()) {
        let https = link.starts_with("https://") || link.starts_with("data:");
        return match (https, other_site && !rel) {
            (false, _) => Some("https only".into()),
            (true, true) => Some("a link to another site says rel=\"…\"".into()),
            (true, false) => None,
        };
    }
    let (path, id) = link.split_once('#').unwrap_or((link, ""));
    let path = percent_decode_str(path.split('?').next()?).decode_utf8_lossy();
    let file = match own {
        Some(_) => path.strip_prefix(address)?.to_owned(),
        None => match target(page, &path, root(address)) {
            Ok(file) => file,
            Err(problem) => return Some(problem),
        },
    };
    let file = match file.is_empty() || file.ends_with('/') {
        true => file + "index.html",
        false => file,
    };
    if !site.join(&file).is_file() {
        return Some("no such file".into());
    }
    // An order of a listing, in the figure that lets the reader walk it.
    if let Some((name, _)) = id.split_once('=') {
        let there = pages
            .get(&file)
            .is_some_and(|page| page.walked.contains(name));
        return (!there).then(|| format!("{file} has no figure of `{name}` to walk"));
    }
    let there = pages.get(&file).is_none_or(|page| page.ids.contains(id));
    (!id.is_empty() && !there).then(|| format!("{file} has no id `{id}`"))
}

/// The file of the site that a path leads to. 404.html is served at any depth,
/// so it alone links from the root.
fn target(page: &str, path: &str, root: &str) -> Result<String, String> {
    let lost = page.ends_with("404.html");
    match path.strip_prefix('/') {
        Some(_) if !lost => Err("relative links only".into()),
        Some(_) => path
            .strip_prefix(root)
            .map(str::to_owned)
            .ok_or(format!("outside of {root}")),
        None if path.is_empty() => Ok(page.into()),
        None if lost => Err("404.html is served at any depth; link from the root".into()),
        None => from(page, path).ok_or("outside of the site".into()),
    }
}

/// A relative path from a page, from the site's root.
fn from(page: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[test]
fn broken_links_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, html: &str| {
        course::source::project::write(&folder.path().join(name), html).unwrap()
    };
    write("b.html", "<h2 id=\"here\"></h2>");
    let check = |page: &str, html: &str| {
        write(page, html);
        let problems = broken(folder.path(), "https://localhost/");
        std::fs::remove_file(folder.path().join(page)).unwrap();
        problems.len()
    };
    assert_eq!(
        check(
            "d/a.html",
            "<a href=\"../b.html#here\"></a><a rel=x href=\"https://a.org\"></a>"
        ),
        0
    );
    assert_eq!(check("d/a.html", "<a href=\"\"></a><a href=\"#\"></a>"), 0);
    for bad in [
        "../b.html#there",
        "b.html",
        "/b.html",
        "../../b.html",
        "http://a.org",
        "https://a.org",
        "#me",
    ] {
        assert_eq!(
            check("d/a.html", &format!("<a href=\"{bad}\"></a>")),
            1,
            "{bad}"
        );
    }
    for name in ["data-graph", "data-explorer-walk", "data-source"] {
        let widget =
            |file: &str| format!("<cc-explorer {name}=\"../b.html {file}\"></cc-explorer>");
        assert_eq!(check("d/a.html", &widget("word")), 0);
        assert_eq!(check("d/a.html", &widget("../b.json")), 1, "{name}");
    }
    assert_eq!(check("404.html", "<a href=\"/b.html\"></a>"), 0);
    assert_eq!(check("404.html", "<a href=\"b.html\"></a>"), 1);
}
