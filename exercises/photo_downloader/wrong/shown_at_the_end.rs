// Rien ne s’affiche avant la fin de tous les threads.

use std::sync::mpsc;
use std::thread;

pub type Body = Box<dyn Iterator<Item = Result<Vec<u8>, String>>>;

pub trait Server: Sync {
    fn get(&self, photo: &str) -> Result<(usize, Body), String>;
}

#[derive(Debug)]
pub enum News {
    Received { bytes: usize, of: usize },
    Saved { bytes: usize },
    Failed { cause: String },
}

#[derive(Debug, Default)]
pub struct Totals {
    pub saved: usize,
    pub bytes: usize,
    pub failed: usize,
}

pub fn download_all(
    server: &dyn Server,
    photos: &[&str],
    show: &mut dyn FnMut(&str, News),
) -> Totals {
    let (sender, receiver) = mpsc::channel();
    let mut totals = Totals::default();
    thread::scope(|s| {
        for photo in photos {
            let sender = sender.clone();
            s.spawn(move || {
                let tell = |news| sender.send((*photo, news)).unwrap();
                tell(download(server, photo, tell));
            });
        }
    });
    drop(sender);
    for (photo, news) in receiver {
        totals.count(&news);
        show(photo, news);
    }
    totals
}

impl Totals {
    fn count(&mut self, news: &News) {
        match news {
            News::Received { .. } => {}
            News::Saved { bytes } => {
                self.saved += 1;
                self.bytes += bytes;
            }
            News::Failed { .. } => self.failed += 1,
        }
    }
}

// Dit chaque progrès, et rend la dernière nouvelle.
fn download(server: &dyn Server, photo: &str, tell: impl Fn(News)) -> News {
    let received = || -> Result<usize, String> {
        let (of, body) = server.get(photo)?;
        let mut bytes = 0;
        for piece in body {
            bytes += piece?.len();
            tell(News::Received { bytes, of });
        }
        Ok(bytes)
    };
    match received() {
        Ok(bytes) => News::Saved { bytes },
        Err(cause) => News::Failed { cause },
    }
}
