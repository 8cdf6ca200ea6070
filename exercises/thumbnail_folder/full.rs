// Le disque est plein au milieu de l’écriture ; une ancienne vignette est là.

use std::collections::BTreeMap;
use std::sync::Mutex;

use super::answer::{Folder, make_all};

static FILES: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::new(BTreeMap::new());

struct Album;

impl Folder for Album {
    fn shrink(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(vec![1, 2])
    }

    fn write(&self, file: &str, mut bytes: Vec<u8>) -> Result<(), String> {
        bytes.truncate(1);
        FILES.lock().unwrap().insert(file.to_owned(), bytes);
        Err("full".to_owned())
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
    let outcomes = make_all(&Album, &["a"], 1);
    let files = FILES.lock().unwrap();
    println!("{outcomes:?} {:?}", *files);
}
