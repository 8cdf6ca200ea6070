// Le verrou de la liste est gardé pendant le travail.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
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
    let next = Mutex::new(pictures.iter().enumerate());
    let outcomes = Mutex::new(vec![Outcome::Made; pictures.len()]);
    thread::scope(|s| {
        for _ in 0..jobs {
            s.spawn(|| {
                while let Some((rank, picture)) = next.lock().unwrap().next() {
                    let outcome = one(folder, picture);
                    outcomes.lock().unwrap()[rank] = outcome;
                }
            });
        }
    });
    outcomes.into_inner().unwrap()
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
