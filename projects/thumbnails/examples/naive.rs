// Une boucle et des `?` : le premier mauvais fichier arrête tout.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

// ANCHOR: naive
fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.context("donnez un dossier")?;
    let output = folder.join("naive");
    fs::create_dir_all(&output)?;
    let mut paths = Vec::new();
    for entry in fs::read_dir(&folder)? {
        paths.push(entry?.path());
    }
    paths.retain(|path| path.is_file());
    paths.sort();
    for path in paths {
        let picture = image::open(&path)?;
        let name = path.file_name().context("un fichier a un nom")?;
        picture.thumbnail(320, 320).save(output.join(name))?;
    }
    Ok(())
}
// ANCHOR_END: naive
