// Un téléchargement possède son thread et partage son état avec lui.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

// ANCHOR: state
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Waiting,
    Running(u32),
    Done,
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            State::Waiting => write!(f, "en attente"),
            State::Running(percent) => write!(f, "{percent} %"),
            State::Done => write!(f, "terminé"),
        }
    }
}
// ANCHOR_END: state

// ANCHOR: fetch
const ANSWER: Duration = Duration::from_millis(100);
const BLOCK: Duration = Duration::from_millis(200);

fn fetch(blocks: u32, state: &Mutex<State>) {
    thread::sleep(ANSWER);
    for received in 0..blocks {
        *state.lock().unwrap() = State::Running(received * 100 / blocks);
        thread::sleep(BLOCK); // Le verrou est déjà relâché.
    }
    *state.lock().unwrap() = State::Done;
}
// ANCHOR_END: fetch

// ANCHOR: download
struct Download {
    file: &'static str,
    state: Arc<Mutex<State>>,
    thread: Option<JoinHandle<()>>,
}

impl Download {
    fn start(file: &'static str, blocks: u32) -> Download {
        let state = Arc::new(Mutex::new(State::Waiting));
        let shared = Arc::clone(&state);
        let thread = Some(thread::spawn(move || fetch(blocks, &shared)));
        Download {
            file,
            state,
            thread,
        }
    }

    fn state(&self) -> State {
        *self.state.lock().unwrap()
    }

    fn is_running(&self) -> bool {
        self.thread.as_ref().is_some_and(|t| !t.is_finished())
    }
}
// ANCHOR_END: download

// ANCHOR: drop
impl Drop for Download {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            let _ = thread.join(); // Une panique est déjà signalée.
        }
    }
}
// ANCHOR_END: drop

// ANCHOR: monitor
const PERIOD: Duration = Duration::from_millis(400);

fn show(downloads: &[Download]) {
    let states = downloads.iter().map(|d| {
        let state = d.state();
        format!("{} {state}", d.file)
    });
    println!("{}", states.collect::<Vec<_>>().join(", "));
}

fn monitor(downloads: &[Download]) {
    show(downloads);
    while downloads.iter().any(Download::is_running) {
        thread::sleep(PERIOD);
        show(downloads);
    }
}
// ANCHOR_END: monitor

// ANCHOR: main
fn main() {
    let downloads = [
        Download::start("film.mp4", 5),
        Download::start("guide.pdf", 2),
        Download::start("photo.jpg", 1),
        Download::start("archive.zip", 3),
    ];
    monitor(&downloads);
    assert!(downloads.iter().all(|d| d.state() == State::Done));
    leave_early();
}
// ANCHOR_END: main

// ANCHOR: leave_early
fn leave_early() {
    let download = Download::start("notes.txt", 1);
    let state = Arc::clone(&download.state);
    println!("notes.txt {}", state.lock().unwrap());
    drop(download);
    println!("notes.txt {}", state.lock().unwrap());
    assert_eq!(*state.lock().unwrap(), State::Done);
}
// ANCHOR_END: leave_early
