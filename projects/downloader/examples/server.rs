// Un serveur d’essai, sur cette machine : gentil, ou méchant selon le chemin.

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Barrier, Mutex};
use std::time::Duration;
use std::{env, fs, thread};

use rustls::{ServerConfig, ServerConnection, StreamOwned};
use socket2::SockRef;

/// Il écrit ses adresses dans `nice.txt` et `nasty.txt`, et sert jusqu’à ce
/// qu’on l’arrête.
fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).unwrap_or_else(|| ".".into());
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    let site = start(None)?;
    let list = |names: &[&str]| -> String {
        names
            .iter()
            .map(|name| format!("{site}/{name}\n"))
            .collect()
    };
    let nice = ["north.tif", "south.tif", "east.tif", "west.tif"];
    let nasty = [
        "north.tif",
        "missing",
        "flaky",
        "resume",
        "short",
        "south.tif",
    ];
    fs::write(folder.join("nasty.txt"), list(&nasty))?;
    fs::write(folder.join("nice.txt"), list(&nice))?;
    println!("{site}");
    loop {
        thread::park();
    }
}

/// Le corps de toutes les réponses.
pub fn body() -> Vec<u8> {
    (0..100_000u32)
        .map(|n| (n.wrapping_mul(n) / 7) as u8)
        .collect()
}

/// Celui du fichier qui a changé entre deux essais.
pub fn changed() -> Vec<u8> {
    body().into_iter().rev().collect()
}

/// Choisit un port, et sert en arrière-plan.
pub fn start(tls: Option<Arc<ServerConfig>>) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let site = format!("{scheme}://{}", listener.local_addr()?);
    let visits = Arc::new(Visits {
        counts: Mutex::new(HashMap::new()),
        pair: Barrier::new(2),
        inside: AtomicU32::new(0),
        most: AtomicU32::new(0),
    });
    thread::spawn(move || {
        for tcp in listener.incoming().flatten() {
            let (tls, visits) = (tls.clone(), Arc::clone(&visits));
            // Un client parti est la fin ordinaire de bien des cas.
            thread::spawn(move || {
                let own = tcp.try_clone()?;
                match tls {
                    None => serve(tcp, &own, &visits),
                    Some(tls) => {
                        let tls = ServerConnection::new(tls);
                        let tls = tls.map_err(io::Error::other)?;
                        serve(StreamOwned::new(tls, tcp), &own, &visits)
                    }
                }
            });
        }
    });
    Ok(site)
}

struct Visits {
    /// Combien de fois chaque chemin est venu.
    counts: Mutex<HashMap<String, u32>>,
    /// `gate` répond à deux visiteurs à la fois, et compte ceux qui sont là.
    pair: Barrier,
    inside: AtomicU32,
    most: AtomicU32,
}

/// Une requête par connexion.
fn serve(
    stream: impl Read + Write,
    tcp: &TcpStream,
    visits: &Visits,
) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    let (mut path, mut range, mut tag) = (String::new(), None, None);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let line = line.trim_end();
        if let Some(rest) = line.strip_prefix("GET /") {
            path = rest.split(' ').next().unwrap_or_default().to_owned();
        }
        match line.split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("range") => {
                let value = value.trim_start_matches("bytes=");
                range = value.trim_end_matches('-').parse().ok();
            }
            Some((name, value)) if name.eq_ignore_ascii_case("if-range") => {
                tag = Some(value.to_owned());
            }
            _ => {}
        }
        if line.is_empty() {
            break;
        }
    }
    let visit = {
        let mut counts = visits.counts.lock().unwrap();
        let visit = counts.entry(path.clone()).or_insert(0);
        *visit += 1;
        *visit
    };
    let mut out = reader.into_inner();
    if path.starts_with("gate") {
        let inside = visits.inside.fetch_add(1, SeqCst) + 1;
        visits.most.fetch_max(inside, SeqCst);
        visits.pair.wait();
        visits.inside.fetch_sub(1, SeqCst);
    }
    if path == "most" {
        let most = visits.most.load(SeqCst).to_string();
        head(&mut out, "200 OK", &[], most.len())?;
        out.write_all(most.as_bytes())?;
        return out.flush();
    }
    answer(&mut out, tcp, &path, visit, range.zip(tag))?;
    out.flush()
}

/// Ce que vaut un chemin, à sa n-ième visite.
fn answer(
    out: &mut impl Write,
    tcp: &TcpStream,
    path: &str,
    visit: u32,
    range: Option<(usize, String)>,
) -> io::Result<()> {
    let body = body();
    let (size, half) = (body.len(), body.len() / 2);
    let ok = "200 OK";
    match (path, visit) {
        ("missing", _) => head(out, "404 Not Found", &[], 0),
        ("flaky", 1) => head(out, "500 Oops", &[], 0),
        ("busy", 1) => head(out, "429 Slow Down", &["Retry-After: 0"], 0),
        ("reset", 1) => {
            head(out, ok, &[], size)?;
            out.write_all(&body[..half])?;
            SockRef::from(tcp).set_linger(Some(Duration::ZERO))
        }
        ("short", _) => {
            head(out, ok, &[], size)?;
            out.write_all(&body[..half])
        }
        ("long", _) => {
            head(out, ok, &[], half)?;
            out.write_all(&body)
        }
        ("chunked", _) => {
            out.write_all(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            )?;
            out.write_all(b"5\r\nabcde\r\n")
        }
        ("endless", _) => {
            out.write_all(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            )?;
            loop {
                write!(out, "{size:x}\r\n")?;
                out.write_all(&body)?;
                out.write_all(b"\r\n")?;
            }
        }
        ("unannounced", _) => {
            out.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
            out.write_all(&body[..half])
        }
        ("drip", _) => {
            head(out, ok, &[], size)?;
            loop {
                out.write_all(b".")?;
                thread::sleep(Duration::from_millis(20));
            }
        }
        ("silent", _) => {
            head(out, ok, &[], size)?;
            out.flush()?;
            loop {
                thread::park();
            }
        }
        ("loop", _) => head(out, "302 Found", &["Location: /loop"], 0),
        ("header", _) => {
            head(out, ok, &[&format!("X: {}", "x".repeat(1 << 20))], 0)
        }
        ("garbage", _) => out.write_all(b"GIF89a\r\n\r\n"),
        _ => resumed(out, path, visit, range),
    }
}

// ANCHOR: resumed
/// La moitié d’abord ; puis la suite, ou ce qui en tient lieu.
fn resumed(
    out: &mut impl Write,
    path: &str,
    visit: u32,
    range: Option<(usize, String)>,
) -> io::Result<()> {
    let (body, ok) = (body(), "200 OK");
    let (size, half) = (body.len(), body.len() / 2);
    let tag = "ETag: \"1\"";
    let mut piece = |from: usize| {
        let range = format!("Content-Range: bytes {from}-{}/{size}", size - 1);
        head(out, "206 Partial", &[tag, &range], size - from)?;
        out.write_all(&body[from..])
    };
    match (path, visit, range) {
        ("resume" | "changed" | "no_ranges" | "wrong_range", 1, _) => {
            head(out, ok, &[tag], size)?;
            out.write_all(&body[..half])
        }
        // Celui-là garde la connexion, pour qu’on l’interrompe.
        ("paused", 1, _) => {
            head(out, ok, &[tag], size)?;
            out.write_all(&body[..half])?;
            out.flush()?;
            loop {
                thread::park();
            }
        }
        ("changed", ..) => {
            head(out, ok, &["ETag: \"2\""], size)?;
            out.write_all(&changed())
        }
        ("wrong_range", 2, _) => piece(7),
        (_, _, Some((from, asked)))
            if asked == "\"1\"" && path != "no_ranges" =>
        {
            piece(from)
        }
        _ => {
            head(out, ok, &[tag], size)?;
            out.write_all(&body)
        }
    }
}
// ANCHOR_END: resumed

fn head(
    out: &mut impl Write,
    status: &str,
    headers: &[&str],
    length: usize,
) -> io::Result<()> {
    write!(out, "HTTP/1.1 {status}\r\nConnection: close\r\n")?;
    for header in headers {
        write!(out, "{header}\r\n")?;
    }
    write!(out, "Content-Length: {length}\r\n\r\n")
}
