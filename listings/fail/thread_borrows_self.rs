// Un thread lancé par `thread::spawn` ne peut pas emprunter `self`.

use std::thread::{self, JoinHandle};

struct Download {
    percent: u32,
}

impl Download {
    fn start(&mut self) -> JoinHandle<()> {
        thread::spawn(|| self.percent = 100)
    }
}

fn main() {
    let mut film = Download { percent: 0 };
    film.start().join().unwrap();
    println!("{}", film.percent);
}
