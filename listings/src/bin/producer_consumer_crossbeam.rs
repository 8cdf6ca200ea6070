// Les liens cassés d’un site : chaque vérificateur a son récepteur.

use crossbeam::channel::{self, Sender};
use std::thread;

type Page = (&'static str, &'static str);
type Link = (&'static str, &'static str);

static SITE: [Page; 4] = [
    ("index", "Voir [le menu](menu) et [les horaires](hours)."),
    ("menu", "[Réserver](booking), ou [nous écrire](contact)."),
    (
        "hours",
        "De midi à minuit. [Le plan](map), [l’accueil](index).",
    ),
    ("contact", "[Les horaires](hours), [l’accueil](index)."),
];

fn links((page, text): Page) -> impl Iterator<Item = Link> {
    let targets = text.split("](").skip(1);
    targets.filter_map(move |rest| Some((page, rest.split_once(")")?.0)))
}

fn check((page, target): Link) -> Result<(), String> {
    let exists = SITE.iter().any(|(name, _)| *name == target);
    let broken = || format!("{page} : pas de page « {target} »");
    exists.then_some(()).ok_or_else(broken)
}

// ANCHOR: run
fn produce<T>(source: impl Iterator<Item = T>, queue: Sender<T>) {
    for item in source {
        let Ok(()) = queue.send(item) else { return };
    }
}

fn handle_all<T: Send, R: Send>(
    sources: Vec<impl Iterator<Item = T> + Send>,
    room: usize,
    consumers: usize,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let (sender, receiver) = channel::bounded(room);
    let work = &work;
    thread::scope(|s| {
        for source in sources {
            let queue = sender.clone();
            s.spawn(move || produce(source, queue));
        }
        drop(sender);
        let start = |_| {
            let queue = receiver.clone();
            s.spawn(move || queue.into_iter().map(work).collect())
        };
        let threads: Vec<_> = (0..consumers).map(start).collect();
        drop(receiver);
        let results = threads.into_iter().map(|t| t.join().unwrap());
        results.flat_map(|done: Vec<R>| done).collect()
    })
}
// ANCHOR_END: run

fn main() {
    let (first, second) = SITE.split_at(2);
    let read = |half: &'static [Page]| half.iter().copied().flat_map(links);
    let checked = handle_all(vec![read(first), read(second)], 2, 2, check);
    let total = checked.len();
    let mut broken: Vec<String> =
        checked.into_iter().filter_map(Result::err).collect();
    broken.sort();
    println!("{total} liens, dont {} cassés", broken.len());
    for link in &broken {
        println!("{link}");
    }
    assert_eq!((total, broken.len()), (8, 2));
}
