// Une file sous un verrou, et le compte des photos qui n’ont pas fini.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
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

struct Desk<'a> {
    news: VecDeque<(&'a str, News)>,
    left: usize,
}

pub fn download_all(
    server: &dyn Server,
    photos: &[&str],
    show: &mut dyn FnMut(&str, News),
) -> Totals {
    let desk = Mutex::new(Desk {
        news: VecDeque::new(),
        left: photos.len(),
    });
    let changed = Condvar::new();
    let mut totals = Totals::default();
    thread::scope(|s| {
        for photo in photos {
            let (desk, changed) = (&desk, &changed);
            s.spawn(move || {
                let last = download(server, photo, |news| {
                    desk.lock().unwrap().news.push_back((*photo, news));
                    changed.notify_one();
                });
                let mut desk = desk.lock().unwrap();
                desk.news.push_back((*photo, last));
                desk.left -= 1;
                changed.notify_one();
            });
        }
        loop {
            let wait = |desk: &mut Desk| desk.news.is_empty() && desk.left > 0;
            let guard = desk.lock().unwrap();
            let mut guard = changed.wait_while(guard, wait).unwrap();
            let Some((photo, news)) = guard.news.pop_front() else {
                break;
            };
            drop(guard);
            totals.count(&news);
            show(photo, news);
        }
    });
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
