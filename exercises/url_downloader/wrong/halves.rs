// Une part de la liste par thread, fixée d’avance.

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
    let size = urls.len().div_ceil(limit).max(1);
    thread::scope(|s| {
        let threads: Vec<_> = urls
            .chunks(size)
            .map(|share| {
                s.spawn(move || {
                    let pages = share.iter().map(|url| fetch(network, url));
                    pages.collect::<Vec<_>>()
                })
            })
            .collect();
        let shares = threads.into_iter().map(|thread| thread.join());
        shares.flat_map(|share| share.unwrap()).collect()
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
