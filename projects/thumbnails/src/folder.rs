// Ce qu’il y a à faire, et si c’est possible : avant tout travail.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Les images d’un dossier, dans l’ordre de leurs noms. Un dossier vide n’est
/// pas une erreur ; un dossier absent en est une.
pub fn pictures(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)
        .with_context(|| format!("{} ne peut pas être lu", folder.display()))?;
    let mut pictures = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_file() && is_picture(&path) {
            pictures.push(path);
        }
    }
    pictures.sort();
    Ok(pictures)
}

fn is_picture(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    ["jpg", "jpeg", "png"].iter().any(|known| ending == *known)
}

// ANCHOR: prepare
/// Crée le dossier des vignettes. Ce n’est jamais celui des images : les
/// vignettes portent leurs noms, et les remplaceraient.
pub fn prepare(folder: &Path, output: &Path) -> Result<()> {
    fs::create_dir_all(output).with_context(|| {
        format!("{} ne peut pas être créé", output.display())
    })?;
    if output.canonicalize()? == folder.canonicalize()? {
        bail!("les vignettes remplaceraient les images ; donnez --output");
    }
    Ok(())
}
// ANCHOR_END: prepare
