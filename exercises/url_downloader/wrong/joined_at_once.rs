// Chaque thread est attendu avant que le suivant parte.

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
    let _ = limit;
    let mut pages = Vec::new();
    for url in urls {
        thread::scope(|s| {
            let thread = s.spawn(|| fetch(network, url));
            pages.push(thread.join().unwrap());
        });
    }
    pages
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
