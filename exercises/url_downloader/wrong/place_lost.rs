// Après une erreur, la place n’est pas rendue.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

pub type Body = Box<dyn Iterator<Item = Result<Vec<u8>, String>>>;

pub trait Network: Sync {
    fn get(&self, url: &str) -> Result<(u16, Body), String>;
    fn now(&self) -> Duration;
}

#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    pub size: usize,
    pub took: Duration,
}

pub fn fetch_all(
    network: &dyn Network,
    urls: &[&str],
    limit: usize,
) -> Vec<Result<Page, String>> {
    let (free, places) = mpsc::channel();
    for _ in 0..limit {
        free.send(()).unwrap();
    }
    thread::scope(|s| {
        let mut threads = Vec::new();
        for url in urls {
            places.recv().unwrap();
            let free = &free;
            threads.push(s.spawn(move || {
                let page = fetch(network, url)?;
                free.send(()).unwrap();
                Ok(page)
            }));
        }
        let pages = threads.into_iter().map(|thread| thread.join());
        pages.map(|page| page.unwrap()).collect()
    })
}

fn fetch(network: &dyn Network, url: &str) -> Result<Page, String> {
    let start = network.now();
    let (status, body) = network.get(url)?;
    let mut size = 0;
    for piece in body {
        size += piece?.len();
    }
    let took = network.now() - start;
    Ok(Page { status, size, took })
}
