// Un thread par adresse, et chaque fichier écrit sous son nom dès le début.

use std::fs::{self, File};
use std::path::Path;
use std::{env, io, thread};

use anyhow::{Context, Result};

// ANCHOR: naive
fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    let list = arguments.next().context("donnez une liste d’adresses")?;
    let folder = arguments.next().context("donnez un dossier")?;
    let list = fs::read_to_string(list)?;
    fs::create_dir_all(&folder)?;
    let folder = folder.as_str();
    thread::scope(|scope| {
        let start = |url| (url, scope.spawn(move || fetch(url, folder)));
        let threads: Vec<_> = list.lines().map(start).collect();
        for (url, thread) in threads {
            match thread.join().unwrap() {
                Ok(size) => println!("{url} {size}"),
                Err(error) => println!("{url} {error}"),
            }
        }
    });
    Ok(())
}

fn fetch(url: &str, folder: &str) -> Result<u64> {
    let mut response = ureq::get(url).call()?;
    let name = url.rsplit('/').next().unwrap_or_default();
    let mut file = File::create(Path::new(folder).join(name))?;
    let mut body = response.body_mut().as_reader();
    Ok(io::copy(&mut body, &mut file)?)
}
// ANCHOR_END: naive
