// Les mêmes vérifications, confiées à rayon, puis à tokio.

use std::any::Any;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use rayon::prelude::*;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

type Name = &'static str;

#[derive(Clone, Copy)]
struct File {
    content: &'static str,
    announced: &'static str, // La somme, en hexadécimal.
}

fn crc32(content: &str) -> u32 {
    let shift = |crc, _| (crc >> 1) ^ (0xedb8_8320 * (crc & 1));
    let step = |crc, byte| (0..8).fold(crc ^ u32::from(byte), shift);
    !content.bytes().fold(!0, step)
}

fn check(file: File) -> Result<u32, String> {
    let File { content, announced } = file;
    let sum = u32::from_str_radix(announced, 16).expect("somme illisible");
    let found = crc32(content);
    let differs = || format!("{found:08x} au lieu de {announced}");
    (found == sum).then_some(found).ok_or_else(differs)
}

fn reason(panic: &(dyn Any + Send)) -> String {
    let fixed = panic.downcast_ref::<&str>().map(|text| text.to_string());
    let made = panic.downcast_ref::<String>().cloned();
    fixed.or(made).unwrap_or("raison inconnue".into())
}

// ANCHOR: tell
fn tell(ended: thread::Result<Result<u32, String>>) -> String {
    match ended {
        Ok(Ok(sum)) => format!("intact, {sum:08x}"),
        Ok(Err(error)) => format!("abîmé, {error}"),
        Err(panic) => format!("panique, {}", reason(&*panic)),
    }
}
// ANCHOR_END: tell

// ANCHOR: rayon
fn with_rayon(archive: &[(Name, File)]) -> Vec<(Name, String)> {
    let fate = |&(name, file)| {
        let ended = catch_unwind(AssertUnwindSafe(|| check(file)));
        (name, tell(ended))
    };
    archive.par_iter().map(fate).collect()
}
// ANCHOR_END: rayon

// ANCHOR: tokio
async fn with_tokio(archive: &[(Name, File)]) -> Vec<(Name, String)> {
    let places = Arc::new(Semaphore::new(2));
    let mut jobs = JoinSet::new();
    let mut names = HashMap::new();
    for &(name, file) in archive {
        let place = Arc::clone(&places).acquire_owned().await.unwrap();
        let job = jobs.spawn_blocking(move || {
            let _place = place; // Rendue même si `check` panique.
            check(file)
        });
        names.insert(job.id(), name);
    }
    let mut all = Vec::new();
    while let Some(ended) = jobs.join_next_with_id().await {
        let (id, ended) = match ended {
            Ok((id, result)) => (id, Ok(result)),
            Err(error) => (error.id(), Err(error.into_panic())),
        };
        all.push((names[&id], tell(ended)));
    }
    all
}
// ANCHOR_END: tokio

// ANCHOR: main
#[tokio::main]
async fn main() {
    let file = |content, announced| File { content, announced };
    let archive = [
        ("notes.txt", file("123456789", "cbf43926")),
        ("photo.jpg", file("12345678", "cbf43926")),
        ("guide.pdf", file("2718281828", "?")),
    ];
    let in_order = with_rayon(&archive);
    for (name, fate) in &in_order {
        println!("{name} : {fate}");
    }
    let mut as_they_came = with_tokio(&archive).await;
    as_they_came.sort_by_key(|(came, _)| {
        archive.iter().position(|(name, _)| name == came)
    });
    assert_eq!(in_order, as_they_came);
}
// ANCHOR_END: main
