// Une jauge que l’on baisse à la main reste haute après une erreur.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

static IN_PROGRESS: AtomicU64 = AtomicU64::new(0);

// ANCHOR: serve
fn serve(photo: &str) -> Result<(), String> {
    IN_PROGRESS.fetch_add(1, Relaxed);
    let size = resize(photo)?;
    println!("{photo} : {size} octets");
    IN_PROGRESS.fetch_sub(1, Relaxed);
    Ok(())
}
// ANCHOR_END: serve

fn resize(photo: &str) -> Result<usize, String> {
    match photo.strip_suffix(".jpg") {
        Some(name) => Ok(1000 * name.len()),
        None => Err(format!("{photo} n’est pas une photo")),
    }
}

fn main() {
    for photo in ["lac.jpg", "liste.txt", "notes.txt", "pont.jpg"] {
        if let Err(error) = serve(photo) {
            println!("{error}");
        }
    }
    println!("en cours : {}", IN_PROGRESS.load(Relaxed));
}
