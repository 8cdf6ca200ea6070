// Un chat dont tout est borné : lignes, clients, boîtes, et le temps de finir.

use std::collections::HashMap;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{self, AsyncBufRead, AsyncBufReadExt, AsyncReadExt};
use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::tcp::WriteHalf;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{sleep, timeout};
use tokio::{join, select, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

// ANCHOR: limits
const LINE: usize = 1024; // Octets d’une ligne, au plus.
const OUTBOX: usize = 64; // Lignes en attente d’un client, au plus.
const BUFFER: u32 = 64 * 1024; // Octets que le système garde pour lui.
const GRACE: Duration = Duration::from_secs(10); // Pour partir.
// ANCHOR_END: limits

// ANCHOR: events
/// Le nombre de lignes manquées, puis celle qui suit.
type Post = (u64, Arc<str>);

enum Event {
    Join(u64, Sender<Post>),
    Say(Arc<str>),
    Leave(u64, &'static str),
}
// ANCHOR_END: events

// ANCHOR: member
struct Member {
    outbox: Sender<Post>,
    missed: u64,
}

impl Member {
    fn post(&mut self, line: Arc<str>) {
        // La dernière place est gardée pour le dernier mot.
        if self.outbox.capacity() > 1 {
            let _ = self.outbox.try_send((self.missed, line));
            self.missed = 0;
        } else {
            self.missed += 1;
        }
    }

    fn leave(self, last_word: &str) {
        let _ = self.outbox.try_send((self.missed, last_word.into()));
    }
}
// ANCHOR_END: member

// ANCHOR: room
async fn room(mut events: Receiver<Event>) -> u64 {
    let mut members: HashMap<u64, Member> = HashMap::new();
    let mut accepted = 0;
    while let Some(event) = events.recv().await {
        match event {
            Event::Join(id, outbox) => {
                let mut member = Member { outbox, missed: 0 };
                member.post(format!("bienvenue, client {id}").into());
                members.insert(id, member);
            }
            Event::Say(line) => {
                accepted += 1;
                for member in members.values_mut() {
                    member.post(line.clone());
                }
            }
            Event::Leave(id, last_word) => {
                if let Some(member) = members.remove(&id) {
                    member.leave(last_word);
                }
            }
        }
    }
    for member in members.into_values() {
        member.leave("le serveur s’arrête");
    }
    accepted
}
// ANCHOR_END: room

// ANCHOR: listen
const NEWLINE: u8 = 10; // Le retour à la ligne.

async fn listen(
    id: u64,
    input: &mut (impl AsyncBufRead + Unpin),
    inbox: &Sender<Event>,
) -> &'static str {
    loop {
        let mut line = Vec::new();
        let mut limited = (&mut *input).take(LINE as u64);
        let _ = limited.read_until(NEWLINE, &mut line).await;
        match line.last() {
            Some(&NEWLINE) => {}
            _ if line.len() == LINE => return "ligne trop longue",
            _ => return "au revoir", // Fin, coupure, ligne inachevée.
        }
        let text = String::from_utf8_lossy(&line);
        let line = format!("{id} : {}", text.trim_end()).into();
        let _ = inbox.send(Event::Say(line)).await;
    }
}
// ANCHOR_END: listen

// ANCHOR: deliver
async fn deliver(mut posts: Receiver<Post>, mut output: WriteHalf<'_>) {
    let mut batch = Vec::new();
    while posts.recv_many(&mut batch, OUTBOX).await > 0 {
        let mut text = String::new();
        for (missed, line) in batch.drain(..) {
            if missed > 0 {
                text += &format!("(lignes manquées : {missed})\n");
            }
            text += &format!("{line}\n");
        }
        if output.write_all(text.as_bytes()).await.is_err() {
            return; // Le client est parti sans prévenir.
        }
    }
    let _ = output.shutdown().await;
}
// ANCHOR_END: deliver

// ANCHOR: client
async fn client(
    id: u64,
    mut stream: TcpStream,
    inbox: Sender<Event>,
    stop: CancellationToken,
) {
    let (input, output) = stream.split();
    let mut input = BufReader::with_capacity(LINE, input);
    let (outbox, posts) = channel(OUTBOX);
    let _ = inbox.send(Event::Join(id, outbox)).await;
    let mut writing = pin!(deliver(posts, output));
    let last_word = select! {
        last_word = listen(id, &mut input, &inbox) => Some(last_word),
        () = stop.cancelled() => None,
        () = &mut writing => {
            let _ = inbox.send(Event::Leave(id, "")).await;
            return;
        }
    };
    if let Some(last_word) = last_word {
        let _ = inbox.send(Event::Leave(id, last_word)).await;
    }
    drop(inbox);
    // Fermer sans avoir tout lu détruirait ce qui est en route vers lui.
    let mut nowhere = io::sink();
    let ending = async { join!(writing, io::copy(&mut input, &mut nowhere)) };
    let _ = timeout(GRACE, ending).await;
}
// ANCHOR_END: client

// ANCHOR: serve
async fn serve(
    listener: TcpListener,
    most: usize,
    stop: CancellationToken,
) -> u64 {
    let clients = TaskTracker::new();
    let places = Arc::new(Semaphore::new(most));
    let (inbox, events) = channel(OUTBOX);
    let room = tokio::spawn(room(events));
    let mut id = 0;
    while let Some(arrival) = stop.run_until_cancelled(listener.accept()).await
    {
        let Ok((mut stream, _)) = arrival else {
            sleep(Duration::from_millis(100)).await; // Trop de fichiers.
            continue;
        };
        let Ok(place) = places.clone().try_acquire_owned() else {
            let _ = stream.write_all("complet\n".as_bytes()).await;
            continue;
        };
        id += 1;
        let client = client(id, stream, inbox.clone(), stop.clone());
        clients.spawn(async move {
            client.await;
            drop(place);
        });
    }
    drop((listener, inbox));
    clients.close();
    clients.wait().await;
    room.await.unwrap()
}
// ANCHOR_END: serve

// ANCHOR: main
fn open() -> io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_send_buffer_size(BUFFER)?; // Celle de chaque connexion.
    socket.bind(([127, 0, 0, 1], 0).into())?;
    socket.listen(1024)
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let listener = open()?;
    let stop = CancellationToken::new();
    let Ok(most) = std::env::var("CLIENTS") else {
        return demo(listener, stop).await;
    };
    let most = most.parse().expect("CLIENTS est un nombre");
    println!("adresse : {}", listener.local_addr()?);
    let interrupted = async {
        signal::ctrl_c().await.unwrap();
        stop.cancel();
    };
    let ((), accepted) =
        join!(interrupted, serve(listener, most, stop.clone()));
    println!("lignes acceptées : {accepted}");
    Ok(())
}
// ANCHOR_END: main

// ANCHOR: demo
async fn demo(
    listener: TcpListener,
    stop: CancellationToken,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    let server = tokio::spawn(serve(listener, 2, stop.clone()));
    let mut alice = BufReader::new(TcpStream::connect(address).await?);
    hear("alice", &mut alice).await?;
    let mut bob = BufReader::new(TcpStream::connect(address).await?);
    hear("bob", &mut bob).await?;
    let mut carole = BufReader::new(TcpStream::connect(address).await?);
    hear("carole", &mut carole).await?;

    alice.write_all("bonjour\n".as_bytes()).await?;
    hear("alice", &mut alice).await?;
    hear("bob", &mut bob).await?;
    bob.write_all("encore ".repeat(300).as_bytes()).await?;
    hear("bob", &mut bob).await?;
    hear("bob", &mut bob).await?;
    drop(bob);

    stop.cancel();
    hear("alice", &mut alice).await?;
    hear("alice", &mut alice).await?;
    drop(alice);
    println!("lignes acceptées : {}", server.await.unwrap());
    Ok(())
}

async fn hear(name: &str, client: &mut BufReader<TcpStream>) -> io::Result<()> {
    let mut line = String::new();
    match client.read_line(&mut line).await? {
        0 => println!("{name} : fin"),
        _ => print!("{name} reçoit : {line}"),
    }
    Ok(())
}
// ANCHOR_END: demo
