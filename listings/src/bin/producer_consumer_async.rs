// Les liens cassés d’un site lointain : les vérificateurs sont des tâches.

use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

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

// ANCHOR: check
async fn check((page, target): Link) -> Result<(), String> {
    sleep(Duration::from_millis(50)).await; // Le site répond.
    let exists = SITE.iter().any(|(name, _)| *name == target);
    let broken = || format!("{page} : pas de page « {target} »");
    exists.then_some(()).ok_or_else(broken)
}
// ANCHOR_END: check

// ANCHOR: run
async fn produce<T>(source: impl Iterator<Item = T>, queue: mpsc::Sender<T>) {
    for item in source {
        let Ok(()) = queue.send(item).await else {
            return;
        };
    }
}

async fn consume<T, R>(
    queue: Arc<Mutex<mpsc::Receiver<T>>>,
    work: impl AsyncFn(T) -> R,
) -> Vec<R> {
    let mut done = Vec::new();
    loop {
        let next = queue.lock().await.recv().await;
        let Some(item) = next else { return done };
        done.push(work(item).await);
    }
}

async fn handle_all(
    sources: Vec<impl Iterator<Item = Link> + Send + 'static>,
    room: usize,
    consumers: usize,
) -> Vec<Result<(), String>> {
    let (sender, receiver) = mpsc::channel(room);
    let receiver = Arc::new(Mutex::new(receiver));
    for source in sources {
        tokio::spawn(produce(source, sender.clone()));
    }
    drop(sender);
    let mut tasks = JoinSet::new();
    for _ in 0..consumers {
        tasks.spawn(consume(Arc::clone(&receiver), check));
    }
    drop(receiver);
    tasks.join_all().await.concat()
}
// ANCHOR_END: run

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (first, second) = SITE.split_at(2);
    let read = |half: &'static [Page]| half.iter().copied().flat_map(links);
    for consumers in [1, 2, 8] {
        let start = Instant::now();
        let sources = vec![read(first), read(second)];
        let checked = handle_all(sources, 2, consumers).await;
        let broken = checked.iter().filter(|link| link.is_err()).count();
        println!(
            "tâches : {consumers}, liens : {}, cassés : {broken}, {:?}",
            checked.len(),
            start.elapsed()
        );
        assert_eq!((checked.len(), broken), (8, 2));
    }
}
// ANCHOR_END: main
