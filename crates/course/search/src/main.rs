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

/// A page without what has no words of its own: what stands around `<main>`,
/// drawings, the colours of code. They are half of its tags, and each tag of a
/// page costs the index more than its words do.
fn searched(page: &str) -> String {
    let main = page.find("<main").map_or(page, |at| &page[at..]);
    let main = main.split_once("</main>").map_or(main, |(main, _)| main);
    let drawn = without(main, "<svg", "</svg>", |_| String::new());
    let words = without(&drawn, "<code class=\"cc-code\"", "</code>", |code| {
        let parts = code.split('<').map(|part| part.split_once('>'));
        parts.flatten().map(|(_, words)| words).collect()
    });
    format!("<html>{words}</main></html>")
}

/// A text with `kept` of what stands between `from` and `to`, in the place of it.
fn without(text: &str, from: &str, to: &str, kept: impl Fn(&str) -> String) -> String {
    let mut parts = text.split(from);
    let mut new = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (inside, after) = part.split_once(to).unwrap_or((part, ""));
        new.push_str(&kept(inside));
        new.push_str(after);
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_drawings_are_not_searched() {
        let page = "<html><nav>a</nav><main id=\"m\"><p>b<svg><text>c</text></svg>d</p>\
            <pre><code class=\"cc-code\" data-lang=\"rust\"><span class=\"k\">let</span> x;</code></pre>\
            <code>e</code></main><footer>f</footer></html>";
        assert_eq!(
            searched(page),
            "<html><main id=\"m\"><p>bd</p><pre>let x;</pre><code>e</code></main></html>"
        );
    }
}
