// Une image, et sa vignette.

use std::fs;
use std::io::{self, Cursor, Write};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use tempfile::NamedTempFile;

// ANCHOR: limits
/// Ce qu’une image peut réclamer. Un fichier de 57 octets peut se dire large de
/// deux milliards de pixels : sans limite, c’est autant de mémoire demandée.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(30_000);
    limits.max_image_height = Some(30_000);
    limits.max_alloc = Some(512 * 1024 * 1024);
    limits
}
// ANCHOR_END: limits

// ANCHOR: shrink
/// Écrit la vignette d’une image dans un dossier, sous le même nom.
pub fn shrink(picture: &Path, output: &Path, size: u32) -> Result<()> {
    let (image, format) = load(picture)?;
    let small = fit(&image, size);
    let name = picture.file_name().context("une image a un nom")?;
    save(&small, format, &output.join(name))
}

/// L’image, redressée comme l’appareil le demande, et le format de son
/// contenu : un nom en .png ne prouve rien.
fn load(picture: &Path) -> Result<(DynamicImage, ImageFormat)> {
    let bytes = fs::read(picture)?;
    let mut reader =
        ImageReader::new(Cursor::new(&bytes)).with_guessed_format()?;
    let format = reader.format().context("ni JPEG ni PNG")?;
    ensure!(format != ImageFormat::Jpeg || is_whole(&bytes), "coupée");
    reader.limits(limits());
    let mut decoder = reader.into_decoder()?;
    // `into_decoder` ne compte pas les pixels.
    limits().reserve(decoder.total_bytes())?;
    let orientation = decoder.orientation()?;
    let mut image = DynamicImage::from_decoder(decoder)?;
    image.apply_orientation(orientation);
    Ok((image, format))
}

/// Le plus grand côté fait au plus `size`, et les proportions sont gardées ;
/// une image qui tient déjà n’est pas agrandie.
fn fit(image: &DynamicImage, size: u32) -> DynamicImage {
    if image.width() <= size && image.height() <= size {
        return image.clone();
    }
    image.resize(size, size, FilterType::Lanczos3)
}
// ANCHOR_END: shrink

// ANCHOR: whole
/// Un JPEG a une marque de fin après celle de ses pixels. Le décodeur s’en
/// passe, et complète une image coupée par du gris.
fn is_whole(jpeg: &[u8]) -> bool {
    let last =
        |marker| jpeg.windows(2).rposition(|pair| pair == [0xff, marker]);
    let (pixels, end) = (last(0xda), last(0xd9));
    pixels.is_some() && end > pixels
}
// ANCHOR_END: whole

// ANCHOR: save
/// Écrit à côté, puis renomme : sous le nom final, il n’y a jamais une moitié
/// de vignette, même si le disque est plein ou le programme tué.
fn save(image: &DynamicImage, format: ImageFormat, path: &Path) -> Result<()> {
    let folder = path.parent().context("une vignette a un dossier")?;
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format)?;
    let mut file = beside(folder)?;
    file.write_all(bytes.get_ref())?;
    file.persist(path)?;
    Ok(())
}

/// Un fichier provisoire, avec les droits d’un fichier ordinaire : `tempfile`
/// réserve les siens à leur auteur.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
// ANCHOR_END: save

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jpeg_is_whole_if_its_pixels_have_an_end() {
        // Une vignette, avec sa fin, est souvent gardée au début du fichier.
        let before = [0xff, 0xda, 7, 0xff, 0xd9];
        let pixels = [0xff, 0xda, 1, 2, 3];
        assert!(is_whole(&[&before[..], &pixels, &[0xff, 0xd9, 0]].concat()));
        assert!(!is_whole(&[&before[..], &pixels].concat()));
        assert!(!is_whole(&[0xff, 0xd8, 0xff, 0xd9]));
    }

    #[test]
    fn proportions_are_kept_and_nothing_is_enlarged() {
        let size = |width, height| {
            let small = fit(&DynamicImage::new_rgb8(width, height), 100);
            (small.width(), small.height())
        };
        assert_eq!(size(400, 200), (100, 50));
        assert_eq!(size(200, 400), (50, 100));
        assert_eq!(size(1000, 1), (100, 1));
        assert_eq!(size(60, 40), (60, 40));
    }
}
