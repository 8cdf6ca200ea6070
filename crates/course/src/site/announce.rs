//! What search engines read of a published site: one address a page, the same
//! page in the other language, and a map of all pages.

use std::path::Path;

use anyhow::Result;

use crate::pages::escape;
use crate::source::project::{files, read, write};

/// Pages that repeat others, or that nobody should land on.
const APART: [&str; 3] = ["404.html", "index.html", "print.html"];

/// Adds canonical and `hreflang` links to the pages, and writes the sitemap.
pub fn announce(folder: &Path, site: &str) -> Result<()> {
    let site = site.trim_end_matches('/');
    let mut map = Vec::new();
    for path in files(folder, "html")? {
        let name = path
            .strip_prefix(folder)?
            .to_string_lossy()
            .replace('\\', "/");
        let page = name.strip_prefix("en/").unwrap_or(&name);
        let own = format!("{site}/{name}");
        if APART.contains(&page) {
            continue;
        }
        let alternates = [("fr", ""), ("en", "en/"), ("x-default", "")];
        let alternates =
            alternates.map(|(lang, edition)| (lang, escape(&format!("{site}/{edition}{page}"))));
        let own = escape(&own);
        let mut links = format!("<link rel=\"canonical\" href=\"{own}\">\n");
        for (lang, address) in &alternates {
            links.push_str(&format!(
                "<link rel=\"alternate\" hreflang=\"{lang}\" href=\"{address}\">\n"
            ));
        }
        write(
            &path,
            &read(&path)?.replacen("</head>", &format!("{links}</head>"), 1),
        )?;
        let alternates = alternates.map(|(lang, address)| {
            format!("<xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{address}\"/>")
        });
        map.push(format!(
            "<url><loc>{own}</loc>{}</url>",
            alternates.concat()
        ));
    }
    let map = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n{}\n</urlset>\n",
        map.join("\n")
    );
    write(&folder.join("sitemap.xml"), &map)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_names_itself_and_the_other_edition() {
        let folder = tempfile::tempdir().unwrap();
        for page in ["why/a.html", "en/why/a.html", "print.html", "en/404.html"] {
            write(&folder.path().join(page), "<head></head>").unwrap();
        }
        announce(folder.path(), "https://example.org/course/").unwrap();
        let english = read(&folder.path().join("en/why/a.html")).unwrap();
        assert!(
            english.contains("rel=\"canonical\" href=\"https://example.org/course/en/why/a.html\""),
            "{english}"
        );
        assert!(
            english.contains("hreflang=\"fr\" href=\"https://example.org/course/why/a.html\""),
            "{english}"
        );
        let map = read(&folder.path().join("sitemap.xml")).unwrap();
        assert_eq!(map.matches("<url>").count(), 2, "{map}");
        assert_eq!(
            read(&folder.path().join("print.html")).unwrap(),
            "<head></head>"
        );
    }
}
