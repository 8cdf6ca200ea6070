// Un exécuteur entier : une file de numéros, et `poll`.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::task::{Context, Poll, Wake, Waker};

// ANCHOR: bell
struct Bell {
    table: usize,
    queue: Sender<usize>,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        let _ = self.queue.send(self.table);
    }
}
// ANCHOR_END: bell

// ANCHOR: run
type Task = Pin<Box<dyn Future<Output = ()>>>;

fn run(tasks: Vec<Task>) {
    let (queue, ready) = mpsc::channel();
    let mut tables = Vec::new();
    for (table, task) in tasks.into_iter().enumerate() {
        let bell = Bell {
            table,
            queue: queue.clone(),
        };
        tables.push((Some(task), Waker::from(Arc::new(bell))));
        queue.send(table).unwrap(); // Chaque tâche a sa première visite.
    }
    let mut unfinished = tables.len();
    while unfinished > 0 {
        let table = ready.recv().unwrap(); // Dort si rien n’est prêt.
        let (slot, waker) = &mut tables[table];
        let Some(task) = slot else { continue };
        let mut context = Context::from_waker(waker);
        if task.as_mut().poll(&mut context).is_ready() {
            *slot = None; // Finie : elle n’est plus visitée.
            unfinished -= 1;
        }
    }
}
// ANCHOR_END: run

// ANCHOR: pause
/// Pas prêt à la première visite, prêt à la seconde.
struct Pause {
    seen: bool,
}

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<()> {
        if self.seen {
            return Poll::Ready(());
        }
        self.seen = true;
        context.waker().wake_by_ref(); // Repassez dès que possible.
        Poll::Pending
    }
}
// ANCHOR_END: pause

// ANCHOR: main
async fn meal(name: &str) {
    for dish in ["entrée", "plat"] {
        println!("{name} : {dish}");
        Pause { seen: false }.await;
    }
    println!("{name} : addition");
}

fn main() {
    run(vec![Box::pin(meal("Alice")), Box::pin(meal("Bob"))]);
}
// ANCHOR_END: main
