// Les octets lus restent hors du `Future` que l’on annule.

use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::select;
use tokio::time::sleep;

// Des noms de cinq lettres, que le réseau découpe à sa façon.
async fn send(mut line: DuplexStream) {
    for part in ["Par", "isLil", "le"] {
        line.write_all(part.as_bytes()).await.unwrap();
        sleep(Duration::from_secs(1)).await;
    }
}

// ANCHOR: receive
async fn receive(mut line: DuplexStream) {
    let mut city = [0; 5];
    let mut filled = 0; // Combien d’octets sont déjà là.
    loop {
        select! {
            read = line.read(&mut city[filled..]) => match read {
                Ok(0) | Err(_) => break, // La ligne est fermée.
                Ok(count) => filled += count,
            },
            _ = sleep(Duration::from_millis(700)) => println!("…"),
        }
        if filled == city.len() {
            println!("{}", String::from_utf8_lossy(&city));
            filled = 0;
        }
    }
}
// ANCHOR_END: receive

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (sender, receiver) = duplex(64);
    tokio::join!(send(sender), receive(receiver));
}
