// Écrire à chacun l’un après l’autre : un client qui ne lit pas arrête tout.

use tokio::io::{AsyncBufReadExt, AsyncWriteExt};
use tokio::io::{BufReader, DuplexStream, duplex};
use tokio::time::{Duration, timeout};

// ANCHOR: say
async fn say(clients: &mut [DuplexStream], line: &str) {
    for client in clients {
        let _ = client.write_all(line.as_bytes()).await;
    }
}
// ANCHOR_END: say

async fn read(name: &str, connection: DuplexStream) {
    let mut lines = BufReader::new(connection).lines();
    while let Ok(Some(line)) = lines.next_line().await {
        println!("{name} reçoit : {line}");
    }
}

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    // Un tuyau de 24 octets tient lieu de connexion.
    let [(alice, at_alice), (bob, _at_bob), (carole, at_carole)] =
        [duplex(24), duplex(24), duplex(24)];
    tokio::spawn(read("alice", at_alice));
    tokio::spawn(read("carole", at_carole)); // Bob, lui, ne lit pas.
    let mut clients = [alice, bob, carole];
    for number in 1..=9 {
        let line = format!("ligne {number}\n");
        let said = say(&mut clients, &line);
        if timeout(Duration::from_secs(60), said).await.is_err() {
            println!("ligne {number} : toujours pas écrite, une minute après");
            break;
        }
    }
}
// ANCHOR_END: main
