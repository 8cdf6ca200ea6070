// Fait un dossier d’essai : six images, et trois fichiers qui n’en sont pas.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use image::{Rgb, RgbImage};

fn main() -> Result<()> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.context("donnez un dossier")?;
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    for (rank, name) in
        ["beach", "bridge", "garden", "market", "roof", "street"]
            .into_iter()
            .enumerate()
    {
        let shade = 40 * rank as u8;
        let picture =
            RgbImage::from_fn(1200, 800, |x, y| Rgb([x as u8, y as u8, shade]));
        let ending = if rank % 2 == 0 { "jpg" } else { "png" };
        picture.save(folder.join(format!("{name}.{ending}")))?;
    }
    let whole = fs::read(folder.join("beach.jpg"))?;
    fs::write(folder.join("cut.jpg"), &whole[..whole.len() / 2])?;
    fs::write(folder.join("letter.png"), "Chère Alice,\n")?;
    fs::write(folder.join("huge.png"), HUGE)?;
    Ok(())
}

/// Un PNG de 57 octets, qui se dit large et haut de deux milliards de pixels.
const HUGE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d,
    0x49, 0x48, 0x44, 0x52, 0x77, 0x35, 0x94, 0x00, 0x77, 0x35, 0x94, 0x00,
    0x08, 0x02, 0x00, 0x00, 0x00, 0xd4, 0x42, 0xf3, 0x71, 0x00, 0x00, 0x00,
    0x00, 0x49, 0x44, 0x41, 0x54, 0x35, 0xaf, 0x06, 0x1e, 0x00, 0x00, 0x00,
    0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];
