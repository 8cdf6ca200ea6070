// Une image, dont l’ancienne vignette est là, et un visiteur qui la demande.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::thread;

use super::answer::{Folder, make_all};

static FILES: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::new(BTreeMap::new());

struct Album;

impl Folder for Album {
    fn shrink(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(vec![1, 2])
    }

    fn write(&self, file: &str, mut bytes: Vec<u8>) -> Result<(), String> {
        let rest = bytes.split_off(1);
        FILES.lock().unwrap().insert(file.to_owned(), bytes);
        let mut files = FILES.lock().unwrap();
        files.entry(file.to_owned()).or_default().extend(rest);
        Ok(())
    }

    fn rename(&self, from: &str, to: &str) {
        let mut files = FILES.lock().unwrap();
        if let Some(bytes) = files.remove(from) {
            files.insert(to.to_owned(), bytes);
        }
    }

    fn remove(&self, file: &str) {
        FILES.lock().unwrap().remove(file);
    }
}

pub fn main() {
    FILES.lock().unwrap().insert("a".to_owned(), vec![9]);
    let seen = thread::scope(|s| {
        let visitor = s.spawn(|| FILES.lock().unwrap().get("a").cloned());
        make_all(&Album, &["a"], 1);
        visitor.join().unwrap()
    });
    println!("{seen:?}");
}
