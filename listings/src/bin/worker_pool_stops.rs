// Arrêter un pool : ce qui est commencé finit, le reste est rendu.

use std::any::Any;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{self, SyncSender};
use std::thread;

type Name = &'static str;

#[derive(Debug, PartialEq)]
enum Fate<R> {
    Done(R),
    Failed(String),
    Panicked(String),
    NotBegun,
}

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

fn reason(panic: &(dyn Any + Send)) -> String {
    let fixed = panic.downcast_ref::<&str>().map(|text| text.to_string());
    let made = panic.downcast_ref::<String>().cloned();
    fixed.or(made).unwrap_or("raison inconnue".into())
}

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

// ANCHOR: main
fn main() {
    let jobs = vec![
        ("Alice", Err("disque plein".to_string())),
        ("Bob", Ok(4)),
        ("Chloé", Ok(9)),
    ];
    let all = run_all(
        2,
        jobs,
        |job| job,
        |_, fate| match fate {
            Fate::Failed(_) => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        },
    );
    for (name, fate) in &all[1..] {
        let begun = *fate != Fate::NotBegun;
        println!("{name} : {}", if begun { "fait" } else { "rendu" });
    }
    assert_eq!(all[0].1, Fate::Failed("disque plein".to_string()));
}
// ANCHOR_END: main
