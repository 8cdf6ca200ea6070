//! A chat, and `SIZE` connections to it from a second process, or as many as this
//! machine lets it hold: two threads for each, then a task for each. The time is
//! that of a line from the one who says it to all the others: 99 in 100 are faster.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use measures::Timed;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt};
use tokio::runtime::Runtime;
use tokio::select;
use tokio::sync::mpsc;

const LINES: u32 = 20;
/// How many wait for a client, or for the room.
const WAITING: usize = 64;
const WELCOME: &str = "welcome";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [client, port, size] = &arguments[..]
        && client == "client"
    {
        let [port, size] = [port, size].map(|word| word.parse().unwrap());
        let clients = clients(port, size as usize);
        println!("{}", Runtime::new().unwrap().block_on(clients));
        return ExitCode::SUCCESS;
    }
    if env::var_os("ALL_FILES").is_none() {
        return with_all_files(&arguments);
    }
    measures::main(&[
        ("rust_threads", |size| chat(size, with_threads)),
        ("rust_tasks", |size| chat(size, with_tasks)),
    ])
}

/// The same program again, which may open as many files as the system allows:
/// each connection is one.
fn with_all_files(arguments: &[String]) -> ExitCode {
    let program = env::current_exe().expect("this program has a path");
    let error = Command::new("sh")
        .args(["-c", r#"ulimit -n "$(ulimit -Hn)"; exec "$0" "$@""#])
        .arg(program)
        .args(arguments)
        .env("ALL_FILES", "1")
        .exec();
    eprintln!("cannot start sh: {error}");
    ExitCode::FAILURE
}

fn chat(size: u64, serve: fn(TcpListener)) -> Timed {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    thread::spawn(move || serve(listener));
    let clients = Command::new(env::current_exe().unwrap())
        .args(["client", &port, &size.to_string()])
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let said = String::from_utf8(clients.stdout).unwrap();
    let figures: Vec<u64> =
        said.split_whitespace().flat_map(str::parse).collect();
    let [held, lines, ns] = figures[..] else {
        panic!("the clients said `{said}`");
    };
    if held < size {
        eprintln!(
            "{held} of {size} connections are held: the system gives no more threads, or no more files"
        );
    }
    Timed {
        time: Duration::from_nanos(ns),
        result: format!("{lines} lines to each"),
        in_turn: None,
        held: Some(held),
    }
}

type Line = Arc<str>;

enum Event<Outbox> {
    Join(Outbox),
    Say(Line),
}

// Two threads for each client.

fn with_threads(listener: TcpListener) {
    let (inbox, events) = sync_channel(WAITING);
    thread::spawn(|| room(events));
    for stream in listener.incoming() {
        let Ok(stream) = stream.map(Arc::new) else {
            continue;
        };
        let (outbox, posts) = sync_channel(WAITING);
        let join = Event::Join(outbox);
        let (input, said) = (Arc::clone(&stream), inbox.clone());
        let writing = Builder::new().spawn(move || deliver(posts, &stream));
        let reading = writing
            .and_then(|_| Builder::new().spawn(move || listen(&input, &said)));
        if reading.is_ok() {
            inbox.send(join).unwrap();
        }
    }
}

fn room(events: Receiver<Event<SyncSender<Line>>>) {
    let mut members = Vec::new();
    for event in events {
        match event {
            Event::Join(outbox) => {
                let _ = outbox.try_send(WELCOME.into());
                members.push(outbox);
            }
            Event::Say(line) => members.retain(|outbox| {
                let posted = outbox.try_send(line.clone());
                !matches!(posted, Err(TrySendError::Disconnected(_)))
            }),
        }
    }
}

fn listen(input: &TcpStream, inbox: &SyncSender<Event<SyncSender<Line>>>) {
    let lines = BufReader::with_capacity(1024, input).lines();
    for line in lines.map_while(Result::ok) {
        inbox.send(Event::Say(line.into())).unwrap();
    }
}

fn deliver(posts: Receiver<Line>, mut output: &TcpStream) {
    for line in posts {
        if output.write_all(format!("{line}\n").as_bytes()).is_err() {
            return;
        }
    }
}

// A task for each client.

fn with_tasks(listener: TcpListener) {
    Runtime::new().unwrap().block_on(async {
        listener.set_nonblocking(true).unwrap();
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        let (inbox, events) = mpsc::channel(WAITING);
        tokio::spawn(async_room(events));
        loop {
            if let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(client(stream, inbox.clone()));
            }
        }
    });
}

async fn async_room(mut events: mpsc::Receiver<Event<mpsc::Sender<Line>>>) {
    let mut members = Vec::new();
    while let Some(event) = events.recv().await {
        match event {
            Event::Join(outbox) => {
                let _ = outbox.try_send(WELCOME.into());
                members.push(outbox);
            }
            Event::Say(line) => members.retain(|outbox| {
                let posted = outbox.try_send(line.clone());
                !matches!(posted, Err(mpsc::error::TrySendError::Closed(_)))
            }),
        }
    }
}

async fn client(
    mut stream: tokio::net::TcpStream,
    inbox: mpsc::Sender<Event<mpsc::Sender<Line>>>,
) {
    let (input, mut output) = stream.split();
    let (outbox, mut posts) = mpsc::channel::<Line>(WAITING);
    let _ = inbox.send(Event::Join(outbox)).await;
    let listen = async {
        let input = tokio::io::BufReader::with_capacity(1024, input);
        let mut lines = input.lines();
        while let Ok(Some(line)) = lines.next_line().await {
            let _ = inbox.send(Event::Say(line.into())).await;
        }
    };
    let deliver = async {
        while let Some(line) = posts.recv().await {
            let line = format!("{line}\n");
            if output.write_all(line.as_bytes()).await.is_err() {
                return;
            }
        }
    };
    select! {
        () = listen => {}
        () = deliver => {}
    }
}

// The second process.

/// How many connections are held, how many lines each got, and the 99th
/// percentile of their delivery in nanoseconds.
async fn clients(port: u16, size: usize) -> String {
    let (got, mut arrivals) = mpsc::unbounded_channel();
    let mut speaker = None;
    let mut held = 0;
    while held < size {
        let Some((input, output)) = welcomed(port).await else {
            break;
        };
        held += 1;
        let got = got.clone();
        let mut lines = input.lines();
        let output = match speaker {
            None => {
                speaker = Some(output);
                None
            }
            Some(_) => Some(output),
        };
        tokio::spawn(async move {
            let _open = output;
            while let Ok(Some(line)) = lines.next_line().await {
                got.send((line, Instant::now())).unwrap();
            }
        });
    }
    let mut speaker = speaker.expect("not one connection is held");
    let mut times = Vec::new();
    for number in 0..LINES {
        let said = format!("line {number}");
        let start = Instant::now();
        speaker
            .write_all(format!("{said}\n").as_bytes())
            .await
            .unwrap();
        for _ in 0..held {
            let (line, arrived) = arrivals.recv().await.unwrap();
            assert_eq!(line, said, "a line is missing");
            times.push((arrived - start).as_nanos());
        }
    }
    times.sort();
    let ninety_nine = times[times.len() * 99 / 100];
    format!("{held} {LINES} {ninety_nine}")
}

type Connection = (
    tokio::io::BufReader<tokio::net::tcp::OwnedReadHalf>,
    tokio::net::tcp::OwnedWriteHalf,
);

async fn welcomed(port: u16) -> Option<Connection> {
    let stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await;
    let (input, output) = stream.ok()?.into_split();
    let mut input = tokio::io::BufReader::with_capacity(256, input);
    let mut line = String::new();
    input.read_line(&mut line).await.ok()?;
    (line.trim_end() == WELCOME).then_some((input, output))
}
