// Les durées comptent toutes depuis le début de la liste.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
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
    let start = network.now();
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut done = Vec::new();
        loop {
            let rank = next.fetch_add(1, Relaxed);
            let Some(url) = urls.get(rank) else { break };
            done.push((rank, fetch(network, url, start)));
        }
        done
    };
    let mut all = Vec::new();
    thread::scope(|s| {
        let workers: Vec<_> = (0..limit).map(|_| s.spawn(worker)).collect();
        for worker in workers {
            all.extend(worker.join().unwrap());
        }
    });
    all.sort_by_key(|(rank, _)| *rank);
    all.into_iter().map(|(_, page)| page).collect()
}

fn fetch(
    network: &dyn Network,
    url: &str,
    start: Duration,
) -> Result<Page, String> {
    let (status, body) = network.get(url)?;
    let mut size = 0;
    for piece in body {
        size += piece?.len();
    }
    let took = network.now() - start;
    Ok(Page { status, size, took })
}
