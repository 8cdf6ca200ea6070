//! A folder of photos of 24 million pixels, and a thumbnail of each: by the
//! project, and by ImageMagick, one process a core. They are copies of one photo.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use image::{ImageFormat, Rgb, RgbImage};
use measures::Timed;

fn main() -> ExitCode {
    measures::main(&[
        ("thumbnails_one", |size| {
            made(size, |folder| ours(folder, 1))
        }),
        ("thumbnails", |size| {
            made(size, |folder| ours(folder, cores()))
        }),
        ("magick", |size| made(size, |_| magick(""))),
        ("magick_reduced", |size| {
            made(size, |_| magick("-define jpeg:size=640x640"))
        }),
    ])
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, |cores| cores.get())
}

/// The thumbnails that a command makes of `size` photos: how many, how large.
fn made(size: u64, command: impl FnOnce(&Path) -> Command) -> Timed {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let small = folder.path().join("small");
    fs::create_dir(&small).unwrap();
    photo(&folder.path().join("0.jpg"));
    for copy in 1..size {
        let copy = folder.path().join(format!("{copy}.jpg"));
        fs::copy(folder.path().join("0.jpg"), copy).unwrap();
    }
    let mut command = command(folder.path());
    command.current_dir(folder.path()).stdout(Stdio::null());
    measures::timed(|| {
        let status = command.status().expect("the command starts");
        assert!(status.success(), "{command:?} ended with {status}");
        sizes(&small)
    })
}

fn photo(path: &Path) {
    let (width, height) = (6000, 4000);
    // A few disks on a slope: neither flat nor noise.
    let photo = RgbImage::from_fn(width, height, |x, y| {
        let (dx, dy) = (x % 500, y % 500);
        let disk = (dx * dy) as u8;
        Rgb([(x / 24) as u8, (y / 16) as u8, disk])
    });
    photo.save_with_format(path, ImageFormat::Jpeg).unwrap();
}

fn sizes(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap();
    let mut sizes: Vec<String> = entries
        .map(|entry| {
            let path = entry.unwrap().path();
            let (width, height) = image::image_dimensions(path).unwrap();
            format!("{width}x{height}")
        })
        .collect();
    let count = sizes.len();
    sizes.sort();
    sizes.dedup();
    format!("{count} of {}", sizes.join(" "))
}

fn ours(folder: &Path, jobs: usize) -> Command {
    let mut command = measures::project("thumbnails");
    command
        .arg(folder)
        .arg("--output")
        .arg(folder.join("small"));
    command.args(["--jobs", &jobs.to_string()]);
    command
}

/// With the same filter. `option` may ask that less be decoded.
fn magick(option: &str) -> Command {
    let each = format!(
        "convert {option} {{}} -filter Lanczos -resize 320x320 small/{{}}"
    );
    let mut command = Command::new("sh");
    let script = format!("ls | grep jpg | xargs -P {} -I{{}} {each}", cores());
    // It may use several threads for one photo; here it has other photos.
    command.env("MAGICK_THREAD_LIMIT", "1");
    command.args(["-c", &script]);
    command
}
