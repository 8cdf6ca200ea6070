//! Every link of the built site leads somewhere, at any address it is put.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use percent_encoding::percent_decode_str;
use scraper::{Html, Selector};
use tests::{Twin, html_files, report, site};

#[test]
fn every_link_leads_somewhere() {
    report("mend these links", broken(site(), "/"));
}

#[test]
fn every_link_leads_somewhere_under_a_path() {
    let twin = Twin::build(|book| {
        book.replace("[preprocessor.course]\n", "[preprocessor.course]\nsite = \"https://example.org/a/course/\"\n")
    });
    let twin = twin.expect("the site can be built under a path");
    let problems = broken(&twin.site(), "/a/course/");
    report("mend these links: they fail when the site is not at the root of its host", problems);
    let lost = std::fs::read_to_string(twin.site().join("404.html")).expect("there is a 404.html");
    assert!(lost.contains("href=\"/a/course/"), "404.html links to no page of /a/course/");
}

/// What a page gives and asks for.
struct Page {
    ids: BTreeSet<String>,
    /// The link, and whether it carries a `rel`.
    links: Vec<(String, bool)>,
}

fn broken(site: &Path, root: &str) -> Vec<String> {
    let html = html_files(site).expect("the site can be read");
    let pages: BTreeMap<String, Page> = html.into_iter().map(|(name, text)| (name, parse(&text))).collect();
    let mut problems = BTreeSet::new();
    for (name, page) in &pages {
        for (link, rel) in &page.links {
            if let Some(problem) = wrong(name, link, *rel, root, site, &pages) {
                problems.insert(format!("{name}: {link}: {problem}"));
            }
        }
    }
    problems.into_iter().collect()
}

fn parse(html: &str) -> Page {
    let page = Html::parse_document(html);
    let all = Selector::parse("*").unwrap();
    let mut ids = BTreeSet::new();
    let mut links = Vec::new();
    for element in page.select(&all) {
        ids.extend(element.attr("id").map(str::to_owned));
        for attribute in ["href", "src", "data-copy", "data-quiz", "data-checklist", "data-index"] {
            if let Some(link) = element.attr(attribute) {
                links.push((link.to_owned(), element.attr("rel").is_some()));
            }
        }
    }
    Page { ids, links }
}

fn wrong(page: &str, link: &str, rel: bool, root: &str, site: &Path, pages: &BTreeMap<String, Page>) -> Option<String> {
    if link.contains("://") || link.starts_with("//") {
        return match link.starts_with("https://") {
            false => Some("https only".into()),
            true if !rel => Some("a link to another site says rel=\"…\"".into()),
            true => None,
        };
    }
    if link.starts_with("data:") {
        return None;
    }
    let (path, id) = link.split_once('#').unwrap_or((link, ""));
    let path = percent_decode_str(path.split('?').next()?).decode_utf8_lossy();
    let file = match path.strip_prefix('/') {
        Some(_) if !page.ends_with("404.html") => return Some("relative links only".into()),
        Some(_) => match path.strip_prefix(root) {
            Some(path) => path.to_owned(),
            None => return Some(format!("outside of {root}")),
        },
        None if path.is_empty() => page.to_owned(),
        None if page.ends_with("404.html") => return Some("404.html is served at any depth; link from the root".into()),
        None => match from(page, &path) {
            Some(file) => file,
            None => return Some("outside of the site".into()),
        },
    };
    let file = if file.is_empty() || file.ends_with('/') { file + "index.html" } else { file };
    if !site.join(&file).is_file() {
        return Some("no such file".into());
    }
    let there = pages.get(&file).is_none_or(|page| page.ids.contains(id));
    (!id.is_empty() && !there).then(|| format!("{file} has no id `{id}`"))
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
    let write = |name: &str, html: &str| course::house::write(&folder.path().join(name), html).unwrap();
    write("b.html", "<h2 id=\"here\"></h2>");
    let check = |page: &str, html: &str| {
        write(page, html);
        let problems = broken(folder.path(), "/");
        std::fs::remove_file(folder.path().join(page)).unwrap();
        problems.len()
    };
    assert_eq!(check("d/a.html", "<a href=\"../b.html#here\"></a><a rel=x href=\"https://a.org\"></a>"), 0);
    assert_eq!(check("d/a.html", "<a href=\"\"></a><a href=\"#\"></a>"), 0);
    for bad in ["../b.html#there", "b.html", "/b.html", "../../b.html", "http://a.org", "https://a.org", "#me"] {
        assert_eq!(check("d/a.html", &format!("<a href=\"{bad}\"></a>")), 1, "{bad}");
    }
    assert_eq!(check("404.html", "<a href=\"/b.html\"></a>"), 0);
    assert_eq!(check("404.html", "<a href=\"b.html\"></a>"), 1);
}
