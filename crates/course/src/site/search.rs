//! Each edition's search index, in its language (Pagefind).

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread;

use anyhow::Result;
use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;

use crate::source::lang::{BOTH, Lang};
use crate::source::project::{file_name, files, read};

pub fn index(folder: &Path) -> Result<()> {
    thread::scope(|s| {
        let editions = BOTH.map(|lang| s.spawn(move || index_one(lang, folder)));
        editions
            .into_iter()
            .try_for_each(|edition| edition.join().expect("indexing does not panic"))
    })
}

fn index_one(lang: Lang, folder: &Path) -> Result<()> {
    let edition = match lang {
        Lang::Fr => folder.to_path_buf(),
        Lang::En => folder.join("en"),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(index_edition(lang, &edition, folder))
}

async fn index_edition(lang: Lang, edition: &Path, site: &Path) -> Result<()> {
    let options = PagefindServiceConfig::builder()
        .keep_index_url(true)
        .force_language(lang.code().into())
        .build();
    let mut index = PagefindIndex::new(Some(options))?;
    let apart: BTreeSet<&str> = ["print.html", "404.html", "index.html"].into();
    for page in files(edition, "html")? {
        let name = page
            .strip_prefix(edition)?
            .to_string_lossy()
            .replace('\\', "/");
        let of_the_other = lang == Lang::Fr && page.starts_with(site.join("en"));
        if apart.contains(name.as_str()) || of_the_other {
            continue;
        }
        index.add_html_file(Some(name), None, read(&page)?).await?;
    }
    let to = edition.join("pagefind");
    index
        .write_files(Some(to.to_string_lossy().into_owned()))
        .await?;
    // Its own interface and the languages' programs that are not used.
    for entry in fs::read_dir(&to)? {
        let path = entry?.path();
        let name = file_name(&path);
        let used = path.is_dir()
            || name == "pagefind.js"
            || name == "pagefind-worker.js"
            || name == "pagefind-entry.json"
            || name == format!("wasm.{}.pagefind", lang.code())
            || name.ends_with(".pf_meta");
        if !used {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}
