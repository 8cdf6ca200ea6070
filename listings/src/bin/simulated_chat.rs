// Un chat dans un réseau simulé : il coupe, répare, retarde ; la graine décide.

use std::collections::HashSet;
use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::timeout;
use turmoil::net::UdpSocket;

type Shown = Arc<Mutex<Vec<String>>>;

// ANCHOR: room
const ROOM: (&str, u16) = ("room", 7000);

async fn room(shown: Shown, numbered: bool) -> turmoil::Result {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, ROOM.1)).await?;
    let mut known = HashSet::new();
    let mut buffer = [0; 64];
    loop {
        let (length, from) = socket.recv_from(&mut buffer).await?;
        let line = String::from_utf8_lossy(&buffer[..length]).into_owned();
        let is_new = known.insert(line.clone());
        if is_new || !numbered {
            shown.lock().unwrap().push(line);
        }
        socket.send_to(&buffer[..length], from).await?; // Reçu.
    }
}
// ANCHOR_END: room

// ANCHOR: client
async fn client(name: &str) -> turmoil::Result {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).await?;
    for number in 1..=3 {
        let line = format!("{name} {number}");
        loop {
            socket.send_to(line.as_bytes(), ROOM).await?;
            let answer = answered(&socket, &line);
            if timeout(Duration::from_millis(200), answer).await.is_ok() {
                break;
            }
        }
    }
    Ok(())
}

async fn answered(socket: &UdpSocket, line: &str) -> turmoil::Result {
    let mut buffer = [0; 64];
    loop {
        let (length, _) = socket.recv_from(&mut buffer).await?;
        if &buffer[..length] == line.as_bytes() {
            return Ok(());
        }
    }
}
// ANCHOR_END: client

fn main() {
    for seed in 0..20 {
        println!("{seed} {:?}", simulate(seed, false));
        println!("   {:?}", simulate(seed, true));
    }
}

fn simulate(seed: u64, numbered: bool) -> Vec<String> {
    let mut sim = turmoil::Builder::new()
        .rng_seed(seed)
        .min_message_latency(Duration::from_millis(1))
        .max_message_latency(Duration::from_millis(90))
        .build();
    let shown = Shown::default();
    let s2 = shown.clone();
    sim.host("room", move || room(s2.clone(), numbered));
    sim.client("alice", client("alice"));
    sim.client("bob", client("bob"));
    sim.client("cut", async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        turmoil::partition("alice", "room");
        tokio::time::sleep(Duration::from_millis(500)).await;
        turmoil::repair("alice", "room");
        Ok(())
    });
    sim.run().unwrap();
    let v = shown.lock().unwrap().clone();
    v
}
