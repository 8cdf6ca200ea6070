// `Rc` compte ses copies sans protection : il ne change pas de thread.

use std::rc::Rc;
use std::thread;

fn main() {
    let files = Rc::new(vec!["film.mp4", "clip.mp4"]);
    let copy = Rc::clone(&files);
    let worker = thread::spawn(move || copy.len());
    println!("{} {}", files.len(), worker.join().unwrap());
}
