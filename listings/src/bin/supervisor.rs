// Un superviseur relance son acteur, sauf à la troisième chute en dix secondes.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc, oneshot, watch};
use tokio::time::{Instant, timeout};

// ANCHOR: actor
const BEAT: Duration = Duration::from_millis(100);

struct Parcel {
    label: &'static str,
    reply: oneshot::Sender<u32>,
}

type Mailbox = Arc<Mutex<mpsc::Receiver<Parcel>>>;

async fn count(mailbox: Mailbox, pulse: watch::Sender<()>) {
    let mut mailbox = mailbox.lock().await; // Jusqu’à sa fin, ou sa chute.
    let mut total = 0;
    loop {
        pulse.send_replace(());
        match timeout(BEAT, mailbox.recv()).await {
            Err(_) => {}
            Ok(None) => return,
            Ok(Some(Parcel { label, reply })) => {
                total += weigh(label).await;
                let _ = reply.send(total);
            }
        }
    }
}

async fn weigh(label: &str) -> u32 {
    if label == "fragile" {
        pending().await // La balance ne répond pas.
    }
    label.parse().expect("étiquette illisible")
}
// ANCHOR_END: actor

// ANCHOR: supervise
const FALLS: usize = 3;
const WINDOW: Duration = Duration::from_secs(10);

async fn supervise(mailbox: Mailbox) {
    let mut falls: Vec<Instant> = Vec::new();
    loop {
        let (pulse, mut beats) = watch::channel(());
        let actor = tokio::spawn(count(mailbox.clone(), pulse));
        while let Ok(Ok(())) = timeout(3 * BEAT, beats.changed()).await {}
        actor.abort(); // S’il est muet ; sans effet s’il est mort.
        match actor.await {
            Ok(()) => return, // Sa boîte est fermée : il a fini.
            Err(error) if error.is_panic() => println!("mort d’une panique"),
            Err(_) => println!("muet, arrêté"),
        }
        falls.retain(|fall| fall.elapsed() < WINDOW);
        falls.push(Instant::now());
        if falls.len() == FALLS {
            println!("{FALLS} chutes en moins de 10 s : abandon");
            return;
        }
        println!("relancé");
    }
}
// ANCHOR_END: supervise

// ANCHOR: main
async fn ask(counter: mpsc::Sender<Parcel>, label: &'static str) {
    let (reply, answer) = oneshot::channel();
    if counter.send(Parcel { label, reply }).await.is_err() {
        println!("{label} : comptoir fermé");
        return;
    }
    match answer.await {
        Ok(total) => println!("{label} : total {total}"),
        Err(_) => println!("{label} : sans réponse"),
    }
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (counter, mailbox) = mpsc::channel(4);
    tokio::spawn(supervise(Arc::new(Mutex::new(mailbox))));
    let labels = [["3", "5"], ["?", "2"], ["fragile", "4"], ["?", "6"]];
    for both in labels {
        let both = both.map(|l| tokio::spawn(ask(counter.clone(), l)));
        for one in both {
            one.await.unwrap();
        }
    }
    ask(counter, "1").await;
}
// ANCHOR_END: main
