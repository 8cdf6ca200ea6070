// Ce que promet `src/server.rs`.

use tokio::io::{AsyncReadExt, DuplexStream, duplex};

use super::*;

const SECOND: Duration = Duration::from_secs(1);
const LIMITS: Limits = Limits {
    clients: 2,
    rooms: 2,
    pace: SECOND,
    idle: Duration::from_secs(60),
    grace: Duration::from_secs(5),
};

struct Served {
    inbox: Sender<Event>,
    stop: CancellationToken,
    id: Id,
}

impl Served {
    fn new() -> Served {
        let (inbox, events) = channel(OUTBOX);
        tokio::spawn(own(House::new(2), events));
        let stop = CancellationToken::new();
        Served { inbox, stop, id: 0 }
    }

    fn arrive(&mut self) -> (Talk, tokio::task::JoinHandle<()>) {
        self.id += 1;
        let (ours, theirs) = duplex(1024);
        let (inbox, stop) = (self.inbox.clone(), self.stop.clone());
        let client = client(self.id, theirs, inbox, stop, LIMITS);
        (Talk(Lines::new(ours, 2048)), tokio::spawn(client))
    }
}

struct Talk(Lines<DuplexStream>);

impl Talk {
    async fn say(&mut self, text: &str) {
        self.0.input().write_all(text.as_bytes()).await.unwrap();
    }

    async fn hear(&mut self) -> String {
        match self.0.next().await {
            Input::Line(line) => line,
            _ => "fin".into(),
        }
    }
}

// L’horloge est truquée : quand tout attend, elle saute.
#[tokio::test(start_paused = true)]
async fn a_silent_client_is_asked_then_left() {
    let (mut talk, _client) = Served::new().arrive();
    let start = Instant::now();
    talk.hear().await;
    talk.say("al").await; // L’attente est abandonnée au milieu de la ligne.
    assert!(talk.hear().await.starts_with('?'));
    assert_eq!(start.elapsed().as_secs(), 60);
    talk.say("ice\n").await;
    assert!(talk.hear().await.contains("bonjour alice"));
    assert!(talk.hear().await.starts_with('?'));
    talk.say("/pong\n").await;
    assert!(talk.hear().await.starts_with('?'));
    assert_eq!(talk.hear().await, ". silencieux");
    assert_eq!(talk.hear().await, "fin");
    assert_eq!(start.elapsed().as_secs(), 60 + 60 + 60 + 60);
}

#[tokio::test(start_paused = true)]
async fn a_flood_slows_its_author_down_and_nobody_else() {
    let mut served = Served::new();
    let (mut alice, _client) = served.arrive();
    let start = Instant::now();
    alice.say(&format!("alice\n{}", "bla\n".repeat(29))).await;
    let (mut bob, _client) = served.arrive();
    bob.say("bob\nbonjour\n").await;
    while bob.hear().await != "bob : bonjour" {}
    assert_eq!(start.elapsed().as_secs(), 0);
    // Vingt lignes d’un coup, le nom compris ; puis une par seconde.
    for _ in 0..29 {
        while alice.hear().await != "alice : bla" {}
    }
    assert_eq!(start.elapsed().as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn at_the_stop_a_client_that_does_not_read_is_left() {
    let mut served = Served::new();
    let (mut alice, client) = served.arrive();
    alice.say("alice\n").await;
    let stop = served.stop.clone();
    drop(served); // Son entrée tiendrait la salle ouverte.
    let start = Instant::now();
    stop.cancel();
    client.await.unwrap();
    assert_eq!(start.elapsed(), LIMITS.grace);
    let mut all = String::new();
    alice.0.input().read_to_string(&mut all).await.unwrap();
    assert!(all.ends_with(". le serveur s’arrête\n"), "{all}");
}
