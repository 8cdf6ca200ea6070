// Par lots : une page lente retient le lot suivant.

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
    let mut pages = Vec::new();
    for batch in urls.chunks(limit) {
        thread::scope(|s| {
            let threads: Vec<_> = batch
                .iter()
                .map(|url| s.spawn(|| fetch(network, url)))
                .collect();
            for thread in threads {
                pages.push(thread.join().unwrap());
            }
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
