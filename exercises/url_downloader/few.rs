// Trois URL, une à la fois ; l’heure avance de dix à chaque réponse, de cinq à
// chaque morceau. Puis aucune URL.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::time::Duration;

use super::answer::{Body, Network, fetch_all};

static MS: AtomicU64 = AtomicU64::new(0);

struct Local;

impl Network for Local {
    fn get(&self, url: &str) -> Result<(u16, Body), String> {
        MS.fetch_add(10, SeqCst);
        Ok(match url {
            "/a" => (200, body(&[Ok("ab"), Ok("c")])),
            "/b" => (200, body(&[Ok("d"), Err("cut")])),
            _ => (404, body(&[Ok("none")])),
        })
    }

    fn now(&self) -> Duration {
        Duration::from_millis(MS.load(SeqCst))
    }
}

fn body(pieces: &'static [Result<&str, &str>]) -> Body {
    Box::new(pieces.iter().map(|piece| {
        MS.fetch_add(5, SeqCst);
        match piece {
            Ok(text) => Ok(text.as_bytes().to_vec()),
            Err(error) => Err(error.to_string()),
        }
    }))
}

pub fn main() {
    let pages = fetch_all(&Local, &["/a", "/b", "/c"], 1);
    println!("{pages:?} {:?}", fetch_all(&Local, &[], 3));
}
