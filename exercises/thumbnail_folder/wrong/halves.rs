// Deux moitiés de la liste, une par thread : rien n’est repris à l’autre.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

pub trait Folder: Sync {
    fn shrink(&self, picture: &str) -> Result<Vec<u8>, String>;
    fn write(&self, file: &str, bytes: Vec<u8>) -> Result<(), String>;
    fn rename(&self, from: &str, to: &str);
    fn remove(&self, file: &str);
}

#[derive(Clone, Debug)]
pub enum Outcome {
    Made,
    Bad { name: String, cause: String },
}

pub fn make_all(
    folder: &dyn Folder,
    pictures: &[&str],
    jobs: usize,
) -> Vec<Outcome> {
    let size = pictures.len().div_ceil(jobs).max(1);
    let share = |share: &[&str]| -> Vec<Outcome> {
        share.iter().map(|picture| one(folder, picture)).collect()
    };
    thread::scope(|s| {
        let threads: Vec<_> = pictures
            .chunks(size)
            .map(|pictures| s.spawn(move || share(pictures)))
            .collect();
        let shares = threads.into_iter().map(|thread| thread.join());
        shares.flat_map(|share| share.unwrap()).collect()
    })
}

fn one(folder: &dyn Folder, picture: &str) -> Outcome {
    let work = AssertUnwindSafe(|| make(folder, picture));
    let made = catch_unwind(work).unwrap_or(Err("panic".to_owned()));
    match made {
        Ok(()) => Outcome::Made,
        Err(cause) => Outcome::Bad {
            name: picture.to_owned(),
            cause,
        },
    }
}

fn make(folder: &dyn Folder, picture: &str) -> Result<(), String> {
    let bytes = folder.shrink(picture)?;
    let aside = format!(".{picture}");
    if let Err(cause) = folder.write(&aside, bytes) {
        folder.remove(&aside);
        return Err(cause);
    }
    folder.rename(&aside, picture);
    Ok(())
}
