// La panique que rend `join` est relancée par `unwrap`.

use std::sync::mpsc::{self, Sender};
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

// Dit, même quand le thread panique, que sa place est libre.
struct Place<'a>(&'a Sender<()>);

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.send(()).unwrap();
    }
}

pub fn make_all(
    folder: &dyn Folder,
    pictures: &[&str],
    jobs: usize,
) -> Vec<Outcome> {
    let (free, places) = mpsc::channel();
    for _ in 0..jobs {
        free.send(()).unwrap();
    }
    thread::scope(|s| {
        let mut threads = Vec::new();
        for picture in pictures {
            places.recv().unwrap();
            let free = &free;
            threads.push(s.spawn(move || {
                let _place = Place(free);
                make(folder, picture)
            }));
        }
        let named = threads.into_iter().zip(pictures);
        named
            .map(|(thread, name)| match thread.join().unwrap() {
                Ok(()) => Outcome::Made,
                Err(cause) => Outcome::Bad {
                    name: name.to_string(),
                    cause,
                },
            })
            .collect()
    })
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
