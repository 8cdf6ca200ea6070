// La garde baisse la jauge, par où que l’on sorte : erreur ou panique aussi.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

static IN_PROGRESS: AtomicU64 = AtomicU64::new(0);

// ANCHOR: guard
struct InProgress;

impl InProgress {
    fn new() -> Self {
        IN_PROGRESS.fetch_add(1, Relaxed);
        InProgress
    }
}

impl Drop for InProgress {
    fn drop(&mut self) {
        IN_PROGRESS.fetch_sub(1, Relaxed);
    }
}

fn serve(photo: &str) -> Result<(), String> {
    let _in_progress = InProgress::new();
    let size = resize(photo)?;
    println!("{photo} : {size} octets");
    Ok(())
}
// ANCHOR_END: guard

fn resize(photo: &str) -> Result<usize, String> {
    match photo.strip_suffix(".jpg") {
        Some("") => panic!("une photo sans nom"),
        Some(name) => Ok(1000 * name.len()),
        None => Err(format!("{photo} n’est pas une photo")),
    }
}

fn main() {
    for photo in ["lac.jpg", "liste.txt", ".jpg", "pont.jpg"] {
        let served = thread::spawn(move || serve(photo)).join();
        match served {
            Ok(Ok(())) => {}
            Ok(Err(error)) => println!("{error}"),
            Err(_) => println!("{photo} : panique"),
        }
    }
    println!("en cours : {}", IN_PROGRESS.load(Relaxed));
    assert_eq!(IN_PROGRESS.load(Relaxed), 0);
}
