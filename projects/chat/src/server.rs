// Le serveur : des connexions autour d’une seule propriétaire des salles.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket};
use tokio::select;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::house::{House, Id, Post, sign};
use crate::lines::{Input, Lines};

// ANCHOR: limits
const LINE: usize = 1024; // Octets d’une ligne, au plus.
const OUTBOX: usize = 64; // Lignes en attente d’un client, au plus.
const BUFFER: u32 = 64 * 1024; // Octets que le système garde pour lui.
const BURST: u32 = 20; // Lignes d’un coup, avant que le rythme compte.

/// Ce que l’on choisit au lancement.
#[derive(Clone, Copy)]
pub struct Limits {
    pub clients: usize,
    pub rooms: usize,
    /// Le temps entre deux lignes d’un client, en moyenne.
    pub pace: Duration,
    /// Le silence au bout duquel on demande, puis on se sépare.
    pub idle: Duration,
    /// Le temps de partir.
    pub grace: Duration,
}
// ANCHOR_END: limits

// ANCHOR: owner
enum Event {
    Arrive(Id, Sender<Post>),
    Line(Id, String),
    TooLong(Id),
    Silent(Id),
    Leave(Id, &'static str),
}

/// Prend les évènements un à un, jusqu’à ce que plus personne n’en envoie.
async fn own(mut house: House, mut events: Receiver<Event>) -> u64 {
    while let Some(event) = events.recv().await {
        match event {
            Event::Arrive(id, posts) => house.arrive(id, posts),
            Event::Line(id, line) => house.line(id, &line),
            Event::TooLong(id) => {
                let why = format!("ligne de plus de {LINE} octets, jetée");
                house.refuse(id, &why);
            }
            Event::Silent(id) => house.ping(id),
            Event::Leave(id, why) => house.leave(id, why),
        }
    }
    house.close("le serveur s’arrête");
    house.said()
}
// ANCHOR_END: owner

// ANCHOR: pace
/// Un rythme : `BURST` lignes d’un coup, puis une par `pace`.
struct Pace {
    pace: Duration,
    next: Instant,
}

impl Pace {
    async fn wait(&mut self) {
        let earliest = Instant::now();
        self.next = self.next.max(earliest) + self.pace;
        sleep_until(self.next - self.pace * BURST).await;
    }
}
// ANCHOR_END: pace

// ANCHOR: listen
/// Ce que dit un client, jusqu’à son départ et à sa raison.
async fn listen(
    id: Id,
    lines: &mut Lines<impl AsyncRead + Unpin>,
    inbox: &Sender<Event>,
    limits: Limits,
) -> &'static str {
    let start = Instant::now();
    let mut pace = Pace {
        pace: limits.pace,
        next: start,
    };
    let mut asked = false;
    loop {
        let next = timeout(limits.idle, lines.next()).await;
        let event = match next {
            Ok(Input::End) => return "connexion fermée",
            Err(_) if asked => return "silencieux",
            Err(_) => Event::Silent(id),
            Ok(Input::TooLong) => Event::TooLong(id),
            Ok(Input::Line(line)) => Event::Line(id, line),
        };
        asked = matches!(event, Event::Silent(_));
        if !asked {
            pace.wait().await;
        }
        let _ = inbox.send(event).await;
    }
}
// ANCHOR_END: listen

/// Vide la boîte d’un client à son rythme ; plusieurs lignes en une écriture.
async fn deliver(
    mut posts: Receiver<Post>,
    mut output: impl AsyncWrite + Unpin,
) {
    let mut batch = Vec::new();
    while posts.recv_many(&mut batch, OUTBOX).await > 0 {
        let mut text = String::new();
        for (missed, line) in batch.drain(..) {
            if missed > 0 {
                let news = sign::NEWS;
                text += &format!("{news} lignes manquées : {missed}\n");
            }
            text += &line;
            text += "\n";
        }
        if output.write_all(text.as_bytes()).await.is_err() {
            return; // Le client est parti sans prévenir.
        }
    }
    let _ = output.shutdown().await;
}

// ANCHOR: client
async fn client(
    id: Id,
    stream: impl AsyncRead + AsyncWrite + Unpin,
    inbox: Sender<Event>,
    stop: CancellationToken,
    limits: Limits,
) {
    let (input, output) = tokio::io::split(stream);
    let mut lines = Lines::new(input, LINE);
    let (outbox, posts) = channel(OUTBOX);
    let _ = inbox.send(Event::Arrive(id, outbox)).await;
    let mut writing = pin!(deliver(posts, output));
    let mut written = false;
    let why = select! {
        why = listen(id, &mut lines, &inbox, limits) => Some(why),
        () = stop.cancelled() => None,
        () = &mut writing => {
            written = true;
            Some("connexion fermée") // Ou il est parti par /quit.
        }
    };
    if let Some(why) = why {
        let _ = inbox.send(Event::Leave(id, why)).await;
    }
    drop(inbox);
    // Fermer sans avoir tout lu détruirait ce qui est en route vers lui.
    let ending = async {
        if !written {
            writing.await;
        }
        lines.drain().await;
    };
    let _ = timeout(limits.grace, ending).await;
}
// ANCHOR_END: client

/// Sert jusqu’à `stop`, puis jusqu’à ce que chacun ait tout lu, ou que le temps
/// de partir soit passé. Rend le nombre de lignes dites.
pub async fn serve(
    listener: TcpListener,
    limits: Limits,
    stop: CancellationToken,
) -> u64 {
    let clients = TaskTracker::new();
    let places = Arc::new(Semaphore::new(limits.clients));
    let (inbox, events) = channel(OUTBOX);
    let owner = tokio::spawn(own(House::new(limits.rooms), events));
    let mut id = 0;
    while let Some(arrival) = stop.run_until_cancelled(listener.accept()).await
    {
        let Ok((stream, _)) = arrival else {
            sleep(Duration::from_millis(100)).await; // Trop de fichiers.
            continue;
        };
        let Ok(place) = places.clone().try_acquire_owned() else {
            let full =
                format!("{} complet, revenez plus tard\n", sign::REFUSED);
            let _ = stream.try_write(full.as_bytes());
            continue;
        };
        let _ = stream.set_nodelay(true); // Une ligne courte part aussitôt.
        id += 1;
        let client = client(id, stream, inbox.clone(), stop.clone(), limits);
        clients.spawn(async move {
            client.await;
            drop(place);
        });
    }
    drop((listener, inbox));
    clients.close();
    clients.wait().await;
    owner.await.expect("la propriétaire ne panique pas")
}

pub fn open(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // Reprendre le port d’un serveur qui vient de finir.
    socket.set_reuseaddr(cfg!(unix))?;
    socket.set_send_buffer_size(BUFFER)?; // Celle de chaque connexion.
    socket.bind(address)?;
    socket.listen(1024)
}

#[cfg(test)]
#[path = "../tests/unit/server.rs"]
mod tests;
