//! The right answers of the exercises about downloads and thumbnails, with the
//! real `std`: a server on 127.0.0.1, whose first two answers wait for each other,
//! and files on the disk. The explorer knows neither.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::iter;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Barrier};
use std::thread;
use std::time::{Duration, Instant};

macro_rules! answers {
    ($($name:ident = $file:literal,)*) => {$(
        #[allow(dead_code)]
        mod $name {
            include!(concat!(env!("CARGO_MANIFEST_DIR"), "/../exercises/", $file));
        }
    )*};
}

answers! {
    urls = "url_downloader/solution.rs",
    urls_otherwise = "url_downloader/other.rs",
    photos = "photo_downloader/solution.rs",
    photos_otherwise = "photo_downloader/other.rs",
    thumbnails = "thumbnail_folder/solution.rs",
    thumbnails_otherwise = "thumbnail_folder/other.rs",
}

type Pieces = Box<dyn Iterator<Item = Result<Vec<u8>, String>>>;

/// A server, and a port on which nobody listens.
struct Local {
    server: String,
    closed: String,
    start: Instant,
}

impl Local {
    fn answering(requests: usize) -> Local {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = listener.local_addr().unwrap().to_string();
        let meeting = Arc::new(Barrier::new(2));
        thread::spawn(move || {
            for stream in listener.incoming().take(requests) {
                let meeting = Arc::clone(&meeting);
                thread::spawn(move || answer(stream.unwrap(), &meeting));
            }
        });
        let closed = TcpListener::bind("127.0.0.1:0").unwrap();
        Local {
            server,
            closed: closed.local_addr().unwrap().to_string(),
            start: Instant::now(),
        }
    }

    /// The status, the length that is told, and a body of two bytes at a time.
    fn ask(&self, path: &str) -> Result<(u16, usize, Pieces), String> {
        let address = match path {
            "/closed" => &self.closed,
            _ => &self.server,
        };
        let mut stream = TcpStream::connect(address).map_err(|_| "refused")?;
        // Answers that wait for each other in vain end as errors.
        let limit = Some(Duration::from_secs(20));
        stream.set_read_timeout(limit).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\n\r\n").map_err(|_| "not sent")?;
        let mut lines = BufReader::new(stream);
        let status = line(&mut lines)?.split(' ').nth(1).unwrap().parse();
        let length = line(&mut lines)?.split(' ').nth(1).unwrap().parse();
        line(&mut lines)?;
        let length = length.unwrap();
        Ok((status.unwrap(), length, Box::new(pieces(lines, length))))
    }
}

fn line(lines: &mut impl BufRead) -> Result<String, String> {
    let mut line = String::new();
    lines.read_line(&mut line).map_err(|_| "no answer")?;
    Ok(line.trim_end().to_owned())
}

fn pieces(mut body: impl Read, mut left: usize) -> impl Iterator<Item = Result<Vec<u8>, String>> {
    iter::from_fn(move || {
        let mut piece = vec![0; left.min(2)];
        match body.read(&mut piece) {
            _ if left == 0 => None,
            Ok(read) if read > 0 => {
                left -= read;
                piece.truncate(read);
                Some(Ok(piece))
            }
            _ => {
                left = 0;
                Some(Err("cut".to_owned()))
            }
        }
    })
}

fn answer(mut stream: TcpStream, meeting: &Barrier) {
    let mut asked = BufReader::new(stream.try_clone().unwrap());
    let path = line(&mut asked).unwrap();
    line(&mut asked).unwrap();
    let (status, length, body) = match path.split(' ').nth(1).unwrap() {
        "/whole" => (200, 3, "abc"),
        "/cut" => (200, 9, "de"),
        _ => (404, 4, "none"),
    };
    if status == 200 {
        meeting.wait();
    }
    write!(
        stream,
        "HTTP/1.0 {status}\r\nContent-Length: {length}\r\n\r\n{body}"
    )
    .unwrap();
}

macro_rules! network {
    ($($answer:ident)*) => {$(
        impl $answer::Network for Local {
            fn get(&self, url: &str) -> Result<(u16, Pieces), String> {
                self.ask(url).map(|(status, _, body)| (status, body))
            }

            fn now(&self) -> Duration {
                self.start.elapsed()
            }
        }
    )*};
}

network!(urls urls_otherwise);

#[test]
fn urls_are_asked_of_a_true_server() {
    macro_rules! check {
        ($answer:ident) => {
            let paths = ["/whole", "/cut", "/absent", "/closed"];
            let pages = $answer::fetch_all(&Local::answering(3), &paths, 2);
            let pages = pages
                .into_iter()
                .map(|page| page.map(|it| (it.status, it.size)));
            let cut = Err("cut".to_owned());
            let refused = Err("refused".to_owned());
            let expected = [Ok((200, 3)), cut, Ok((404, 4)), refused];
            assert_eq!(pages.collect::<Vec<_>>(), expected);
        };
    }
    check!(urls);
    check!(urls_otherwise);
}

macro_rules! server {
    ($($answer:ident)*) => {$(
        impl $answer::Server for Local {
            fn get(&self, photo: &str) -> Result<(usize, Pieces), String> {
                self.ask(photo).map(|(_, length, body)| (length, body))
            }
        }
    )*};
}

server!(photos photos_otherwise);

#[test]
fn photos_are_downloaded_from_a_true_server() {
    macro_rules! check {
        ($answer:ident) => {
            use $answer::News::*;
            let mut told: BTreeMap<String, Vec<String>> = BTreeMap::new();
            let mut show = |photo: &str, news| {
                let news = match news {
                    Received { bytes, of } => format!("{bytes}/{of}"),
                    Saved { bytes } => format!("saved {bytes}"),
                    Failed { cause } => cause,
                };
                told.entry(photo.to_owned()).or_default().push(news);
            };
            let paths = ["/whole", "/cut", "/closed"];
            let totals = $answer::download_all(&Local::answering(2), &paths, &mut show);
            assert_eq!((totals.saved, totals.bytes, totals.failed), (1, 3, 2));
            assert_eq!(told["/whole"].last().unwrap(), "saved 3");
            assert_eq!(told["/cut"].last().unwrap(), "cut");
            assert_eq!(told["/closed"], ["refused"]);
        };
    }
    {
        check!(photos);
    }
    check!(photos_otherwise);
}

/// What is not a picture is refused, and one makes the decoder panic.
struct Album<'a>(&'a Path);

macro_rules! folder {
    ($($answer:ident)*) => {$(
        impl $answer::Folder for Album<'_> {
            fn shrink(&self, picture: &str) -> Result<Vec<u8>, String> {
                let bytes = fs::read(self.0.join("in").join(picture)).unwrap();
                match bytes.as_slice() {
                    [7, thumbnail, ..] => Ok(vec![*thumbnail]),
                    [] => panic!("an empty picture"),
                    _ => Err("no picture".to_owned()),
                }
            }

            fn write(&self, file: &str, bytes: Vec<u8>) -> Result<(), String> {
                let written = fs::write(self.0.join("out").join(file), bytes);
                written.map_err(|error| error.kind().to_string())
            }

            fn rename(&self, from: &str, to: &str) {
                let out = self.0.join("out");
                fs::rename(out.join(from), out.join(to)).unwrap();
            }

            fn remove(&self, file: &str) {
                fs::remove_file(self.0.join("out").join(file)).unwrap();
            }
        }
    )*};
}

folder!(thumbnails thumbnails_otherwise);

#[test]
fn thumbnails_are_made_of_true_files() {
    macro_rules! check {
        ($answer:ident) => {
            let folder = tempfile::tempdir().unwrap();
            let made = ["in", "out"].map(|name| folder.path().join(name));
            for folder in &made {
                fs::create_dir(folder).unwrap();
            }
            let pictures = [
                ("sea", &[7, 1][..]),
                ("letter", &[8]),
                ("empty", &[]),
                ("sky", &[7, 2]),
            ];
            let names = pictures.map(|(name, bytes)| {
                fs::write(made[0].join(name), bytes).unwrap();
                name
            });
            let outcomes = $answer::make_all(&Album(folder.path()), &names, 2);
            assert_eq!(
                format!("{outcomes:?}"),
                "[Made, Bad { name: \"letter\", cause: \"no picture\" }, \
                 Bad { name: \"empty\", cause: \"panic\" }, Made]"
            );
            let left = fs::read_dir(&made[1]).unwrap().count();
            assert_eq!(left, 2, "thumbnails, and nothing else");
            assert_eq!(fs::read(made[1].join("sky")).unwrap(), [2]);
        };
    }
    check!(thumbnails);
    check!(thumbnails_otherwise);
}
