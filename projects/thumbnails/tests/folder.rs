// Le programme entier, sur de vrais dossiers.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use image::{ImageBuffer, ImageReader, Rgb};
use tempfile::TempDir;

fn thumbnails(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_thumbnails"));
    command.arg(folder).args(arguments);
    command.output().expect("le programme se lance")
}

/// Le code de sortie, et ce qui a été écrit sur les deux sorties.
fn told(output: &Output, folder: &Path) -> (i32, String) {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    let text = String::from_utf8(text).unwrap();
    let text = text.replace(&folder.display().to_string(), "F");
    (output.status.code().unwrap(), text)
}

fn picture(path: &Path, width: u32, height: u32) {
    ImageBuffer::from_pixel(width, height, Rgb([200u8, 80, 20]))
        .save(path)
        .unwrap();
}

fn size(path: &Path) -> (u32, u32) {
    ImageReader::open(path).unwrap().into_dimensions().unwrap()
}

/// Les fichiers d’un dossier, ceux dont le nom commence par un point compris.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let name =
        |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name();
    let mut names: Vec<String> = entries
        .map(|entry| name(entry).into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Un PNG de 57 octets qui se dit large et haut de tant de pixels.
fn hostile(side: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], data: &[u8]| {
        let body = [&kind[..], data].concat();
        png.extend((data.len() as u32).to_be_bytes());
        png.extend(&body);
        png.extend(crc(&body).to_be_bytes());
    };
    let side = side.to_be_bytes();
    chunk(b"IHDR", &[&side[..], &side, &[8, 2, 0, 0, 0]].concat());
    chunk(b"IDAT", &[]);
    chunk(b"IEND", &[]);
    png
}

fn crc(data: &[u8]) -> u32 {
    !data.iter().fold(!0u32, |mut crc, byte| {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 * (crc & 1));
        }
        crc
    })
}

#[test]
fn bad_files_are_told_and_the_others_are_made() {
    let place = TempDir::new().unwrap();
    let folder = place.path();
    picture(&folder.join("wide.jpg"), 640, 320);
    picture(&folder.join("small.png"), 30, 20);
    // Un JPEG sous un nom de PNG : le contenu décide.
    picture(&folder.join("x.jpg"), 400, 400);
    fs::rename(folder.join("x.jpg"), folder.join("misnamed.png")).unwrap();
    let whole = fs::read(folder.join("wide.jpg")).unwrap();
    fs::write(folder.join("cut.jpg"), &whole[..whole.len() / 2]).unwrap();
    let whole = fs::read(folder.join("small.png")).unwrap();
    fs::write(folder.join("cut.png"), &whole[..whole.len() - 20]).unwrap();
    // L’un dépasse les côtés permis, l’autre la mémoire.
    fs::write(folder.join("hostile.png"), hostile(2_000_000_000)).unwrap();
    fs::write(folder.join("heavy.png"), hostile(20_000)).unwrap();
    fs::write(folder.join("words.jpg"), "bonjour").unwrap();
    fs::write(folder.join("notes.txt"), "bonjour").unwrap();

    let output = thumbnails(&["--size", "100", "--jobs", "2"], folder);
    let (code, text) = told(&output, folder);
    assert_eq!(code, 1, "{text}");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "F/cut.jpg : coupée");
    assert!(lines[1].starts_with("F/cut.png : "), "{text}");
    assert_eq!(lines[2], "F/heavy.png\u{a0}: Memory limit exceeded");
    assert!(lines[3].starts_with("F/hostile.png : "), "{text}");
    assert_eq!(lines[4], "F/words.jpg : ni JPEG ni PNG");
    assert_eq!(lines[5], "faites : 3, échecs : 5, laissées : 0");

    let made = folder.join("thumbnails");
    assert_eq!(names(&made), ["misnamed.png", "small.png", "wide.jpg"]);
    assert_eq!(size(&made.join("wide.jpg")), (100, 50));
    assert_eq!(size(&made.join("small.png")), (30, 20));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode =
            |path: &Path| fs::metadata(path).unwrap().permissions().mode();
        assert_eq!(
            mode(&made.join("wide.jpg")),
            mode(&folder.join("wide.jpg"))
        );
    }
}

#[test]
fn an_empty_folder_is_no_error_and_an_absent_one_is() {
    let place = TempDir::new().unwrap();
    let output = thumbnails(&[], place.path());
    assert_eq!(
        told(&output, place.path()),
        (0, "faites : 0, échecs : 0, laissées : 0\n".into())
    );
    let absent = place.path().join("absent");
    let (code, text) = told(&thumbnails(&[], &absent), place.path());
    assert_eq!(code, 2);
    assert!(
        text.starts_with("erreur : F/absent ne peut pas être lu: "),
        "{text}"
    );
}

#[test]
fn the_pictures_are_never_replaced() {
    let place = TempDir::new().unwrap();
    let folder = place.path();
    picture(&folder.join("a.png"), 400, 400);
    let output = thumbnails(&["--output", folder.to_str().unwrap()], folder);
    let (code, text) = told(&output, folder);
    assert_eq!(code, 2, "{text}");
    assert!(text.contains("donnez --output"), "{text}");
    assert_eq!(size(&folder.join("a.png")), (400, 400));
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let place = TempDir::new().unwrap();
    let folder = place.path();
    picture(&folder.join("a.png"), 400, 400);
    let file = folder.join("file");
    fs::write(&file, "").unwrap();
    let output = thumbnails(&["--output", file.to_str().unwrap()], folder);
    let (code, text) = told(&output, folder);
    assert_eq!(code, 2, "{text}");
    assert!(
        text.starts_with("erreur : F/file ne peut pas être créé: "),
        "{text}"
    );
}
