// Écrite sous son nom final, et retirée après un échec.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
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
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let rank = next.fetch_add(1, Relaxed);
            let Some(picture) = pictures.get(rank) else {
                break;
            };
            done.push((rank, one(folder, picture)));
        }
        done
    };
    let mut outcomes = vec![Outcome::Made; pictures.len()];
    thread::scope(|s| {
        let workers: Vec<_> = (0..jobs).map(|_| s.spawn(worker)).collect();
        for worker in workers {
            for (rank, outcome) in worker.join().unwrap() {
                outcomes[rank] = outcome;
            }
        }
    });
    outcomes
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
    let written = folder.write(picture, bytes);
    if written.is_err() {
        folder.remove(picture);
    }
    written
}
