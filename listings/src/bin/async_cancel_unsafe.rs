// `read_exact`, annulée en plein milieu, perd les octets déjà lus.

use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::select;
use tokio::time::sleep;

// ANCHOR: send
// Des noms de cinq lettres, que le réseau découpe à sa façon.
async fn send(mut line: DuplexStream) {
    for part in ["Par", "isLil", "le"] {
        line.write_all(part.as_bytes()).await.unwrap();
        sleep(Duration::from_secs(1)).await;
    }
}
// ANCHOR_END: send

// ANCHOR: receive
async fn receive(mut line: DuplexStream) {
    loop {
        let mut city = [0; 5];
        select! {
            read = line.read_exact(&mut city) => match read {
                Ok(_) => println!("{}", String::from_utf8_lossy(&city)),
                Err(_) => break, // La ligne est fermée.
            },
            _ = sleep(Duration::from_millis(700)) => println!("…"),
        }
    }
}
// ANCHOR_END: receive

// ANCHOR: main
#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let (sender, receiver) = duplex(64);
    tokio::join!(send(sender), receive(receiver));
}
// ANCHOR_END: main
