// Un serveur d’écho : un thread par client.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

// ANCHOR: server
fn echo(stream: TcpStream) -> io::Result<()> {
    let mut output = stream.try_clone()?;
    for line in BufReader::new(stream).lines() {
        writeln!(output, "{}", line?)?;
    }
    Ok(()) // Le client a fermé sa connexion.
}

fn serve(listener: TcpListener) {
    for stream in listener.incoming().flatten() {
        thread::spawn(|| echo(stream));
    }
}
// ANCHOR_END: server

// ANCHOR: main
fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    thread::spawn(|| serve(listener));
    let mut clients = Vec::new();
    for name in ["alice", "bob", "carole"] {
        clients.push((name, TcpStream::connect(address)?));
    }
    // Les trois sont connectés ; la dernière parle d’abord.
    for (name, mut stream) in clients.into_iter().rev() {
        writeln!(stream, "bonjour de {name}")?;
        let mut answer = String::new();
        BufReader::new(stream).read_line(&mut answer)?;
        print!("{name} reçoit : {answer}");
    }
    Ok(())
}
// ANCHOR_END: main
