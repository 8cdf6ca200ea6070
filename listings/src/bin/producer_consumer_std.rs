// Les liens cassés d’un site : deux lecteurs de pages, deux vérificateurs.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread;

// ANCHOR: site
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
// ANCHOR_END: site

// ANCHOR: check
fn check((page, target): Link) -> Result<(), String> {
    let exists = SITE.iter().any(|(name, _)| *name == target);
    let broken = || format!("{page} : pas de page « {target} »");
    exists.then_some(()).ok_or_else(broken)
}
// ANCHOR_END: check

fn produce<T>(source: impl Iterator<Item = T>, queue: SyncSender<T>) {
    for item in source {
        let Ok(()) = queue.send(item) else { return }; // Plus de consommateur.
    }
}

fn consume<T, R>(
    queue: Arc<Mutex<Receiver<T>>>,
    work: impl Fn(T) -> R,
) -> Vec<R> {
    let mut done = Vec::new();
    loop {
        let next = queue.lock().unwrap().recv();
        let Ok(item) = next else { return done }; // Vide et fermée.
        done.push(work(item));
    }
}

fn handle_all<T: Send, R: Send>(
    sources: Vec<impl Iterator<Item = T> + Send>,
    room: usize,
    consumers: usize,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let (sender, receiver) = mpsc::sync_channel(room);
    let receiver = Arc::new(Mutex::new(receiver));
    let work = &work;
    thread::scope(|s| {
        for source in sources {
            let queue = sender.clone();
            let _producer = s.spawn(move || produce(source, queue));
        }
        drop(sender); // Les producteurs seuls tiennent la file ouverte.
        let start = |_| {
            let queue = Arc::clone(&receiver);
            s.spawn(move || consume(queue, work))
        };
        let threads: Vec<_> = (0..consumers).map(start).collect();
        drop(receiver); // Les consommateurs seuls la gardent en vie.
        let results = threads.into_iter().map(|t| t.join().unwrap());
        results.flatten().collect()
    })
}

// ANCHOR: main
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
// ANCHOR_END: main
