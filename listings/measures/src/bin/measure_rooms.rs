//! Five hundred clients in ten rooms, one of each room speaks: the project's
//! server, and an IRC server. The time is that of a line from the one who says it
//! to those who hear it: 99 in 100 are faster.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, ExitCode, Stdio};
use std::thread;
use std::time::Duration;

use measures::Timed;

fn main() -> ExitCode {
    measures::main(&[
        ("chat", |size| {
            let port = free_port();
            let mut command = measures::project("chat");
            // As many clients, rooms and lines a second as the other allows.
            command.args(["serve", "--port", &port.to_string()]);
            command.args([
                "--clients",
                "100000",
                "--rooms",
                "1000",
                "--rate",
                "1000000",
            ]);
            load(command, port, &[], size)
        }),
        ("ngircd", |size| {
            let port = free_port();
            let place = tempfile::tempdir().expect("a folder can be made");
            let settings = place.path().join("ngircd.conf");
            fs::write(&settings, settings_of(port)).unwrap();
            let mut command = Command::new("ngircd");
            command.args(["--nodaemon", "--config"]).arg(&settings);
            load(command, port, &["--irc"], size)
        }),
    ])
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn settings_of(port: u16) -> String {
    format!(
        "[Global]\nName = irc.example.net\nInfo = measured\nListen = 127.0.0.1\nPorts = {port}\n\
         [Limits]\nMaxConnections = 0\nMaxConnectionsIP = 0\nMaxJoins = 10\nMaxPenaltyTime = 0\n\
         [Options]\nIdent = no\nDNS = no\nPAM = no\nSyslogFacility = local1\n"
    )
}

/// A server that ends with this value.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// `size` lines a room, and how long 99 in 100 took.
fn load(mut server: Command, port: u16, dialect: &[&str], size: u64) -> Timed {
    let quiet = server
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let _server = Server(quiet.spawn().expect("the server starts"));
    let address = format!("127.0.0.1:{port}");
    while TcpStream::connect(&address).is_err() {
        thread::sleep(Duration::from_millis(20));
    }
    let mut load = measures::example("load");
    load.args(["--server", &address, "--clients", "500", "--rooms", "10"]);
    load.args(["--lines", &size.to_string(), "--every", "20"])
        .args(dialect);
    let output = load.output().expect("the load starts");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{load:?} said {said}");
    let line = said.lines().find(|line| line.starts_with("99"));
    let time = line.and_then(|line| time(line.split(' ').next_back()?));
    Timed {
        time: time.unwrap_or_else(|| panic!("{load:?} said {said}")),
        // It fails if a line is neither received nor announced as missed.
        result: "none lost".into(),
        in_turn: None,
        held: None,
    }
}

/// As `Duration` shows it: `6.83ms`.
fn time(text: &str) -> Option<Duration> {
    let unit = text.find(|c: char| c != '.' && !c.is_ascii_digit())?;
    let (number, unit) = text.split_at(unit);
    let seconds = match unit {
        "s" => 1.0,
        "ms" => 1e-3,
        "µs" => 1e-6,
        _ => return None,
    };
    Some(Duration::from_secs_f64(
        number.parse::<f64>().ok()? * seconds,
    ))
}
