// Un pool de travail : chaque travail a un sort, un seul, rangé sous son nom.

use std::any::Any;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{self, SyncSender};
use std::thread;

// ANCHOR: fate
type Name = &'static str;

#[derive(Debug, PartialEq)]
enum Fate<R> {
    Done(R),
    Failed(String),
    Panicked(String),
    NotBegun,
}
// ANCHOR_END: fate

// ANCHOR: worker
type Queue<J> = Mutex<VecDeque<(usize, J)>>;

fn worker<J, R>(
    queue: &Queue<J>,
    work: impl Fn(J) -> Result<R, String>,
    fates: SyncSender<(usize, Fate<R>)>,
) {
    loop {
        let next = queue.lock().unwrap().pop_front();
        let Some((rank, job)) = next else { return };
        // Un travail possède ce qu’il modifie : rien ne reste à moitié fait.
        let fate = match catch_unwind(AssertUnwindSafe(|| work(job))) {
            Ok(Ok(result)) => Fate::Done(result),
            Ok(Err(error)) => Fate::Failed(error),
            Err(panic) => Fate::Panicked(reason(&*panic)),
        };
        let Ok(()) = fates.send((rank, fate)) else {
            return;
        };
    }
}
// ANCHOR_END: worker

// ANCHOR: reason
fn reason(panic: &(dyn Any + Send)) -> String {
    let fixed = panic.downcast_ref::<&str>().map(|text| text.to_string());
    let made = panic.downcast_ref::<String>().cloned();
    fixed.or(made).unwrap_or("raison inconnue".into())
}
// ANCHOR_END: reason

// ANCHOR: run
fn run_all<J: Send, R: Send>(
    threads: usize,
    jobs: Vec<(Name, J)>,
    work: impl Fn(J) -> Result<R, String> + Sync,
    mut seen: impl FnMut(Name, &Fate<R>) -> ControlFlow<()>,
) -> Vec<(Name, Fate<R>)> {
    let (names, jobs): (Vec<Name>, Vec<J>) = jobs.into_iter().unzip();
    let mut all: Vec<_> = names
        .into_iter()
        .map(|name| (name, Fate::NotBegun))
        .collect();
    let queue: Queue<J> = Mutex::new(jobs.into_iter().enumerate().collect());
    let (sender, fates) = mpsc::sync_channel(threads);
    thread::scope(|s| {
        for _ in 0..threads {
            let sender = sender.clone();
            let _worker = s.spawn(|| worker(&queue, &work, sender));
        }
        drop(sender); // Les threads finis, la boucle finit.
        for (rank, fate) in fates {
            let (name, slot) = &mut all[rank];
            if seen(name, &fate).is_break() {
                queue.lock().unwrap().clear(); // Plus rien à prendre.
            }
            *slot = fate;
        }
    });
    all
}
// ANCHOR_END: run

// ANCHOR: check
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
// ANCHOR_END: check

// ANCHOR: main
fn main() {
    let file = |content, announced| File { content, announced };
    let archive = vec![
        ("notes.txt", file("123456789", "cbf43926")),
        ("photo.jpg", file("12345678", "cbf43926")),
        ("guide.pdf", file("2718281828", "?")),
    ];
    let total = archive.len();
    let mut count = 0;
    let all = run_all(2, archive, check, |_, _| {
        count += 1;
        println!("{count} sur {total}");
        ControlFlow::Continue(())
    });
    for (name, fate) in &all {
        match fate {
            Fate::Done(sum) => println!("{name} : intact, {sum:08x}"),
            Fate::Failed(error) => println!("{name} : abîmé, {error}"),
            Fate::Panicked(reason) => println!("{name} : panique, {reason}"),
            Fate::NotBegun => println!("{name} : pas commencé"),
        }
    }
    assert!(all.iter().all(|(_, fate)| *fate != Fate::NotBegun));
}
// ANCHOR_END: main
