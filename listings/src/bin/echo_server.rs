// Le même écho : une tâche par client, et un seul thread pour tous.

use std::net::SocketAddr;
use tokio::io::{self, AsyncBufReadExt, AsyncReadExt};
use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

// ANCHOR: server
async fn echo(mut stream: TcpStream) -> io::Result<()> {
    let (input, mut output) = stream.split();
    let mut lines = BufReader::new(input).lines();
    while let Some(line) = lines.next_line().await? {
        output.write_all(format!("{line}\n").as_bytes()).await?;
    }
    Ok(())
}

async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(echo(stream));
    }
}
// ANCHOR_END: server

// ANCHOR: client
async fn client(address: SocketAddr, number: u32) -> io::Result<bool> {
    let mut stream = TcpStream::connect(address).await?;
    let question = format!("bonjour du client {number}\n");
    stream.write_all(question.as_bytes()).await?;
    stream.shutdown().await?; // « Je n’enverrai plus rien. »
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer == question)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(serve(listener));
    let clients: JoinSet<_> = (1..=100).map(|n| client(address, n)).collect();
    let answers = clients.join_all().await;
    let right = answers.iter().filter(|answer| matches!(answer, Ok(true)));
    println!("clients : 100, réponses justes : {}", right.count());
    Ok(())
}
// ANCHOR_END: client
