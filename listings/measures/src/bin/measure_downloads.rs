//! Files of 256 KiB from a server on this machine, which thinks for 50 ms before
//! each: one after the other, then eight at once by the project's two engines, by
//! curl, and by wget, a process a file.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::thread;
use std::time::Duration;

use measures::Timed;

const BYTES: usize = 256 * 1024;
const AT_ONCE: &str = "8";

fn main() -> ExitCode {
    measures::main(&[
        ("curl_in_turn", |size| fetched(size, |list| curl(list, "1"))),
        ("downloader_tasks", |size| {
            fetched(size, |list| ours(list, "async"))
        }),
        ("downloader_threads", |size| {
            fetched(size, |list| ours(list, "threads"))
        }),
        ("curl", |size| fetched(size, |list| curl(list, AT_ONCE))),
        ("wget", |size| fetched(size, wget)),
    ])
}

/// `size` files, each compared with what the server sent.
fn fetched(size: u64, command: impl FnOnce(&Path) -> Command) -> Timed {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap();
    thread::spawn(move || {
        for client in server.incoming() {
            thread::spawn(move || answer(client.unwrap()));
        }
    });
    let place = tempfile::tempdir().expect("a folder can be made");
    let files = place.path().join("files");
    fs::create_dir(&files).unwrap();
    let list = place.path().join("list");
    let urls = (0..size).map(|file| format!("http://{address}/{file}.bin\n"));
    fs::write(&list, urls.collect::<String>()).unwrap();
    let mut command = command(&list);
    command.current_dir(&files).stdout(Stdio::null());
    measures::timed(|| {
        let status = command.status().expect("the command starts");
        assert!(status.success(), "{command:?} ended with {status}");
        let whole = |file: &u64| {
            let bytes = fs::read(files.join(format!("{file}.bin")));
            bytes.is_ok_and(|bytes| bytes == body())
        };
        (0..size).filter(whole).count()
    })
}

fn body() -> Vec<u8> {
    (0..BYTES).map(|byte| (byte % 251) as u8).collect()
}

/// One request after the other, until the client leaves.
fn answer(mut client: TcpStream) {
    let mut lines = BufReader::new(client.try_clone().unwrap()).lines();
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {BYTES}\r\n\r\n"
    );
    let answer = [head.as_bytes(), &body()].concat();
    while let Some(Ok(line)) = lines.next() {
        if !line.is_empty() {
            continue;
        }
        thread::sleep(Duration::from_millis(50));
        if client.write_all(&answer).is_err() {
            return;
        }
    }
}

fn ours(list: &Path, engine: &str) -> Command {
    let mut command = measures::project("downloader");
    command.arg("--from").arg(list).args(["--engine", engine]);
    command.args(["--jobs", AT_ONCE, "--per-host", AT_ONCE]);
    command
}

fn curl(list: &Path, at_once: &str) -> Command {
    let urls = fs::read_to_string(list).unwrap();
    let mut command = Command::new("curl");
    command.args(["--silent", "--fail", "--remote-name-all"]);
    command.args(["--parallel", "--parallel-max", at_once]);
    // In parallel, some versions draw a meter all the same.
    command.args(urls.lines()).stderr(Stdio::null());
    command
}

fn wget(list: &Path) -> Command {
    let mut command = Command::new("xargs");
    command.args(["-P", AT_ONCE, "-n", "1", "-a"]).arg(list);
    command.args(["wget", "--quiet"]);
    command
}
