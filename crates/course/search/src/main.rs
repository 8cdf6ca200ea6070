//! `search-index LANGUAGE FOLDER PAGE…` writes `FOLDER/pagefind`: the index of
//! these pages of the folder, in their language (Pagefind).
//!
//! A program apart, because what it stands on takes a minute to compile, and no
//! page waits for it: `cargo course` has it built behind its back.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [language, folder, pages @ ..] = &arguments[..] else {
        anyhow::bail!("usage: search-index LANGUAGE FOLDER PAGE…");
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(index(language, Path::new(folder), pages))
}

async fn index(language: &str, folder: &Path, pages: &[String]) -> Result<()> {
    let options = PagefindServiceConfig::builder()
        .keep_index_url(true)
        .force_language(language.into())
        .build();
    let mut index = PagefindIndex::new(Some(options))?;
    for page in pages {
        let path = folder.join(page);
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let text = searched(&text);
        index.add_html_file(Some(page.clone()), None, text).await?;
    }
    let to = folder.join("pagefind");
    index
        .write_files(Some(to.to_string_lossy().into_owned()))
        .await?;
    // Its own interface and the languages' programs that are not used.
    for entry in fs::read_dir(&to)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let used = path.is_dir()
            || name == "pagefind.js"
            || name == "pagefind-worker.js"
            || name == "pagefind-entry.json"
            || name == format!("wasm.{language}.pagefind")
            || name.ends_with(".pf_meta");
        if !used {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

/// A page as it is searched: what stands around `<main>` has no words of its own,
/// nor have drawings; what players, levels and recorded runs say stands in the code
/// beside them. Each tag of a page costs the index more than its words do: those
/// that part no sentences go.
fn searched(page: &str) -> String {
    let main = page.find("<main").map_or(page, |at| &page[at..]);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    let figures = [
        ("<svg", "</svg>"),
        ("<cc-explorer", "</cc-explorer>"),
        ("<cc-level", "</cc-level>"),
        ("<figure class=\"cc-output\"", "</figure>"),
        ("<figure class=\"cc-timeline", "</figure>"),
    ];
    let mut left = main.to_owned();
    for (from, to) in figures {
        left = without(&left, from, to);
    }
    let mut words = String::with_capacity(left.len());
    let mut parts = left.split('<');
    words.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let Some((tag, after)) = part.split_once('>') else {
            continue;
        };
        let name = tag.trim_start_matches('/');
        let name = name.split(|c: char| !c.is_alphanumeric()).next();
        match name.unwrap_or_default() {
            "a" | "b" | "code" | "em" | "i" | "kbd" | "span" | "strong" => {}
            "div" | "figure" | "section" | "table" | "tbody" | "td" | "th" | "thead" | "tr"
            | "ul" => words.push(' '),
            _ => words.extend(["<", tag, ">"]),
        }
        words.push_str(after);
    }
    format!("<html>{words}</main></html>")
}

/// A text without what stands between `from` and `to`, and them.
fn without(text: &str, from: &str, to: &str) -> String {
    let mut parts = text.split(from);
    let mut new = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        new.push_str(part.split_once(to).map_or("", |(_, after)| after));
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_repeats_and_tags_inside_sentences_are_not_searched() {
        let page = "<html><nav>a</nav><main id=\"m\"><p>b<svg><text>c</text></svg>d</p>\
            <pre><code class=\"cc-code\"><span class=\"k\">let</span> x;</code></pre>\
            <figure class=\"cc-output\"><pre>y</pre></figure><table><tr><td>e</td><td>f</td>\
            </tr></table><form><label>g</label></form></main><footer>h</footer></html>";
        assert_eq!(
            searched(page),
            "<html><main id=\"m\"><p>bd</p><pre>let x;</pre>   e  f   \
            <form><label>g</label></form></main></html>"
        );
    }
}
