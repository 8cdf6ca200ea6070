// Trois URL, deux à la fois. Les deux premières se rencontrent ; la deuxième est
// refusée dix millisecondes plus tard. La troisième prend sa place, et c’est
// alors seulement que la première finit.

use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::time::Duration;

use super::answer::{Body, Network, fetch_all};

static BOTH: Barrier = Barrier::new(2);
static LATER: Barrier = Barrier::new(2);
static MS: AtomicU64 = AtomicU64::new(0);

struct Local;

impl Network for Local {
    fn get(&self, url: &str) -> Result<(u16, Body), String> {
        match url {
            "/a" => {
                BOTH.wait();
                LATER.wait();
                Ok((200, body(&["ab", "c"])))
            }
            "/b" => {
                BOTH.wait();
                MS.fetch_add(10, SeqCst);
                Err("refused".to_owned())
            }
            _ => {
                LATER.wait();
                Ok((404, body(&["none"])))
            }
        }
    }

    fn now(&self) -> Duration {
        Duration::from_millis(MS.load(SeqCst))
    }
}

fn body(pieces: &'static [&str]) -> Body {
    Box::new(pieces.iter().map(|piece| Ok(piece.as_bytes().to_vec())))
}

pub fn main() {
    println!("{:?}", fetch_all(&Local, &["/a", "/b", "/c"], 2));
}
