// Trois images, deux à la fois : la première ne finit que si la troisième a
// commencé, la deuxième fait paniquer le décodeur, la troisième est coupée.

use std::collections::BTreeMap;
use std::sync::{Barrier, Mutex};

use super::answer::{Folder, make_all};

static MEETING: Barrier = Barrier::new(2);
static FILES: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::new(BTreeMap::new());

struct Album;

impl Folder for Album {
    fn shrink(&self, picture: &str) -> Result<Vec<u8>, String> {
        if picture == "b" {
            panic!("decoder");
        }
        MEETING.wait();
        match picture {
            "a" => Ok(vec![1, 2]),
            _ => Err("cut".to_owned()),
        }
    }

    fn write(&self, file: &str, bytes: Vec<u8>) -> Result<(), String> {
        FILES.lock().unwrap().insert(file.to_owned(), bytes);
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
    let outcomes = make_all(&Album, &["a", "b", "c"], 2);
    let files = FILES.lock().unwrap();
    println!("{outcomes:?} {:?}", *files);
}
