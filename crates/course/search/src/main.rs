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
