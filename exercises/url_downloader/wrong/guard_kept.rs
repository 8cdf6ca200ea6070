// Le verrou de la file est gardé pendant la demande.

use std::collections::BTreeMap;
use std::sync::{Mutex, mpsc};
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
    let (to_fetch, queue) = mpsc::channel();
    for numbered in urls.iter().enumerate() {
        to_fetch.send(numbered).unwrap();
    }
    drop(to_fetch);
    let queue = Mutex::new(queue);
    let (sender, pages) = mpsc::channel();
    let mut ordered = BTreeMap::new();
    thread::scope(|s| {
        for _ in 0..limit {
            let (sender, queue) = (sender.clone(), &queue);
            s.spawn(move || {
                while let Ok((rank, url)) = queue.lock().unwrap().recv() {
                    sender.send((rank, fetch(network, url))).unwrap();
                }
            });
        }
        drop(sender);
        ordered.extend(pages);
    });
    ordered.into_values().collect()
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
