// Le programme entier, sur de vraies connexions. Rien n’attend une durée : on
// attend une réponse, et une limite n’est là que pour échouer.

#![cfg(unix)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Child, ChildStdin, ChildStdout, Command, Output, Stdio};
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(30);
const FAST: [&str; 2] = ["--rate", "1000000"];

fn chat(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chat"));
    command.args(arguments).stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Le code de sortie, et ce qui a été écrit sur les deux sorties.
fn told(output: &Output) -> (Option<i32>, String) {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    (output.status.code(), String::from_utf8(text).unwrap())
}

fn signal(name: &str, child: &Child) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args([name, &id]).status().unwrap();
    assert!(sent.success());
}

struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    fn new(arguments: &[&str]) -> Server {
        let mut command = chat(&["serve", "--port", "0"]);
        let mut child = command.args(arguments).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address = line.trim().rsplit(' ').next().unwrap().to_owned();
        Server {
            child,
            output,
            address,
        }
    }

    fn connect(&self) -> Talk {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(LIMIT)).unwrap();
        stream.set_write_timeout(Some(LIMIT)).unwrap();
        Talk(BufReader::new(stream))
    }

    fn enter(&self, name: &str) -> Talk {
        let mut talk = self.connect();
        assert!(talk.hear().starts_with("* bienvenue"));
        talk.say(name);
        assert!(talk.hear().starts_with(&format!("* bonjour {name}")));
        talk
    }

    /// Son code de sortie, et son dernier mot.
    fn ended(&mut self) -> (Option<i32>, String) {
        let mut text = String::new();
        self.output.read_to_string(&mut text).unwrap();
        (self.child.wait().unwrap().code(), text)
    }
}

/// Un test qui échoue ne laisse pas de serveur.
impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Talk(BufReader<TcpStream>);

impl Talk {
    fn say(&mut self, line: &str) {
        self.write(format!("{line}\n").as_bytes());
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.get_mut().write_all(bytes).unwrap();
    }

    /// La ligne suivante ; vide à la fin.
    fn hear(&mut self) -> String {
        let mut line = String::new();
        self.0
            .read_line(&mut line)
            .expect("une ligne vient à temps");
        line.trim_end_matches('\n').to_owned()
    }

    fn hear_all(&mut self) -> Vec<String> {
        let mut text = String::new();
        self.0.read_to_string(&mut text).unwrap();
        text.lines().map(str::to_owned).collect()
    }
}

#[test]
fn names_are_unique_and_rooms_are_apart() {
    let server = Server::new(&[]);
    let mut alice = server.enter("alice");
    let mut bob = server.connect();
    bob.hear();
    bob.say("Alice");
    assert_eq!(bob.hear(), "! le nom Alice est pris, donnez-en un autre");
    bob.say("bob\r"); // Comme telnet.
    assert!(bob.hear().starts_with("* bonjour bob"));
    assert_eq!(alice.hear(), "* bob entre");
    bob.say("/join foot");
    assert_eq!(bob.hear(), "* vous êtes dans foot");
    assert_eq!(alice.hear(), "* bob va dans foot");
    bob.say("ici");
    assert_eq!(bob.hear(), "bob : ici");
    alice.say("/to bob viens");
    assert_eq!(bob.hear(), "alice → bob : viens");
    assert_eq!(alice.hear(), "* dit à bob : viens");
    bob.say("/quit");
    assert_eq!(bob.hear_all(), [". au revoir"]);
    alice.say("seule ?");
    assert_eq!(alice.hear(), "alice : seule ?");
}

#[test]
fn only_one_of_many_gets_a_name() {
    let server = Server::new(&[]);
    let mut all: Vec<Talk> = (0..20).map(|_| server.connect()).collect();
    for talk in &mut all {
        talk.hear();
    }
    std::thread::scope(|s| {
        for talk in &mut all {
            s.spawn(|| talk.say("alice"));
        }
    });
    let greeted = |talk: &mut Talk| talk.hear().starts_with("* bonjour");
    let greeted = all.iter_mut().filter_map(|t| greeted(t).then_some(()));
    assert_eq!(greeted.count(), 1);
}

#[test]
fn nothing_that_a_terminal_obeys_goes_through() {
    let server = Server::new(&[]);
    let mut alice = server.enter("alice");
    let mut bob = server.enter("bob");
    alice.hear();
    bob.write(b"\x1b]0;owned\x07\xc2\x9b2J\rx\xff\n");
    let seen = "bob : \u{fffd}]0;owned\u{fffd}\u{fffd}2J\u{fffd}x\u{fffd}";
    assert_eq!(alice.hear(), seen);
    let mut eve = server.connect();
    eve.hear();
    eve.write(b"e\x1b[31mve\n");
    assert!(eve.hear().starts_with("! un nom a"));
    // Une ligne du serveur ne s’imite pas.
    bob.say("* alice part");
    assert_eq!(alice.hear(), "bob : * alice part");
}

#[test]
fn a_long_line_is_thrown_away_and_half_a_line_is_not_said() {
    let server = Server::new(&[]);
    let mut alice = server.enter("alice");
    let mut bob = server.enter("bob");
    alice.hear();
    bob.write(&vec![b'a'; 1024 * 1024]);
    bob.say("");
    assert_eq!(bob.hear(), "! ligne de plus de 1024 octets, jetée");
    bob.say("court");
    assert_eq!(alice.hear(), "bob : court");
    bob.write(b"la moiti");
    bob.0.get_ref().shutdown(Shutdown::Both).unwrap();
    assert_eq!(alice.hear(), "* bob part (connexion fermée)");
}

#[test]
fn who_does_not_read_delays_nobody_and_is_told_what_is_missing() {
    const LINES: usize = 1500;
    let mut server = Server::new(&FAST);
    let mut slow = server.enter("slow");
    let mut alice = server.enter("alice");
    let long = "x".repeat(900);
    for n in 0..LINES {
        alice.say(&format!("{n} {long}"));
        assert!(alice.hear().starts_with(&format!("alice : {n} ")));
    }
    signal("-TERM", &server.child);
    assert_eq!(alice.hear_all(), [". le serveur s’arrête"]);
    drop(alice);
    let mut heard = slow.hear_all();
    assert_eq!(heard.remove(0), "* alice entre");
    assert_eq!(heard.pop().unwrap(), ". le serveur s’arrête");
    let (mut next, mut missed) = (0, 0);
    for line in heard {
        match line.strip_prefix("* lignes manquées : ") {
            Some(count) => missed += count.parse::<usize>().unwrap(),
            None => {
                let start = format!("alice : {} ", next + missed);
                assert!(line.starts_with(&start), "{line}");
                next += 1;
            }
        }
    }
    assert_eq!(next + missed, LINES);
    assert!(missed > 0, "il n’a rien manqué : l’essai ne prouve rien");
    drop(slow);
    assert_eq!(
        server.ended(),
        (Some(0), format!("lignes dites : {LINES}\n"))
    );
}

#[test]
fn a_flood_in_one_room_takes_nothing_from_another() {
    let server = Server::new(&FAST);
    let mut alice = server.enter("alice");
    alice.say("/join foot");
    alice.hear();
    let mut flooder = server.enter("flooder");
    let mut output = flooder.0.get_ref().try_clone().unwrap();
    let flood = std::thread::spawn(move || {
        while output.write_all("bla\n".repeat(50).as_bytes()).is_ok() {}
    });
    for _ in 0..100 {
        flooder.hear(); // L’inondation a commencé.
    }
    for n in 0..200 {
        alice.say(&n.to_string());
        assert_eq!(alice.hear(), format!("alice : {n}"));
    }
    flooder.0.get_ref().shutdown(Shutdown::Both).unwrap();
    flood.join().unwrap();
}

#[test]
fn whoever_comes_too_many_is_told_and_a_place_is_given_back() {
    let server = Server::new(&["--clients", "1"]);
    let mut alice = server.enter("alice");
    assert_eq!(
        server.connect().hear_all(),
        ["! complet, revenez plus tard"]
    );
    let refused = chat(&["join", "bob", "-s", &server.address]).output();
    let refused = told(&refused.unwrap());
    let full = "erreur : refusé : complet, revenez plus tard\n";
    assert_eq!(refused, (Some(1), full.into()));
    alice.say("/quit");
    alice.hear_all();
    drop(alice);
    // La place est libre quand le serveur a vu la fin : on redemande.
    while server.connect().hear().starts_with('!') {}
}

#[test]
fn at_the_stop_everybody_hears_what_was_said_then_the_end() {
    for name in ["-TERM", "-INT"] {
        let mut server = Server::new(&[]);
        let mut alice = server.enter("alice");
        let mut bob = server.enter("bob");
        alice.hear();
        alice.say("un");
        alice.say("deux");
        alice.hear();
        alice.hear();
        bob.write(b"inachev");
        signal(name, &server.child);
        let last = ". le serveur s’arrête";
        assert_eq!(bob.hear_all(), ["alice : un", "alice : deux", last]);
        assert_eq!(alice.hear_all(), [last]);
        assert!(TcpStream::connect(&server.address).is_err());
        drop((alice, bob));
        assert_eq!(server.ended(), (Some(0), "lignes dites : 2\n".into()));
    }
}

#[test]
fn a_second_stop_waits_for_nobody() {
    let mut server = Server::new(&["--grace", "600"]);
    let mut alice = server.enter("alice");
    signal("-INT", &server.child);
    assert_eq!(alice.hear_all(), [". le serveur s’arrête"]);
    signal("-INT", &server.child);
    assert_eq!(server.ended(), (Some(130), String::new()));
}

#[test]
fn a_port_that_is_taken_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = chat(&["serve", "--port", &port]).output().unwrap();
    let (code, text) = told(&output);
    assert_eq!(code, Some(2), "{text}");
    assert!(text.contains(&format!("127.0.0.1:{port}")), "{text}");
    assert!(text.contains("--port"), "{text}");
}

#[test]
fn what_cannot_be_asked_is_refused_with_the_reason() {
    for wrong in [
        &["join", "a b"][..],
        &["join", "é"],
        &["join", "alice", "--room", "a/b"],
        &["serve", "--clients", "0"],
        &["serve", "--port", "70000"],
        &[],
    ] {
        let (code, text) = told(&chat(wrong).output().unwrap());
        assert_eq!(code, Some(2), "{wrong:?} {text}");
    }
    let (_, text) = told(&chat(&["join", "a b"]).output().unwrap());
    assert!(text.contains("un nom a 1 à 16 lettres"), "{text}");
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap().to_string();
    drop(free);
    let output = chat(&["join", "alice", "-s", &address]).output().unwrap();
    let (code, text) = told(&output);
    assert_eq!(code, Some(1), "{text}");
    let start = format!("erreur : aucun chat à {address} ; lancez chat serve");
    assert!(text.starts_with(&start), "{text}");
}

/// Le client dans un tuyau.
struct Piped {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Piped {
    fn new(arguments: &[&str]) -> Piped {
        let mut command = chat(&["join"]);
        let mut child = command.args(arguments).spawn().unwrap();
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap());
        Piped {
            child,
            input,
            output,
        }
    }

    fn hear(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    fn say(&mut self, line: &str) {
        writeln!(self.input.as_ref().unwrap(), "{line}").unwrap();
    }

    fn ended(mut self) -> (Option<i32>, String) {
        self.input = None;
        let mut text = String::new();
        self.output.read_to_string(&mut text).unwrap();
        let mut errors = self.child.stderr.take().unwrap();
        errors.read_to_string(&mut text).unwrap();
        (self.child.wait().unwrap().code(), text)
    }
}

#[test]
fn a_pipe_talks_and_leaves_when_its_input_ends() {
    let server = Server::new(&[]);
    let mut bob = server.enter("bob");
    let mut alice =
        Piped::new(&["alice", "-s", &server.address, "--room", "foot"]);
    assert!(alice.hear().starts_with("* bonjour alice"));
    assert_eq!(alice.hear(), "* vous êtes dans foot");
    assert_eq!(bob.hear(), "* alice entre");
    assert_eq!(bob.hear(), "* alice va dans foot");
    alice.say("/to bob coucou");
    assert_eq!(bob.hear(), "alice → bob : coucou");
    assert_eq!(alice.hear(), "* dit à bob : coucou");
    alice.say("dernier mot");
    let ended = alice.ended();
    assert_eq!(ended, (Some(0), "alice : dernier mot\nau revoir\n".into()));
}

#[test]
fn a_taken_name_ends_the_client() {
    let server = Server::new(&[]);
    let _alice = server.enter("alice");
    let ended = Piped::new(&["ALICE", "-s", &server.address]).ended();
    let told = "erreur : refusé : le nom ALICE est pris, donnez-en un autre\n";
    assert_eq!(ended, (Some(1), told.into()));
}

#[test]
fn ctrl_c_leaves_politely() {
    let server = Server::new(&[]);
    let mut bob = server.enter("bob");
    let mut alice = Piped::new(&["alice", "-s", &server.address]);
    alice.hear();
    bob.hear();
    alice.say("là"); // Quand elle l’entend, elle suit Ctrl-C.
    alice.hear();
    bob.hear();
    signal("-INT", &alice.child);
    assert_eq!(bob.hear(), "* alice part (au revoir)");
    assert_eq!(alice.ended(), (Some(130), "au revoir\n".into()));
}

#[test]
fn the_client_says_when_the_server_stops_or_is_cut() {
    let mut server = Server::new(&[]);
    let mut alice = Piped::new(&["alice", "-s", &server.address]);
    alice.hear();
    signal("-TERM", &server.child);
    assert_eq!(alice.hear(), "le serveur s’arrête");
    assert_eq!(alice.ended(), (Some(0), String::new()));
    assert_eq!(server.ended().0, Some(0));

    let mut server = Server::new(&[]);
    let mut alice = Piped::new(&["alice", "-s", &server.address]);
    alice.hear();
    server.child.kill().unwrap();
    let cut = "erreur : connexion coupée\n";
    assert_eq!(alice.hear(), "");
    assert_eq!(alice.ended(), (Some(1), cut.into()));
    assert_eq!(server.ended().0, None);
}

#[test]
fn the_client_answers_a_ping_and_believes_no_server() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let mut alice = Piped::new(&["alice", "-s", &address]);
    let (stream, _) = listener.accept().unwrap();
    stream.set_read_timeout(Some(LIMIT)).unwrap();
    let mut server = Talk(BufReader::new(stream));
    server.say("* bienvenue");
    assert_eq!(server.hear(), "alice");
    server.say("* bonjour\n? toujours là ?\nbob : \x1b[2J");
    assert_eq!(server.hear(), "/pong");
    assert_eq!(alice.hear(), "* bonjour");
    assert_eq!(alice.hear(), "bob : \u{fffd}[2J");
    server.say(". fin");
    assert_eq!(alice.ended(), (Some(0), "fin\n".into()));

    let alice = Piped::new(&["alice", "-s", &address]);
    let (mut stream, _) = listener.accept().unwrap();
    stream.write_all(b"HTTP/1.0 400\n").unwrap();
    let (code, text) = alice.ended();
    assert_eq!(code, Some(1));
    assert!(text.contains("n’est pas un chat"), "{text}");
}
